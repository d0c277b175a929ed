/// Documents that want to hang, crash or fill the machine, given to the program as a user would: it ends soon, within memory
/// that goes with the document, and says why it leaves something out.
#include "support/file.hpp"
#include "tests/helpers/in_folder.hpp"

#include <csignal>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;
constexpr double kOfTheProgram = 64;  // MiB that it may take besides what it takes for a document

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    out += part;
  return out;
}

using Text = std::string (*)();

/// How `snipcheck list NAME --format json` ended and what it took.
struct Listed {
  int status = -1;
  double seconds = 0;   ///< Of CPU: the machine may be busy.
  double peak = 0;      ///< MiB of memory at most.
  double document = 0;  ///< MiB of the document.
  std::string out, err;
};

/// Ends in a child, so that this process stays small: what it holds counts as memory of the program that it starts.
void write_elsewhere(const std::string& name, Text text) {
  const pid_t child = ::fork();
  if (child == 0) {
    write_file(name, text());
    ::_exit(0);
  }
  int state = 0;
  ASSERT_EQ(::waitpid(child, &state, 0), child);
  ASSERT_EQ(state, 0);
}

void become_the_program(const char* name) {
  const rlimit cpu{60, 60};  // a hang ends by itself
  ::setrlimit(RLIMIT_CPU, &cpu);
  ::dup2(::open("out", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  ::dup2(::open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  ::execl(SNIPCHECK_BINARY, "snipcheck", "list", name, "--format", "json", nullptr);
  ::_exit(127);
}

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

Listed listed(const std::string& name, Text text) {
  write_elsewhere(name, text);
  const pid_t child = ::fork();
  if (child == 0)
    become_the_program(name.c_str());
  int state = 0;
  rusage used{};
  EXPECT_EQ(::wait4(child, &state, 0, &used), child);
  return {.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state),
          .seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
          .peak = static_cast<double>(used.ru_maxrss) / 1024,
          .document = static_cast<double>(std::filesystem::file_size(name)) / kMebibyte,
          .out = read_file("out"),
          .err = read_file("err")};
}

class HostileProgram : public ::testing::Test {
 protected:
  testing::InFolder here_;
};

struct HostilePage {
  const char* name;
  const char* path;
  Text text;
  double most_times = 40;  ///< Bytes of memory for a byte of the document.
};

class HostilePages : public ::testing::TestWithParam<HostilePage> {
 protected:
  testing::InFolder here_;
};

TEST_P(HostilePages, EndSoonInMemoryThatGoesWithThem) {
  const HostilePage& page = GetParam();
  const Listed done = listed(page.path, page.text);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_LT(done.seconds, 12) << page.name;
  EXPECT_LT(done.peak, kOfTheProgram + page.most_times * done.document) << page.name;
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, HostilePages,
    ::testing::Values(
        HostilePage{"long_line", "a.md", [] { return "x = \"" + std::string(60'000'000, 'a') + "\"\n"; }},
        HostilePage{"long_line_of_words", "a.txt", [] { return repeated("word ", 12'000'000) + "\n"; }},
        HostilePage{"nul", "a.md", [] { return std::string(5'000'000, '\0') + "\n```python\nx = 1\n```\n"; }},
        HostilePage{"nested_quotes", "a.md", [] { return repeated(">", 1'000'000) + "\n"; }, 300},
        HostilePage{"nested_lists", "a.md", [] { return repeated("- ", 50'000) + "\n"; }, 300},
        HostilePage{"links", "a.md", [] { return repeated("[", 500'000) + "a" + repeated("](b)", 100'000) + "\n"; }},
        HostilePage{"emphasis", "a.md", [] { return repeated("*a **b ", 200'000) + "\n"; }, 200},
        HostilePage{"references", "a.md", [] { return repeated("[a]: /x\n", 100'000); }, 100},
        HostilePage{"parentheses", "a.md", [] { return "```python\n" + repeated("(", 1'000'000) + "\n```\n"; }, 400},
        HostilePage{"prompts", "a.txt", [] { return repeated(">>> x = 1\n... y\n", 200'000); }, 60},
        HostilePage{"flat_program", "a.txt", [] { return repeated("def f():\nreturn g(1)\n\n", 5'000); }, 500},
        HostilePage{"blank_lines", "a.txt", [] { return repeated("\n", 10'000'000); }, 30},
        HostilePage{"blank_lines_of_markdown", "a.md", [] { return repeated("\n", 10'000'000); }},
        HostilePage{"lone_words", "a.txt", [] { return repeated("a\n", 200'000); }, 200},
        HostilePage{"lone_words_indented", "a.txt", [] { return repeated("    a\n", 200'000); }, 100},
        HostilePage{"preformatted_on_one_line", "a.html", [] { return repeated("<pre>x = 1</pre>", 10'000); }, 400},
        HostilePage{"preformatted_in_markdown", "a.md", [] { return repeated("<pre>x = 1</pre>", 10'000); }, 400},
        HostilePage{"preformatted_and_long", "a.html", [] { return "<pre>" + repeated("x = 1 ", 10'000'000) + "</pre>"; }},
        HostilePage{"preformatted_and_open", "a.md", [] { return repeated("<pre>\n\n", 30'000); }, 100},
        HostilePage{
            "items_above_a_deep_fence", "a.md",
            [] { return repeated("- a\n", 20'000) + repeated("- ", 500) + "```python\n" + repeated("x = f(1)\n", 1'000); }, 100},
        HostilePage{"fences_in_fences", "a.md", [] { return repeated("```markdown\nx\n", 20'000); }, 100},
        HostilePage{"typographic_quotes", "a.txt", [] { return repeated("\u201Ca\u201D ", 12'500) + "\n"; }, 100},
        HostilePage{"questions", "a.txt", [] { return repeated("1. What is this?\n", 100'000); }}),
    [](const ::testing::TestParamInfo<HostilePage>& page) { return page.param.name; });

TEST_F(HostileProgram, SaysHowLongADocumentMayBe) {
  const Listed done = listed("long.md", [] { return std::string(100'000'000, 'x'); });
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(done.err,
            "snipcheck: error: long.md: more than the 64 MiB that a document may have\n"
            "hint: split it; a dump with a row or a line for each post (Posts.xml, .jsonl) may have any size\n");
  EXPECT_LT(done.peak, kOfTheProgram + 2 * 64) << "it is read no further than the limit";
}

TEST_F(HostileProgram, ListsEachOfManyBlocksInOneDocument) {
  const Listed done = listed("many.md", [] {
    std::string text = "# Question\n\n";
    for (int i = 0; i < 200'000; ++i)
      text += "```python\nx" + std::to_string(i) + " = f(1)\n```\n\n";
    return text;
  });
  EXPECT_EQ(done.status, 0) << done.err;
  int count = 0;
  for (std::size_t at = 0; (at = done.out.find("\"start_line\"", at)) != std::string::npos; ++at)
    ++count;
  EXPECT_EQ(count, 200'000);
  EXPECT_LT(done.seconds, 25);
  EXPECT_LT(done.peak, 600) << "less than three KiB a snippet";
}

TEST_F(HostileProgram, SaysThatAPageIsNestedTooDeepToRead) {
  for (const char* path : {"deep.html", "deep.md"}) {
    const Listed done = listed(path, [] { return repeated("<pre>", 100'000); });
    EXPECT_EQ(done.status, 0);
    EXPECT_EQ(done.err, std::string{path} + ":1: tags are nested too deep to look for code in them\n");
  }
}

TEST_F(HostileProgram, EndsAtOnceWhenItIsTold) {
  // given the program with a document that keeps it busy for a while
  write_elsewhere("many.md", [] { return repeated("```python\nx = f(1)\n```\n\n", 500'000); });
  const pid_t child = ::fork();
  if (child == 0)
    become_the_program("many.md");
  // when it is told to end
  ::usleep(500'000);
  ::kill(child, SIGTERM);
  // then one signal is enough, and it does not finish what it does
  int state = 0;
  rusage used{};
  ASSERT_EQ(::wait4(child, &state, 0, &used), child);
  ASSERT_TRUE(WIFSIGNALED(state));
  EXPECT_EQ(WTERMSIG(state), SIGTERM);
  EXPECT_LT(seconds_of(used.ru_utime), 2);
}

TEST_F(HostileProgram, ReadsOnAfterASnippetThatIsTooLong) {
  const Listed done =
      listed("long.md", [] { return "```python\n" + repeated("x = 1\n", 300'000) + "```\n\nThen:\n\n```python\ny = 2\n```\n"; });
  EXPECT_EQ(done.status, 0) << done.err;
  const auto snippets = nlohmann::json::parse(done.out).at("snippets");
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_EQ(snippets.at(0).at("start_line"), 2);
  EXPECT_EQ(snippets.at(0).at("end_line"), 300'001);
  EXPECT_EQ(snippets.at(1).at("code"), "y = 2\n");
}

TEST_F(HostileProgram, ReadsBytesThatAreNoText) {
  const Listed done = listed("bytes.md", [] { return "```python\nx = '" + repeated("\xC0\xE2\xFF", 20'000) + "'\n```\n"; });
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(nlohmann::json::parse(done.out).at("snippets").size(), 1U);
  EXPECT_LT(done.seconds, 10);
}

}  // namespace
}  // namespace snipcheck
