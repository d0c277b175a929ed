#include "snippets/questions.hpp"

#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;

/// "number title" of the question of each snippet.
std::vector<std::string> questions(std::string path, std::string text) {
  std::vector<std::string> out;
  for (const Snippet& snippet : testing::snippets_of(std::move(path), std::move(text)))
    out.push_back(snippet.question ? std::to_string(snippet.question->number.value_or(0)) + " " + snippet.question->title
                                   : "none");
  return out;
}

TEST(Questions, LoseMarksAndNumberButNotTheirEmoji) {
  const Heading heading = heading_from("**12. 🔥 What is `g`?**", 3, 2);
  EXPECT_EQ(heading.number, 12);
  EXPECT_EQ(heading.text, "🔥 What is g?");
  EXPECT_EQ(heading_from("✅ **24. How?** 🔥", 1, 1).text, "✅ How? 🔥");
  EXPECT_EQ(heading_from("3️⃣ Setup", 1, 1).number, 3);
  EXPECT_FALSE(heading_from("30-sec answer", 1, 1).number);
}

TEST(Questions, HoldTheirSubHeadings) {
  EXPECT_THAT(questions("a.md",
                        "## 1. What is it?\n### Code\n```py\nx\n```\n### 2. Next step\n```py\ny\n```\n## 2. And then?\n### "
                        "Code\n```py\nz\n```\n"),
              ElementsAre("1 What is it?", "1 What is it?", "2 And then?"));
}

TEST(Questions, AreToldFromStepsOfAnAnswer) {
  EXPECT_THAT(
      questions("a.txt",
                "1. How do you deploy?\n1. Install it\n2. Write a unit\nx = f(1)\n3. Start it\n2. Explain scaling.\ny = g(1)\n"),
      ElementsAre("1 How do you deploy?", "2 Explain scaling."));
}

TEST(Questions, AreHeadingsWhereNobodyAsks) {
  EXPECT_THAT(questions("a.md", "# Guide\n## Routing\n### Sample\n```py\nx\n```\n## Forms\n```py\ny\n```\n"),
              ElementsAre("0 Routing", "0 Forms"));
}

TEST(Questions, AreBareTitlesInTurnWherePlainTextHasNoMarks) {
  EXPECT_THAT(questions("a.txt",
                        "Notes\n\n1. Factory\n\nMake it:\n\nx = f(1)\n\n2. Errors\nHandlers go here.\n\ny = g(1)\n\n3. What is "
                        "g?\n\nz = h(1)\n"),
              ElementsAre("1 Factory", "2 Errors", "3 What is g?"));
}

TEST(Questions, AreNoItemsOfTightOrLooseLists) {
  EXPECT_THAT(
      questions("a.txt",
                "You need:\n\n1. Python\n\n2. Flask\n\n1. Factory\n\nSteps:\n\n1. Write it\n2. Use it\n\nx = "
                "f(1)\n\n2. Errors\n\n1. Write it:\n\ny = g(1)\n\n2. Use it\n\nz = h(1)\n\n3. See it\n\n3. Run\n\n1. One\n\n2. "
                "Two\n\n3. Three\n\n4. Four\n\nv = k(1)\n"),
      ElementsAre("1 Factory", "2 Errors", "2 Errors", "3 Run"));
  EXPECT_THAT(questions("a.md", "## Setup\n\n1. Install\n\n```py\nx\n```\n\n2. Run\n\n```py\ny\n```\n\n## Use\n"),
              ElementsAre("0 Setup", "0 Setup"));
}

TEST(Questions, StandBesideHeadingsThatAskNothing) {
  EXPECT_THAT(questions("a.md",
                        "# Guide\n## Factory\n```py\nx\n```\n## What is g?\n### Sample\n```py\ny\n```\n## "
                        "Errors\n```py\nz\n```\n"),
              ElementsAre("0 Factory", "0 What is g?", "0 Errors"));
}

TEST(Questions, EndWhereTheAnswerBegins) {
  const auto snippets =
      testing::snippets_of("a.md", "## Q1: What is printed?\n```py\nprint(1)\n```\n**Answer:** one\n```py\nprint(2)\n```\n");
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_TRUE(snippets[0].in_question);
  EXPECT_FALSE(snippets[1].in_question);
  EXPECT_EQ(snippets[0].answer, snippets[1].answer);
}

TEST(Questions, KnowTheWordsThatOpenAnAnswer) {
  for (const char* line : {"Answer:", "**Answer:** yes", "### Answer", "A: it is", "Ans. yes", "Solution", "A1. yes"})
    EXPECT_TRUE(opens_answer(line)) << line;
  for (const char* line : {"30-sec Interview Answer", "Answering requests", "A view returns", "a.b = 1", "Solutions exist"})
    EXPECT_FALSE(opens_answer(line)) << line;
}

}  // namespace
}  // namespace snipcheck
