#include "snippets/extract.hpp"
#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Extraction found_in(std::string text, std::string path = "a.md", const std::vector<SidecarEntry>& sidecar = {}) {
  return extract({.path = std::move(path), .text = std::move(text)}, sidecar);
}

/// What is asked for the first snippet.
std::vector<std::string> asked(std::string text, std::string path = "a.md") {
  return found_in(std::move(text), std::move(path)).snippets.at(0).directives.texts;
}

std::vector<std::string> skips(const Extraction& found) {
  std::vector<std::string> out;
  for (const Snippet& snippet : found.snippets)
    out.push_back(snippet.skip.value_or("-"));
  return out;
}

/// "3 SC902 message"
std::vector<std::string> shown(const std::vector<Remark>& remarks) {
  std::vector<std::string> out;
  for (const Remark& remark : remarks)
    out.push_back(std::to_string(remark.line) + " " + remark.code + " " + remark.message);
  return out;
}

const std::string kCode = "```python\nx = 1\n```\n";

}  // namespace

TEST(AttachDirectives, ReadsEveryKindOfComment) {
  for (const std::string line :
       {"<!-- snipcheck: fresh -->", "<!--snipcheck:fresh-->", "> <!-- snipcheck: fresh -->", "{/* snipcheck: fresh */}",
        "{# snipcheck: fresh #}", "{% comment %} snipcheck: fresh {% endcomment %}", "[//]: # (snipcheck: fresh)",
        "[comment]: <> (snipcheck: fresh)", "[//]: # \"snipcheck: fresh\"", ".. snipcheck: fresh", "% snipcheck: fresh",
        "// snipcheck: fresh", "# snipcheck: fresh", "snipcheck: fresh", "<!--\nsnipcheck:\n  fresh\n-->",
        "<!-- a note --><!-- snipcheck: fresh -->"})
    EXPECT_THAT(asked(line + "\n\n" + kCode), ElementsAre("fresh")) << line;
}

TEST(AttachDirectives, ReadsThoseOfTheBlockItself) {
  EXPECT_THAT(asked("```python fresh\nx = 1\n```\n"), ElementsAre("fresh"));
  EXPECT_THAT(asked("```{.python .fresh}\nx = 1\n```\n"), ElementsAre("fresh"));
  EXPECT_THAT(asked("```python\n# snipcheck: fresh\nx = 1\n```\n"), ElementsAre("fresh"));
  EXPECT_THAT(asked("```python\n# app.py\n# snipcheck: fresh, group=x\n\nx = 1\n```\n"), ElementsAre("fresh", "group=x"));
  EXPECT_THAT(asked("```pycon\n>>> # snipcheck: fresh\n>>> x = 1\n```\n"), ElementsAre("fresh"));
  EXPECT_THAT(asked("```pycon\n>>> get()  # doctest: +SKIP\n'a'\n```\n"), ElementsAre("skip \"doctest: +SKIP\""));
  EXPECT_THAT(asked("```{python}\n#| eval: false\nx = 1\n```\n"), ElementsAre("skip \"eval:false\""));
}

TEST(AttachDirectives, ReadsThemInOtherFormats) {
  EXPECT_THAT(asked("<p>So:</p>\n<!-- snipcheck: fresh -->\n<pre><code>x = 1\nprint(x)</code></pre>\n", "a.html"),
              ElementsAre("fresh"));
  EXPECT_THAT(asked("<p>So:</p>\n<!-- snipcheck: fresh --><pre><code>x = 1\nprint(x)</code></pre>\n", "a.html"),
              ElementsAre("fresh"));
  EXPECT_THAT(asked("This is how it goes in all cases:\n\nsnipcheck: fresh\n\nimport os\nprint(os.getcwd())\n", "a.txt"),
              ElementsAre("fresh"));
  EXPECT_THAT(asked("1. How?\n\n<!-- snipcheck: fresh -->\n\nimport os\nprint(os.getcwd())\n", "a.txt"), ElementsAre("fresh"));
  EXPECT_THAT(asked("1. How?\n\n.. skip: next\n\n.. code-block:: python\n\n    import os\n    print(os.getcwd())\n", "a.rst"),
              ElementsAre("skip \"skip:next\""));
  EXPECT_THAT(asked("This is how it goes in all cases:\n\n# snipcheck: fresh\nimport os\nprint(os.getcwd())\n", "a.txt"),
              ElementsAre("fresh"));
}

TEST(AttachDirectives, TakesSeveralInARowAndInOne) {
  EXPECT_THAT(asked("<!-- snipcheck: continue -->\n<!-- snipcheck: for flask<2.3, group=x -->\n\n" + kCode),
              ElementsAre("continue", "for flask<2.3", "group=x"));
}

