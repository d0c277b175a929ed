#include "snippets/formats/html_code.hpp"
#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;

TEST(Html, ReadsEntitiesAndLeavesTagsOut) {
  const Outline outline = html_outline("<p>a</p>\n<pre><span>x</span> = &lt;1&gt;\n  y<b>z</b></pre>\n");
  ASSERT_EQ(outline.blocks.size(), 1U);
  EXPECT_THAT(outline.blocks[0].lines, ElementsAre("x = <1>", "  yz"));
  EXPECT_THAT(outline.blocks[0].document_lines, ElementsAre(2, 3));
  EXPECT_THAT(outline.blocks[0].columns, ElementsAre(12, 1));
}

TEST(Html, FindsTheLabelOnTheElementItsCodeOrItsBox) {
  const auto label = [](std::string_view html) { return html_outline(html).blocks.at(0).info; };
  EXPECT_EQ(label("<pre class='language-python'>x</pre>"), "python");
  EXPECT_EQ(label("<pre><code class='hljs lang-py'>x</code></pre>"), "py");
  EXPECT_EQ(label("<div class='highlight-bash'><div><pre>x</pre></div></div>"), "bash");
  EXPECT_EQ(label("<pre class='sourceCode python'>x</pre>"), "python");
  EXPECT_EQ(label("<pre>x</pre>"), "");
}

TEST(Html, BreaksLinesAtBr) {
  const Outline outline = html_outline("<pre>a<br>b</pre>");
  EXPECT_THAT(outline.blocks.at(0).lines, ElementsAre("a", "b"));
  EXPECT_THAT(outline.blocks.at(0).document_lines, ElementsAre(1, 1));
}

TEST(Html, KnowsItsHeadings) {
  const auto snippets = testing::snippets_of("a.html", "<h2>3. What <em>is</em> g?</h2>\n<pre>g.x = 1</pre>\n");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].question->number, 3);
  EXPECT_EQ(snippets[0].question->title, "What is g?");
}

TEST(Html, TakesOneLineEndForBrAndItsOwn) {
  const auto snippets = testing::snippets_of(
      "a.html", "<p>import os<br>\nx = os.getcwd()<br>\n<br>\ndef f():<br>\n&nbsp;&nbsp;&nbsp;&nbsp;return x<br></p>");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "import os\nx = os.getcwd()\n\ndef f():\n    return x\n");
  EXPECT_EQ(snippets[0].end_line, 5);
}

TEST(Html, JoinsNoCodeAcrossAPieceThatIsMarked) {
  const auto snippets =
      testing::snippets_of("a.html", "<p>from flask import Flask, g</p>\n<pre>g.a = f(1)</pre>\n<p>g.b = f(g.a)</p>\n");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].start_line, 2);
}

TEST(Html, KnowsLineEndsThatAreWrittenAsEntities) {
  const auto snippets =
      testing::snippets_of("a.html", "<p>Text</p><pre>import os&#10;print(os.getcwd())&#xA;print(os.name)</pre>");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "import os\nprint(os.getcwd())\nprint(os.name)\n");
  EXPECT_EQ(snippets[0].start_line, 1);
  EXPECT_EQ(snippets[0].end_line, 1);
  EXPECT_EQ(snippets[0].shift, (std::vector<int>{16, 30, 53}));
}

}  // namespace
}  // namespace snipcheck
