/// What reStructuredText marks as code, by docutils' rules and by those of its authors.
#include "snippets/format.hpp"
#include "snippets/formats/rst_blocks.hpp"
#include "tests/snippets/lines.hpp"

#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> found(std::string text) { return testing::places(testing::snippets_of("a.rst", std::move(text))); }

Snippet only(std::string text) {
  const auto snippets = testing::snippets_of("a.rst", std::move(text));
  EXPECT_EQ(snippets.size(), 1U);
  return snippets.empty() ? Snippet{} : snippets.front();
}

TEST(Rst, IsRecognisedByNameOrByADirectiveAtTheMargin) {
  EXPECT_EQ(format_of("docs/a.rst", "words\n~~~~~\n").name, "rst");
  EXPECT_EQ(format_of("_sources/a.rst.txt", "words").name, "rst");
  EXPECT_EQ(format_of("a.txt", "words\n\n.. code-block:: python\n\n   x = 1\n").name, "rst");
  EXPECT_EQ(format_of("a.txt", "words\n\n.. note:: more words\n").name, "plain_text");
  EXPECT_EQ(format_of("a.txt", "```rst\n.. code-block:: python\n```\n").name, "markdown");
  EXPECT_EQ(format_of("a.md", ".. code-block:: python\n\n   x = 1\n").name, "markdown");
}

TEST(Rst, TakesTheOptionsOfADirectiveAwayAndTheFileFromItsCaption) {
  const Snippet snippet = only(".. code-block:: python\n   :linenos:\n   :caption: shop/app.py\n\n   x = f(1)\n");
  EXPECT_EQ(snippet.code, "x = f(1)\n");
  EXPECT_EQ(snippet.start_line, 5);
  EXPECT_EQ(snippet.start_column, 4);
  EXPECT_EQ(snippet.label, "python");
  EXPECT_EQ(snippet.file, "shop/app.py");
  EXPECT_TRUE(snippet.fenced);
}

TEST(Rst, KeepsFieldsThatAreTheContent) {
  EXPECT_THAT(found(".. code-block:: rst\n\n   :param x: a number\n   :returns: it\n"), ElementsAre("3-4 rst"));
}

TEST(Rst, GivesLiteralBlocksTheLanguageOfTheLastHighlight) {
  const std::string block = "Like so::\n\n    a.b\n\n";
  const auto snippets =
      testing::snippets_of("a.rst", block + ".. highlight:: python\n\n" + block + ".. highlight:: none\n\n" + block);
  EXPECT_THAT(testing::places(snippets), ElementsAre("3-3 text", "9-9 python", "15-15 text"));
}

TEST(Rst, EndsALiteralBlockWhereTheTextBegan) {
  EXPECT_THAT(found("- item::\n\n    x = f(1)\n\n  goes on\n\n- next\n"), ElementsAre("3-3 python"));
  EXPECT_THAT(found("1. item::\n\n       if x:\n           y()\n\n     z = g(2)\n\nEnd.\n"), ElementsAre("3-6 python"));
}

TEST(Rst, CountsATabAsEightColumns) {
  const Snippet snippet = only("So::\n\n\tif x:\n            y = f(1)\n");
  EXPECT_EQ(snippet.code, "if x:\n    y = f(1)\n");
  EXPECT_THAT(snippet.shift, ElementsAre(1, 8));
}

TEST(Rst, TakesTheMarksOfAQuotedBlockAway) {
  const Snippet snippet = only("So::\n\n> x = f(1)\n> y = g(x)\n\nEnd.\n");
  EXPECT_EQ(snippet.code, "x = f(1)\ny = g(x)\n");
  EXPECT_THAT(snippet.shift, ElementsAre(2, 2));
}

TEST(Rst, ReadsADefinitionWithoutABlankLineByItsContent) {
  EXPECT_THAT(found("So::\n    x = f(1)\n"), ElementsAre("2-2 python"));
  EXPECT_THAT(found("Term::\n    It is explained here in a sentence.\n"), IsEmpty());
}

TEST(Rst, EndsASessionAtABlankLine) {
  EXPECT_THAT(found(">>> x = 1\n>>> x\n1\n\n>>> y = 2\n\nText.\n"), ElementsAre("1-3 python-console", "5-5 python-console"));
  EXPECT_EQ(only("- >>> x = 1\n  >>> x\n  1\n").code, "x = 1\nx\n");
}

TEST(Rst, ReadsNestedDirectives) {
  EXPECT_THAT(found(".. tabs::\n\n   .. tab:: A\n\n      * - .. code:: python\n\n              x = f(1)\n\n      Text.\n"),
              ElementsAre("7-7 python"));
  EXPECT_THAT(found(".. note:: Do this::\n\n      x = f(1)\n\n   and no more.\n"), ElementsAre("3-3 python"));
}

TEST(Rst, LeavesOutWhatNoReaderSeesAndWhatIsPrinted) {
  EXPECT_THAT(found(".. x = f(1)\n   y = g(2)\n\n..\n   z = h(3)\n\n.. testoutput::\n\n   a = f(1)\n\n.. raw:: html\n\n   <p>\n"),
              IsEmpty());
}

TEST(Rst, LetsAnEmptyCommentHaveNoBody) {
  EXPECT_THAT(found("Text.\n\n..\n\n    So::\n\n        x = f(1)\n"), ElementsAre("7-7 python"));
}

TEST(Rst, MarksASetUp) {
  const auto snippets = testing::snippets_of("a.rst", ".. testsetup:: *\n\n   import os\n\n.. testcode::\n\n   os.getcwd()\n");
  EXPECT_THAT(testing::places(snippets), ElementsAre("3-3 python", "7-7 python"));
}

TEST(Rst, ReadsTitlesWithAndWithoutLinesAbove) {
  const auto outline =
      format_of("a.rst", "").outline("==\nAB\n==\n\n2. How?\n-------\n\nText\n\n----\n\nSub\n~~~\n\nC ``x``\n-------\n");
  std::vector<std::string> headings;
  for (const Heading& heading : outline.headings)
    headings.push_back(std::to_string(heading.line) + " " + std::to_string(heading.level) + " " + heading.text);
  EXPECT_THAT(headings, ElementsAre("2 1 AB", "5 2 How?", "12 3 Sub", "15 2 C x"));
  EXPECT_EQ(outline.headings[1].number, 2);
}

TEST(Rst, ObeysADirectiveInAComment) {
  const Snippet snippet = only(".. snipcheck: skip \"no server\"\n\n.. code-block:: python\n   :linenos:\n\n   x = f(1)\n");
  EXPECT_EQ(snippet.skip, "no server");
}

TEST(Rst, TakesLinearTime) {
  const auto many = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
      text += part;
    return text;
  };
  std::string stairs;
  for (std::size_t i = 0; i < 2'000; ++i)
    stairs += std::string(i, ' ') + ".. note:: x::\n\n";
  for (const std::string& text : {many(".. code-block:: python\n\n   x = 1\n\n", 100'000), many("a::\n\n  b\n\n", 100'000),
                                  many("- ", 100'000) + "x::\n\n  y\n", many("====  ===\na b\n", 100'000),
                                  many("```\nx\n", 1) + many("```python\n", 100'000), many("::\n", 200'000),
                                  many(".. note:: a::\n", 100'000), many(">>> x = 1\n", 100'000), many("==\n", 200'000),
                                  many("Title\n=====\n", 50'000), many(":a: b::\n  c\n\n", 100'000), stairs}) {
    const std::clock_t start = std::clock();
    (void)rst_blocks(split_lines(text));
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 5.0) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace snipcheck