TEST(AttachDirectives, IsForTheNextBlockEvenWhereWordsStandBetween) {
  const Extraction found =
      found_in("<!-- snipcheck: skip \"slow\" -->\nThis takes long:\n\n" + kCode + "\nAnd this:\n\n" + kCode);
  EXPECT_THAT(skips(found), ElementsAre("slow", "-"));
}

TEST(AttachDirectives, SkipsRanges) {
  const Extraction found = found_in(kCode + "\n<!-- snipcheck: skip start \"draft\" -->\n\n" + kCode + "\n# Next\n\n" + kCode +
                                    "\n<!-- snipcheck: skip end -->\n\n" + kCode);
  EXPECT_THAT(skips(found), ElementsAre("-", "draft", "draft", "-"));
  EXPECT_THAT(found.remarks, IsEmpty());
  EXPECT_THAT(skips(found_in(kCode + "\n<!-- skip: start -->\n\n" + kCode + "\n<!-- skip: end -->\n")),
              ElementsAre("-", "skip:start"));
  EXPECT_THAT(skips(found_in(kCode + "\n<!-- snipcheck: skip file -->\n\n" + kCode)), ElementsAre("directive", "directive"));
}

TEST(AttachDirectives, TellsWhatIsUnused) {
  EXPECT_THAT(shown(found_in(kCode + "\n<!-- snipcheck: skip -->\n").remarks),
              ElementsAre("5 SC902 `skip` has no code below it"));
  EXPECT_THAT(shown(found_in("<!-- snipcheck: skip -->\n\n# Next\n\n" + kCode).remarks),
              ElementsAre("1 SC902 `skip` has no code below it in this answer"));
  EXPECT_THAT(shown(found_in("<!-- snipcheck: skip end -->\n" + kCode).remarks),
              ElementsAre("1 SC902 `skip end` ends nothing: there is no `skip start` above it"));
  EXPECT_THAT(shown(found_in("<!-- snipcheck: skip start -->\n<!-- snipcheck: skip end -->\n" + kCode).remarks),
              ElementsAre("1 SC902 `skip start` has no code before its `skip end`"));
  const Extraction open = found_in("<!-- snipcheck: skip start -->\n" + kCode);
  EXPECT_THAT(shown(open.remarks), ElementsAre("1 SC902 `skip start` is never ended: nothing below it is run"));
  EXPECT_THAT(skips(open), ElementsAre("directive"));
  EXPECT_THAT(shown(found_in("<!-- snipcheck: group=x -->\n```bash\nls\n```\n").remarks),
              ElementsAre("1 SC902 `group=x` asks nothing of a block that is bash"));
  EXPECT_THAT(shown(found_in("<!-- snipcheck: continue -->\n" + kCode).snippets.at(0).remarks),
              ElementsAre("1 SC902 `continue` has no Python before it in this answer"));
  EXPECT_THAT(shown(found_in("No code here.\n\n<!-- snipcheck: skp -->\n").remarks),
              ElementsAre("3 SC901 unknown directive 'skp'; did you mean 'skip'?"));
}

TEST(AttachDirectives, TellsWhatIsMisspeltWithTheSnippetAndTheDocument) {
  const Extraction found = found_in("<!-- snipcheck: skp -->\n" + kCode);
  EXPECT_THAT(shown(found.snippets.at(0).remarks), ElementsAre("1 SC901 unknown directive 'skp'; did you mean 'skip'?"));
  // A report may leave out what a snippet carries that works: the document tells it too.
  EXPECT_THAT(shown(found.remarks), ElementsAre("1 SC901 unknown directive 'skp'; did you mean 'skip'?"));
  // A snippet that is not run has nobody to tell it.
  EXPECT_THAT(shown(found_in("<!-- snipcheck: skip, frsh -->\n" + kCode).remarks),
              ElementsAre("1 SC901 unknown directive 'frsh'; did you mean 'fresh'?"));
  EXPECT_THAT(shown(found_in("```python\nx = 1\n# snipcheck: skip\n```\n").snippets.at(0).remarks),
              ElementsAre("3 SC901 a directive inside of code says nothing; hint: put it above the code"));
}

TEST(AttachDirectives, SaysNothingOfOtherToolsWords) {
  EXPECT_THAT(found_in(kCode + "\n<!-- skip: next -->\n").remarks, IsEmpty());
  EXPECT_THAT(found_in("<!-- pytest-codeblocks:cont -->\n```bash\nls\n```\n").remarks, IsEmpty());
  EXPECT_THAT(found_in("```python continuation\nx = 1\n```\n").snippets.at(0).remarks, IsEmpty());
}

