/// What a page shows against what is run: every step of the cleaning, and what each must leave alone.
#include "snippets/repair/clean.hpp"

#include "snippets/extract.hpp"
#include "snippets/repair/console.hpp"
#include "snippets/repair/margin_numbers.hpp"
#include "snippets/repair/mojibake.hpp"
#include "tests/snippets/lines.hpp"

#include <cctype>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

/// Code as printed, as run ("" when that is the same), and the codes of the remarks with their lines.
struct Page {
  const char* name;
  std::string printed;
  std::string run;
  std::string remarks;
};

CodeText text_from(std::string_view code) {
  CodeText text{.lines = testing::lines_of(code), .document_lines = {}, .shift = {}, .remarks = {}};
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    text.document_lines.push_back(static_cast<int>(i) + 1);
    text.shift.push_back(0);
  }
  return text;
}

std::string said(const std::vector<Remark>& remarks) {
  std::string out;
  for (const Remark& remark : remarks)
    out += (out.empty() ? "" : " ") + remark.code + ":" + std::to_string(remark.line);
  return out;
}

void PrintTo(const Page& page, std::ostream* out) { *out << page.name; }

class Clean : public ::testing::TestWithParam<Page> {};

TEST_P(Clean, MakesWhatIsRun) {
  const Page& page = GetParam();
  CodeText text = text_from(page.printed);
  take_off_margin_numbers(text);
  clean(text, is_console(text.lines) ? "python-console" : "python");
  const std::string want = page.run.empty() ? page.printed : page.run;
  EXPECT_EQ(join(text.lines, "\n"), want);
  EXPECT_EQ(said(text.remarks), page.remarks);
  EXPECT_EQ(text.document_lines.size(), text.lines.size());
  EXPECT_EQ(text.shift.size(), text.lines.size());
  // Each line that is run begins where it says.
  const auto printed = testing::lines_of(page.printed);
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string& shown = printed[static_cast<std::size_t>(text.document_lines[i]) - 1];
    const int column = static_cast<int>(indent_of(text.lines[i])) + text.shift[i];
    EXPECT_LE(column, code_points(shown)) << text.lines[i];
    const std::string_view first = std::string_view{text.lines[i]}.substr(indent_of(text.lines[i]), 1);
    const bool plain = code_points(shown) == static_cast<int>(shown.size());
    const bool letter = !first.empty() && std::isalpha(static_cast<unsigned char>(first[0])) != 0;
    if (column < 0 || !letter || !plain)
      continue;  // something was put in front of it, or took its place
    EXPECT_EQ(shown.substr(static_cast<std::size_t>(column), 1), first) << text.lines[i];
  }
}

const Page kPrompts[] = {
    {"session", ">>> x = 1\n>>> x\n1", "x = 1\nx", ""},
    {"session_block", ">>> def f():\n...     return 1\n...\n>>> f()\n1", "def f():\n    return 1\n\nf()", ""},
    {"session_without_dots", ">>> def f():\n        return 1\n\n>>> f()\n1", "def f():\n        return 1\nf()", ""},
    {"notebook", "In [1]: x = 1\n\nIn [2]: x + 1\nOut[2]: 2", "x = 1\nx + 1", ""},
    {"notebook_block", "In [3]: for i in y:\n   ...:     print(i)\n   ...:\n0", "for i in y:\n    print(i)\n", ""},
    {"prompt_below_code", "x = 1\n>>> x + 1\n2", "x = 1\nx + 1", "SC105:2"},
    {"shell_line", "x = 1\n$ flask run\ny = 2", "x = 1\ny = 2", "SC105:2"},
    {"prompt_in_string", "x = '''\n>>> y\n'''", "", ""},
    {"ellipsis_is_python", "def f():\n    ...\n", "def f():\n    ...", ""},
    {"indexing", "In[1]", "", ""},
};

