#include "snippets/format.hpp"
#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Snippet only(std::string text) {
  const auto snippets = testing::snippets_of("a.md", std::move(text));
  EXPECT_EQ(snippets.size(), 1U);
  return snippets.empty() ? Snippet{} : snippets.front();
}

TEST(Format, IsRecognisedByNameOrContent) {
  EXPECT_EQ(format_of("a.md", "").name, "markdown");
  EXPECT_EQ(format_of("a.txt", "words").name, "plain_text");
  EXPECT_EQ(format_of("a.txt", "words\n```\nx\n```\n").name, "markdown");
  EXPECT_EQ(format_of("a.txt", "a ``` in a line\n```inline``` at its start\n").name, "plain_text");
}

TEST(Format, HasEachNameOnce) {
  for (const Format* format : formats())
    EXPECT_EQ(std::ranges::count(formats(), format->name, &Format::name), 1) << format->name;
}

TEST(Markdown, KeepsLinesAndColumnsInListsAndQuotes) {
  const Snippet snippet = only("- item\n\n  > ```python\n  > x = 1\n  > if x:\n  >     y = \"é\"\n  > ```\n");
  EXPECT_EQ(snippet.code, "x = 1\nif x:\n    y = \"é\"\n");
  EXPECT_EQ(snippet.start_line, 4);
  EXPECT_EQ(snippet.end_line, 6);
  EXPECT_EQ(snippet.start_column, 5);
  EXPECT_THAT(snippet.shift, ElementsAre(4, 4, 4));
}

TEST(Markdown, ReadsMagicsAsANotebookDoes) {
  const Snippet timed = only("```ipython\n%load_ext autoreload\nimport os\n%timeit os.getcwd()\n```\n");
  EXPECT_EQ(timed.language, "python");
  EXPECT_EQ(timed.code, "import os\nos.getcwd()\n");
  EXPECT_EQ(timed.start_line, 2);
  EXPECT_EQ(timed.lines.document_line(2), 4);
  EXPECT_EQ(only("```python\n!pip install flask\nimport flask\n```\n").code, "import flask\n");
  EXPECT_FALSE(only("```python\n%%bash\nls\n```\n").is_python());
  EXPECT_EQ(only("```python\nx = (5\n% 3)\n```\n").code, "x = (5\n% 3)\n");
}

TEST(Markdown, TakesTabsAsTheyStand) {
  const Snippet snippet = only("```python\nif x:\n\ty = [1]\n```\n");
  EXPECT_EQ(snippet.code, "if x:\n\ty = [1]\n");
}

TEST(Markdown, TrimsBlankEdgesAndTheCommonIndentation) {
  const Snippet snippet = only("```python\n\n    x = 1\n\n    y = 2\n\n```\n");
  EXPECT_EQ(snippet.code, "x = 1\n\ny = 2\n");
  EXPECT_EQ(snippet.start_line, 3);
  EXPECT_EQ(snippet.start_column, 5);
}

TEST(Markdown, DropsEmptyFences) { EXPECT_THAT(testing::snippets_of("a.md", "```python\n\n```\n"), IsEmpty()); }

TEST(Markdown, EndsAFenceThatNobodyClosedWhereProseBegins) {
  const auto snippets =
      testing::snippets_of("a.md", "```python\nx = 1\n\nThis is a sentence of prose.\n\n```python\ny = 2\n```\n");
  EXPECT_THAT(testing::places(snippets), ElementsAre("2-2 python", "7-7 python"));
}

TEST(Markdown, ReadsFencesInsideDirectives) {
  const auto snippets = testing::snippets_of("a.md", "````{note}\nText.\n\n```python\nx = 1\n```\n````\n");
  EXPECT_THAT(testing::places(snippets), ElementsAre("5-5 python"));
}

TEST(Markdown, LeavesIndentedProseAlone) {
  EXPECT_THAT(testing::snippets_of("a.md", "Text\n\n    This is only a paragraph that somebody indented.\n"), IsEmpty());
}

}  // namespace
}  // namespace snipcheck