TEST(AttachDirectives, LeavesExamplesOfDirectivesAlone) {
  const Extraction found = found_in(
      "Write `<!-- snipcheck: skip -->` above the block.\n\n```markdown\n<!-- snipcheck: skip -->\n```\n\n"
      "snipcheck: a tool that runs what you wrote.\n\n" +
      kCode);
  EXPECT_THAT(found.remarks, IsEmpty());
  EXPECT_THAT(skips(found), ElementsAre("-", "-"));
  EXPECT_THAT(skips(found_in("So you write it:\n\n    <!-- snipcheck: skip -->\n\nand then\n\n" + kCode)), ElementsAre("-", "-"));
}

TEST(AttachDirectives, ChangesNeitherIdNorLines) {
  const std::string before = "# 1. How?\n\n```python\nimport os\nprint(os.name)\n```\n";
  const Snippet plain = found_in(before).snippets.at(0);
  for (const std::string after : {"# 1. How?\n\n<!-- snipcheck: fresh -->\n```python\nimport os\nprint(os.name)\n```\n",
                                  "# 1. How?\n\n```python fresh\nimport os\nprint(os.name)\n```\n",
                                  "# 1. How?\n\n```python\n# snipcheck: fresh\nimport os\nprint(os.name)\n```\n",
                                  "# 1. How?\n\n# snipcheck: fresh\n\n```python\nimport os\nprint(os.name)\n```\n"}) {
    const Snippet asked = found_in(after).snippets.at(0);
    EXPECT_EQ(asked.id, plain.id) << after;
    EXPECT_THAT(asked.directives.texts, ElementsAre("fresh")) << after;
    EXPECT_EQ(asked.question->title, "How?") << after;
  }
}

TEST(AttachDirectives, TakesThoseOfAFileBesideTheDocument) {
  const std::string text = "# 1. How?\n\n" + kCode + "\n# 2. And then?\n\n```python\ny = open('camera')\n```\n";
  const auto entry = [](SidecarEntry which) {
    which.place = "a.md.snipcheck.toml:1";
    which.words = directive_words("skip \"beside\"");
    return std::vector{which};
  };
  const std::string id = found_in(text).snippets.at(0).id;
  EXPECT_THAT(skips(found_in(text, "a.md", entry({.id = id}))), ElementsAre("beside", "-"));
  EXPECT_THAT(skips(found_in(text, "a.md", entry({.text = "open('camera')"}))), ElementsAre("-", "beside"));
  EXPECT_THAT(skips(found_in(text, "a.md", entry({.line = 10}))), ElementsAre("-", "beside"));
  EXPECT_THAT(skips(found_in(text, "a.md", entry({.question = 1}))), ElementsAre("beside", "-"));
  const Extraction nobody = found_in(text, "a.md", entry({.line = 10, .question = 1}));
  EXPECT_THAT(skips(nobody), ElementsAre("-", "-"));
  EXPECT_THAT(shown(nobody.remarks), ElementsAre("0 SC902 a.md.snipcheck.toml:1: no snippet of the document is meant by this"));
}

TEST(AttachDirectives, AreNoWordsOfTheAnswer) {
  const Snippet snippet = found_in("Create `models.py`:\n\n<!-- snipcheck: requires=redis -->\n" + kCode).snippets.at(0);
  EXPECT_EQ(snippet.file, "models.py");
  EXPECT_EQ(snippet.prose.find("redis"), std::string::npos);
  EXPECT_THAT(snippet.around.lines, ::testing::Contains("<!-- snipcheck: requires=redis -->"));
}

TEST(AttachDirectives, KnowsASetupOfTheWholeDocument) {
  const auto of_all = [](const std::string& text) {
    std::vector<bool> out;
    for (const Snippet& snippet : found_in(text).snippets)
      out.push_back(snippet.directives.setup_of_all);
    return out;
  };
  const std::string setup = "<!-- snipcheck: setup -->\n" + kCode, rest = "\n## 1. How?\n\n" + setup + "\n## 2. Why?\n\n" + kCode;
  EXPECT_THAT(of_all(setup + rest), ElementsAre(true, false, false));
  EXPECT_THAT(of_all("# Answers\n\n" + setup + rest), ElementsAre(true, false, false));
  EXPECT_THAT(of_all("# 0. What?\n\n" + setup + rest), ElementsAre(false, false, false));
}

TEST(AttachDirectives, TakesTimeInProportionToTheDocument) {
  std::string text;
  for (int i = 0; i < 15'000; ++i)
    text += "<!-- snipcheck: continue, skip file, skip start -->\n# snipcheck: fresh\n";
  text += kCode;
  EXPECT_EQ(found_in(text).snippets.size(), 1U);
}

}  // namespace snipcheck