const Page kMargins[] = {
    {"numbers", "1  from flask import Flask\n2\n3  app = Flask(__name__)", "from flask import Flask\n\napp = Flask(__name__)",
     "SC105:1"},
    {"numbers_right", " 9: def f():\n10:     return 1\n11: f()", "def f():\n    return 1\nf()", "SC105:1"},
    {"numbers_bar", "01 | def f():\n02 |     return 1\n03 | f()", "def f():\n    return 1\nf()", "SC105:1"},
    {"numbers_dot", "1. x = 1\n2. y = 2\n3. z = 3", "x = 1\ny = 2\nz = 3", "SC105:1"},
    {"numbers_left", "9  x = 1\n10 y = 2\n11 z = 3", "x = 1\ny = 2\nz = 3", "SC105:1"},
    {"numbers_tab", "1\tdef f():\n2\t    return 1\n3\tf()", "def f():\n    return 1\nf()", "SC105:1"},
    {"numbers_glued", "1from flask import Flask\n2app = Flask(__name__)\n3app.run()",
     "from flask import Flask\napp = Flask(__name__)\napp.run()", "SC105:1"},
    {"numbers_flat", "1 def f():\n2 return 1\n3 f()", "def f():\n    return 1\nf()", "SC105:1 SC102:1"},
    {"numbers_above", "1\n2\n3\nx = 1\n\ny = 2", "x = 1\n\ny = 2", "SC105:1"},
    {"no_numbers", "1 + 1\n2 + 2\n4 + 4", "", ""},
    {"numbers_not_in_turn", "1 if x else 2\n3 if x else 4\n5 if x else 6", "", ""},
    {"two_lines", "1 + x\n2 + x", "", ""},
    {"numbers_alone", "1\n2\n3\n4", "", ""},
    {"floats", "1.5\n2.5\n3.5", "", ""},
};

const Page kCharacters[] = {
    {"quotes", "print(“hello”)", "print(\"hello\")", "SC104:1"},
    {"quotes_hold_theirs", "print(“it’s”)", "print(\"it’s\")", "SC104:1"},
    {"quotes_mixed", "x = ‘a’ + \"b”", "x = 'a' + \"b\"", "SC104:1"},
    {"quotes_mixed_before_plain", "f(\"a”, \"b\")", "f(\"a\", \"b\")", "SC104:1"},
    {"quotes_guillemets", "f(«a», x[»b«])", "f(\"a\", x[\"b\"])", "SC104:1"},
    {"quotes_apostrophe", "x = ‘it’s’", "x = 'it’s'", "SC104:1"},
    {"quotes_around_plain", "x = “say \"hi\"”", "x = 'say \"hi\"'", "SC104:1"},
    {"quotes_triple", "def f():\n    “””Doc.”””\n    return 1", "def f():\n    \"\"\"Doc.\"\"\"\n    return 1", "SC104:2"},
    {"quotes_triple_lines", "x = ”””a\nb “c”\n”””\ny = 1", "x = \"\"\"a\nb “c”\n\"\"\"\ny = 1", "SC104:1"},
    {"quotes_formatted", "x = f“{name}!”", "x = f\"{name}!\"", "SC104:1"},
    {"quotes_in_strings", "x = \"“quiet”\"  # ‘so’", "", ""},
    {"quotes_in_docstring", "def f():\n    '''It’s “quoted” – so.'''\n    return 1", "", ""},
    {"dash", "x = 5 – 3", "x = 5 - 3", "SC104:1"},
    {"dash_in_comment", "x = 5  # five – or so", "", ""},
    {"nbsp", "x\u00A0= 1", "x = 1", "SC104:1"},
    {"nbsp_in_string", "x = 'a\u00A0b'", "", ""},
    {"zero_width", "x = \u200B1\ny\uFEFF = 2", "x = 1\ny = 2", "SC104:1"},
    {"full_width", "print（x，y）", "print(x,y)", "SC104:1"},
    {"names_of_all_scripts", "größe = 1\nимя = 2", "", ""},
    {"entities", "if n &gt; 3:\n    print(&quot;hi&quot;)", "if n > 3:\n    print(\"hi\")", "SC104:1"},
    {"entities_that_parse", "x = a &lt; b", "x = a < b", "SC104:1"},
    {"entities_twice", "x = a &amp;lt; b", "x = a < b", "SC104:1"},
    {"entities_with_strings", "if a &lt; 1:\n    x = '&lt;b&gt;'", "if a < 1:\n    x = '<b>'", "SC104:1"},
    {"entities_in_strings", "x = '&lt;b&gt; &amp;'", "", ""},
    {"bitwise", "x = a & lt; b", "", ""},
    {"escapes", "if \\_\\_name\\_\\_ == '\\_\\_main\\_\\_':\n    app.run()", "if __name__ == '__main__':\n    app.run()",
     "SC104:1"},
    {"escapes_in_strings", "x = re.compile('\\_\\d\\[')", "", ""},
    {"backslashes", "x = 1 + \\\n    2", "", ""},
    {"tags", "app.run(<mark>debug=True</mark>)", "app.run(debug=True)", "SC104:1"},
    {"tags_in_strings", "return_value = '<b>x</b>'", "", ""},
    {"mojibake", "print(â€œhelloâ€)", "print(\"hello\")", "SC108:1 SC104:1"},
    {"mojibake_in_strings", "x = 'clientâ€™s'", "", ""},
};

