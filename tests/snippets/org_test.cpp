/// What Org mode marks as code.
#include "snippets/format.hpp"
#include "snippets/formats/org_blocks.hpp"
#include "tests/snippets/lines.hpp"

#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> found(std::string text) { return testing::places(testing::snippets_of("a.org", std::move(text))); }

Snippet only(std::string text) {
  const auto snippets = testing::snippets_of("a.org", std::move(text));
  EXPECT_EQ(snippets.size(), 1U);
  return snippets.empty() ? Snippet{} : snippets.front();
}

TEST(Org, IsRecognisedByNameOrByABlockAtTheMargin) {
  EXPECT_EQ(format_of("a.org", "words").name, "org");
  EXPECT_EQ(format_of("a.txt", "* words\n#+begin_src python\nx\n#+end_src\n").name, "org");
  EXPECT_EQ(format_of("a.txt", "```\n#+begin_src python\n```\n").name, "markdown");
  EXPECT_EQ(format_of("a.md", "#+begin_src python\n").name, "markdown");
}

TEST(Org, ReadsLanguageAndFileOfABlock) {
  const Snippet snippet =
      only("#+HEADER: :results output\n#+begin_src python -n :tangle app.py :session s\n  x = f(1)\n#+end_src\n");
  EXPECT_EQ(snippet.code, "x = f(1)\n");
  EXPECT_EQ(snippet.label, "python");
  EXPECT_EQ(snippet.file, "app.py");
  EXPECT_EQ(snippet.start_line, 3);
  EXPECT_EQ(snippet.start_column, 3);
  EXPECT_FALSE(only("#+begin_src python :tangle yes\nx = f(1)\n#+end_src\n").file);
}

TEST(Org, TakesTheCommaOfAnEscapedLineAway) {
  const Snippet snippet = only("#+BEGIN_SRC python\nx = '''\n,* a\n,,#+b\n, c\n'''\n#+END_SRC\n");
  EXPECT_EQ(snippet.code, "x = '''\n* a\n,#+b\n, c\n'''\n");
  EXPECT_THAT(snippet.shift, ElementsAre(0, 1, 1, 0, 0));
}

TEST(Org, KeepsColumnsOfFixedWidthLines) {
  const Snippet snippet = only("  : x = f(1)\n  :\n  : if x:\n  :     y = g(x)\n");
  EXPECT_EQ(snippet.code, "x = f(1)\n\nif x:\n    y = g(x)\n");
  EXPECT_THAT(snippet.shift, ElementsAre(4, 3, 4, 4));
}

TEST(Org, LeavesResultsOut) {
  EXPECT_THAT(found("#+RESULTS:\n: x = f(1)\n: y = g(2)\n"), IsEmpty());
  EXPECT_THAT(found("#+RESULTS[abc]: name\n:RESULTS:\nx = f(1)\n:END:\n"), IsEmpty());
  EXPECT_THAT(found("#+results:\n#+begin_example\nx = f(1)\n#+end_example\n"), IsEmpty());
  EXPECT_THAT(found("#+results:\n\n#+begin_src python\nx = f(1)\n#+end_src\n"), ElementsAre("4-4 python"));
}

TEST(Org, TakesKeywordPriorityAndTagsOffATitle) {
  const auto outline =
      format_of("a.org", "")
          .outline("#+title: All\n#+TODO: OPEN(o) | SHUT\n* TODO [#B] 3. How?   :a:b:\n** SHUT Done so\n* TODOs are many\n");
  std::vector<std::string> headings;
  for (const Heading& heading : outline.headings)
    headings.push_back(std::to_string(heading.level) + " " + heading.text);
  EXPECT_THAT(headings, ElementsAre("1 All", "2 How?", "3 Done so", "2 TODOs are many"));
  EXPECT_EQ(outline.headings[1].number, 3);
}

TEST(Org, EndsABlockThatNobodyClosed) {
  EXPECT_THAT(found("#+BEGIN_SRC python\nx = f(1)\n* Next\n#+BEGIN_SRC python\ny = g(2)\n\nThis is a sentence of prose.\n"),
              ElementsAre("2-2 python", "5-5 python"));
}

TEST(Org, DropsEmptyBlocks) { EXPECT_THAT(found("#+BEGIN_SRC python\n\n#+END_SRC\n"), IsEmpty()); }

TEST(Org, TakesLinearTime) {
  const auto many = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
      text += part;
    return text;
  };
  for (const std::string& text : {many("#+begin_src python\n", 100'000), many("#+begin_example\n", 100'000),
                                  many("#+begin_src python\nx = 1\n#+end_src\n", 100'000), many("#+begin_comment\n", 50'000),
                                  many(":drawer:\n", 100'000), many("```python\n", 50'000), many("#+results:\n", 100'000),
                                  many("#+header: :a b\n", 100'000), many("* x :a:\n", 100'000), many(": x\n", 100'000)}) {
    const std::clock_t start = std::clock();
    (void)org_blocks(split_lines(text));
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 5.0) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace snipcheck
