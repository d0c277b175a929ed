/// Documents that want to hang or crash the reader. Each has to end within seconds; what is found in them matters little.
#include "tests/snippets/lines.hpp"

#include <ctime>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i)
    out += part;
  return out;
}

struct Hostile {
  const char* name;
  std::string text;
};

/// Seconds of CPU; a sanitizer takes its share of them.
#ifdef __SANITIZE_ADDRESS__
constexpr double kQuick = 100;
#else
constexpr double kQuick = 10;
#endif

class HostileDocument : public ::testing::TestWithParam<Hostile> {};

TEST_P(HostileDocument, EndsQuickly) {
  for (const char* path : {"a.md", "a.txt", "a.html", "a.rst", "a.org"}) {
    const std::clock_t start = std::clock();  // of this process: the machine may be busy
    (void)testing::snippets_of(path, GetParam().text);
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, kQuick) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, HostileDocument,
    ::testing::Values(
        Hostile{"nested_brackets", "```python\n" + repeated("(", 100'000) + "\n```\n"},
        Hostile{"nested_tags", repeated("<div>", 300'000)}, Hostile{"nested_pre", repeated("<pre>\n", 30'000)},
        Hostile{"misnested_tags", repeated("<b><i><p>", 20'000)}, Hostile{"nested_quotes", repeated(">", 20'000)},
        Hostile{"nested_lists", repeated("- ", 5'000)}, Hostile{"images", repeated("![[]()", 30'000)},
        Hostile{"long_line", "x = " + repeated("1 + ", 300'000)}, Hostile{"open_brackets", repeated("f(\n", 20'000)},
        Hostile{"open_strings", repeated("x = \"\"\"\n", 20'000)}, Hostile{"nul", std::string("```python\nx = 1\0\n```\n", 22)},
        Hostile{"invalid_utf8", "```python\nx = '\xFF\xFE\xC0'\n```\n\xE2\x82"},
        Hostile{"deep_blocks",
                [] {
                  std::string text = "```python\n";
                  for (int i = 0; i < 1'500; ++i)
                    text += std::string(static_cast<std::size_t>(i), ' ') + "if x:\n";
                  return text + "```\n";
                }()},
        Hostile{"flat_blocks", repeated("if x == 1:\n", 3'000) + "y = f(1)\n"},
        Hostile{"flat_program", repeated("def f():\nreturn g(1)\n", 2'000)},
        Hostile{"unclosed_fences", repeated("```python\nx = 1\n\nSome prose here.\n\n", 2'000)},
        Hostile{"decorators", repeated("@a.b('c')\n", 20'000)}, Hostile{"questions", repeated("1. What is this?\n", 50'000)},
        Hostile{"blank_paragraphs", repeated("x = f(1)\n\n", 5'000)}, Hostile{"comments", repeated("# comment\n\n", 20'000)},
        Hostile{"carriage_returns", repeated("x = f(1)\r", 5'000)},
        Hostile{"typographic_quotes", "```python\n" + repeated("“a ‘b ", 5'000) + "\n```\n"},
        Hostile{"typographic_lines", "```python\n" + repeated("x = “a\n", 5'000) + "```\n"},
        Hostile{"gaps", "```python\nf(" + repeated("a=1, ...., ", 3'000) + ")\n```\n"},
        Hostile{"placeholders", "```python\n" + repeated("x = <your key>\n", 1'000) + "```\n"},
        Hostile{"open_tags", "```python\n" + repeated("<b ", 10'000) + "\n```\n"},
        Hostile{"entities", "```python\n" + repeated("&amp;", 10'000) + "\n```\n"},
        Hostile{"stars", "```python\n" + repeated("**a ", 10'000) + "\n```\n"},
        Hostile{"strikes", "```python\n" + repeated("~~a\n", 2'000) + "```\n"},
        Hostile{"margin_numbers",
                [] {
                  std::string text = "```python\n";
                  for (int i = 1; i < 2'000; ++i)
                    text += std::to_string(i) + " def f():\n";
                  return text + "```\n";
                }()},
        Hostile{"diff_marks", "```python\n" + repeated("+x = (\n-y\n", 1'000) + "```\n"},
        Hostile{"prints", "```python\n" + repeated("print(1)\n<one>\n", 1'000) + "```\n"},
        Hostile{"wraps", "```python\n" + repeated("x = 1 +\n2 ? 3\n", 1'000) + "```\n"},
        Hostile{"bodies", "```python\n" + repeated("def f():\n    # later\n", 1'000) + "```\n"},
        Hostile{"mojibake", repeated("â€œ Ã© ", 20'000)},
        Hostile{"mixed_prompts", "```python\nx = 1\n" + repeated(">>> f(\n", 1'000) + "```\n"},
        Hostile{"session", "```pycon\n" + repeated(">>> f(\n", 1'000) + "```\n"},
        Hostile{"session_body", "```pycon\n>>> f(\n" + repeated("        x,\n", 1'000) + "```\n"},
        Hostile{"answers", repeated("## Question\n\n> `a`\n\n", 2'000)}, Hostile{"lone_words", repeated("a\n", 20'000)},
        Hostile{"lone_words_indented", repeated("    a\n", 20'000)}, Hostile{"many_pre", repeated("<pre>x = 1</pre>", 40'000)},
        Hostile{"open_shortcodes", repeated("[code]\n", 50'000)},
        Hostile{"quotes_in_one_line", "```python\nx = " + repeated("“a” ", 12'500) + "\n```\n"},
        Hostile{"huge_snippet", "```python\n" + repeated("x = 1\n", 300'000) + "```\n"}),
    [](const ::testing::TestParamInfo<Hostile>& hostile) { return hostile.param.name; });

TEST(HostileText, OfRandomPiecesNeverCrashes) {
  static constexpr std::string_view pieces[] = {
      "```",           "```python", "~~~", "\n",       "\n\n", "    ",  "> ",      "- ",       "def f():", "@app.route('/')",
      "return x",      "x = 1",     "(",   "\"\"\"",   "# c",  ">>> x", "...",     "class A:", "if x:",    "else:",
      "pip install x", "\xFF",      "\t",  "1. What?", "## H", "“",     "{% x %}", "<p>",      "\\"};
  std::mt19937 random{11};
  for (int round = 0; round < 1'500; ++round) {
    std::string text;
    for (unsigned i = 0; i < 40; ++i) {
      text += pieces[random() % std::size(pieces)];
      if (random() % 3 == 0)
        text += '\n';
    }
    for (const char* path : {"a.md", "a.txt", "a.rst", "a.org"})
      for (const Snippet& snippet : testing::snippets_of(path, text)) {
        EXPECT_LE(snippet.start_line, snippet.end_line);
        EXPECT_EQ(split_lines(snippet.code).size(), snippet.lines.lines().size()) << text;
        EXPECT_EQ(snippet.shift.size(), snippet.lines.lines().size());
      }
  }
}

}  // namespace
}  // namespace snipcheck