const Page kMarks[] = {
    {"diff", " def f():\n-    return 1\n+    return 2", "def f():\n    return 2", "SC105:2"},
    {"diff_header", "@@ -1,2 +1,2 @@\n x = 1\n-y = 1\n+y = 2", "x = 1\ny = 2", "SC105:1"},
    {"diff_loose", "def f():\n-    return 1\n+    return 2", "def f():\n    return 2", "SC105:2"},
    {"diff_wide", "- x = 1\n+ x = 2\n  print(x)", "x = 2\nprint(x)", "SC105:1"},
    {"diff_wide_block", "  def f():\n-     return 1\n+     return 2", "def f():\n    return 2", "SC105:2"},
    {"diff_spaced", "x = 1\n- y = 2\n+ y = 3", "x = 1\ny = 3", "SC105:2"},
    {"unary_minus", "x = (1\n- 2)\n-x", "", ""},
    {"highlights", "x = 1\n// highlight-next-line\ny = 2", "x = 1\n\ny = 2", "SC105:2"},
    {"highlights_of_python", "# highlight-start\nx = 1\n# highlight-end", "", ""},
    {"code_focus", "x = 1 // [!code focus]\ny = 2 // [!code ++]", "x = 1\ny = 2", "SC105:1"},
    {"code_struck", "x = 1  # [!code --]\nx = 2  # [!code ++]", "x = 2  # [!code ++]", "SC105:1"},
    {"annotation", "x = 1  # (1)!", "", ""},
    {"callout", "app = Flask(__name__) <1>\napp.run() <2>", "app = Flask(__name__)\napp.run()", "SC105:1"},
    {"callout_in_comment", "app = Flask(__name__)  # <1>", "", ""},
    {"callout_circled", "app = Flask(__name__) ①", "app = Flask(__name__)", "SC105:1"},
    {"floor_division", "x = a // b", "", ""},
    {"bold", "app.run(**debug=True**)", "app.run(debug=True)", "SC105:1"},
    {"bold_block", "**x = 1\ny = 2**", "x = 1\ny = 2", "SC105:1"},
    {"kwargs", "def f(**kwargs):\n    return g(**kwargs) ** 2", "", ""},
    {"struck", "x = 1\n~~y = 2~~\nz = 3", "x = 1\n\nz = 3", "SC105:2"},
    {"inverted_twice", "x = ~~y", "", ""},
};

const Page kOutput[] = {
    {"output", "print('a' + 'b')\nab cd ef", "print('a' + 'b')", "SC105:2"},
    {"output_word", "print(f(1))\n\nOutput:\n{'a': 1, ...}", "print(f(1))\n", "SC105:3"},
    {"output_comment", "print(f(1))\n# Output: 5", "", ""},
    {"output_repeats", "print(\"Hello there\")\nHello there\nx = 1", "print(\"Hello there\")\nx = 1", "SC105:2"},
    {"output_repeats_parses", "print('Hello')\nHello", "print('Hello')", "SC105:2"},
    {"traceback",
     "f(1)\nTraceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nNameError: name 'f' is not defined", "f(1)",
     "SC105:2"},
    {"server", "app.run()\n * Running on http://127.0.0.1:5000", "app.run()", "SC105:2"},
    {"arrow", "x + 1\n=> 2", "x + 1", "SC105:2"},
    {"call_below_print", "print(x)\nf(x)", "", ""},
};

const Page kWraps[] = {
    {"string", "x = f(\"hello\nworld\")", "x = f(\"hello \" \\\n\"world\")", "SC101:1"},
    {"operator", "x = 1 +\n2", "x = 1 + \\\n2", "SC101:1"},
    {"assignment", "x =\n\"v\"", "x = \\\n\"v\"", "SC101:1"},
    {"value_left_out", "x =\ny = 2", "", ""},
    {"comma", "from flask import Flask,\nrequest", "from flask import Flask, \\\nrequest", "SC101:1"},
    {"method", "x = q.filter(1)\n.all()", "x = q.filter(1) \\\n.all()", "SC101:1"},
    {"comment", "# this is a long comment that\ngoes on here for a while\nx = 1",
     "# this is a long comment that\n# goes on here for a while\nx = 1", "SC101:1"},
    {"backslash_blank", "x = 1 + \\ \n    2", "x = 1 + \\\n    2", "SC101:1"},
    {"brackets", "x = f(1,\n      2)", "", ""},
};

const Page kGaps[] = {
    {"four_dots", "x = 1\n....\ny = 2", "x = 1\n...\ny = 2", "SC107:2"},
    {"ellipsis", "def f():\n    …", "def f():\n    ...", "SC107:2"},
    {"argument", "f(a, …)", "f(a, ...)", "SC107:1"},
    {"after_keyword", "f(a, b=1, ...)", "f(a, b=1,    )", "SC107:1"},
    {"in_dict", "x = {'a': 1, ...}", "x = {'a': 1,    }", "SC107:1"},
    {"in_list", "x = [1, 2, ...]", "", ""},
    {"value", "app.secret_key = <your key>", "app.secret_key = \"your key\"", "SC107:1"},
    {"argument_value", "app.run(host=<host>, port=<PORT>)", "app.run(host=\"host\", port=\"PORT\")", "SC107:1 SC107:1"},
    {"capitals", "region = [YOUR REGION]", "region = \"YOUR REGION\"", "SC107:1"},
    {"comparison", "x = a <b> c", "", ""},
    {"foreign_comment", "x = 1\n// ...\ny = 2", "x = 1\n...\ny = 2", "SC107:2"},
    {"et_cetera", "x = 1\ny = 2\netc.", "x = 1\ny = 2\n...", "SC107:3"},
    {"in_string", "x = 'wait .... <your key>'", "", ""},
    {"comment_body", "def f():\n    # ...\n\ndef g():\n    return 1", "def f(): ...\n    # ...\n\ndef g():\n    return 1",
     "SC107:2"},
    {"comment_body_at_end", "@app.route('/')\ndef f():\n    # your code here",
     "@app.route('/')\ndef f(): ...\n    # your code here", "SC107:3"},
    {"header_alone", "@app.route('/')\ndef f():", "@app.route('/')\ndef f(): ...", "SC107:2"},
    {"header_with_comment", "def f():  # a view", "def f(): ...  # a view", "SC107:1"},
    {"branches", "try:\n    # risky\nexcept ValueError:\n    # handle",
     "try: ...\n    # risky\nexcept ValueError: ...\n    # handle", "SC107:2 SC107:4"},
    {"comment_among_code", "def f():\n    # ...\n    return 1", "", ""},
    {"stub", "def f(): ...", "", ""},
    {"slices", "x = y[..., 1]", "", ""},
};

const auto kName = [](const ::testing::TestParamInfo<Page>& info) { return std::string{info.param.name}; };
INSTANTIATE_TEST_SUITE_P(Prompts, Clean, ::testing::ValuesIn(kPrompts), kName);
INSTANTIATE_TEST_SUITE_P(Margins, Clean, ::testing::ValuesIn(kMargins), kName);
INSTANTIATE_TEST_SUITE_P(Characters, Clean, ::testing::ValuesIn(kCharacters), kName);
INSTANTIATE_TEST_SUITE_P(Marks, Clean, ::testing::ValuesIn(kMarks), kName);
INSTANTIATE_TEST_SUITE_P(Output, Clean, ::testing::ValuesIn(kOutput), kName);
INSTANTIATE_TEST_SUITE_P(Wraps, Clean, ::testing::ValuesIn(kWraps), kName);
INSTANTIATE_TEST_SUITE_P(Gaps, Clean, ::testing::ValuesIn(kGaps), kName);

TEST(CleanDocuments, SeesIndentationOfOddSpaces) {
  const auto snippets = testing::snippets_of("a.md", "```python\ndef f():\n\u00A0\u00A0\u00A0\u00A0return 1\n```\n");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "def f():\n    return 1\n");
  EXPECT_TRUE(snippets[0].repaired);
  EXPECT_EQ(said(snippets[0].remarks), "SC104:2");
}

TEST(CleanDocuments, LeavesOtherLanguagesAsTheyStand) {
  const auto snippets = testing::snippets_of("a.md", "```html\n<p>“quiet” &lt; …</p>\n```\n\n```diff\n+x = 1\n-x = 2\n```\n");
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_EQ(snippets[0].code, "<p>“quiet” &lt; …</p>\n");
  EXPECT_EQ(snippets[1].code, "+x = 1\n-x = 2\n");
  EXPECT_FALSE(snippets[0].repaired || snippets[1].repaired);
}

TEST(Mojibake, IsReportedOnceForTheDocument) {
  const Extraction found = extract({.path = "a.md", .text = "Fine.\n\nThe clientâ€™s cafÃ©.\n\nIt isnâ€™t.\n"});
  ASSERT_EQ(found.remarks.size(), 1U);
  EXPECT_EQ(found.remarks[0].code, "SC108");
  EXPECT_EQ(found.remarks[0].line, 3);
  EXPECT_THAT(found.remarks[0].message, ::testing::HasSubstr("2 lines"));
}

TEST(Mojibake, IsNoAccentedText) {
  for (const char* text :
       {"Café à la carte, ça va, naïve, Ärger, über, São Paulo", "“Quotes” – and… dashes", "Привет, 世界 🔥", "ÉTÉ « oui »"})
    EXPECT_EQ(unmangled(text), text);
  EXPECT_EQ(unmangled("âœ… cafÃ© â€œxâ€\u009D donâ€™t Â©"), "✅ café “x” don’t ©");
}

}  // namespace
}  // namespace snipcheck
