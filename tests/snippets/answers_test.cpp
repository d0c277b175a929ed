/// Documents in all shapes that answers have: which question each snippet answers, and whether it belongs to the question.
#include "snippets/extract.hpp"
#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

struct Shape {
  const char* name;
  const char* path;
  std::string text;
  std::vector<std::string> snippets;  ///< "NUMBER TITLE | question" or "| answer" of each.
};

void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

const std::string kX = "\n```python\nx = 1\n```\n\n";
const std::string kY = "\n```python\ny = 2\n```\n\n";

class AnswerShapes : public ::testing::TestWithParam<Shape> {};

TEST_P(AnswerShapes, GiveEachSnippetItsQuestion) {
  std::vector<std::string> got;
  for (const Snippet& snippet : testing::snippets_of(GetParam().path, GetParam().text))
    got.push_back((snippet.question ? (snippet.question->number ? std::to_string(*snippet.question->number) + " " : "") +
                                          snippet.question->title
                                    : "none") +
                  (snippet.in_question ? " | question" : " | answer"));
  EXPECT_THAT(got, ::testing::ElementsAreArray(GetParam().snippets));
}

const Shape kShapes[] = {
    {"numbered_headings",
     "a.md",
     "# Questions\n\n## 1. What is it?\n" + kX + "## 2. And that?\n" + kY,
     {"1 What is it? | answer", "2 And that? | answer"}},
    {"q_headings",
     "a.md",
     "### Q1. What is it?\n" + kX + "### Q2: Why that?\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"third_level",
     "a.md",
     "# Flask\n\n### 3. What is it?\n" + kX + "### 4. Why that?\n" + kY,
     {"3 What is it? | answer", "4 Why that? | answer"}},
    {"question_of",
     "a.md",
     "## Question 4 of 20\n\nWhat is it?\n" + kX + "## Question 5 of 20\n\nWhy that?\n" + kY,
     {"4 What is it? | answer", "5 Why that? | answer"}},
    {"question_slash", "a.md", "## Question 4/20: What is it?\n" + kX, {"4 What is it? | answer"}},
    {"bare_question_headings",
     "a.md",
     "## Question 1\n\nWhat is printed?\n" + kX + "## Question 2\n\nWhat else?\n" + kY,
     {"1 What is printed? | answer", "2 What else? | answer"}},
    {"bold_questions",
     "a.md",
     "**1. What is it?**\n" + kX + "**2. Why that?**\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"bold_without_numbers",
     "a.md",
     "**What is it?**\n" + kX + "**Why that?**\n" + kY,
     {"What is it? | answer", "Why that? | answer"}},
    {"bold_q_and_a",
     "a.md",
     "**Q:** What is it?\n\n**A:** It is this.\n" + kX + "**Q:** Why that?\n\n**A:** So.\n" + kY,
     {"What is it? | answer", "Why that? | answer"}},
    {"files_as_headings",
     "a.md",
     "## How is it split?\n\n### shop/\\_\\_init\\_\\_.py\n" + kX + "### shop/routes.py\n" + kY,
     {"How is it split? | answer", "How is it split? | answer"}},
    {"q_with_a_full_stop",
     "a.md",
     "Q. What is it?\n\nA. It is this.\n" + kX + "Q. Why that?\n\nA. So.\n" + kY,
     {"What is it? | answer", "Why that? | answer"}},
    {"bold_q_colon_inside",
     "a.md",
     "**Q: What is it?**\n\nA: It is this.\n" + kX + "**Q: Why that?**\n\nA: So.\n" + kY,
     {"What is it? | answer", "Why that? | answer"}},
    {"details",
     "a.md",
     "<details>\n<summary>1. What is it?</summary>\n" + kX + "</details>\n\n<details>\n<summary>2. Why that?</summary>\n" + kY +
         "</details>\n",
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"details_bold",
     "a.md",
     "<details>\n<summary><b>What is it?</b></summary>\n" + kX +
         "</details>\n\n<details>\n<summary><strong>Why that?</strong></summary>\n" + kY + "</details>\n",
     {"What is it? | answer", "Why that? | answer"}},
    {"setext",
     "a.md",
     "What is it?\n-----------\n" + kX + "Why that?\n---------\n" + kY,
     {"What is it? | answer", "Why that? | answer"}},
    {"setext_numbered",
     "a.md",
     "1. What is it?\n==============\n" + kX + "2. Why that?\n============\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"parts_of_an_answer",
     "a.md",
     "## 1. What is it?\n\n#### Example\n" + kX + "#### Explanation\n\nSo.\n" + kY + "## 2. Why that?\n\n#### Example\n" + kX,
     {"1 What is it? | answer", "1 What is it? | answer", "2 Why that? | answer"}},
    {"steps_as_headings",
     "a.md",
     "## 1. How do you do it?\n\n### Step 1: Write\n" + kX + "### Step 2: Run\n" + kY + "## 2. Why that?\n" + kX,
     {"1 How do you do it? | answer", "1 How do you do it? | answer", "2 Why that? | answer"}},
    {"numbered_steps",
     "a.md",
     "## How do you do it?\n\n1. Write it:\n" + kX + "2. Run it:\n" + kY + "## Why that?\n" + kX,
     {"How do you do it? | answer", "How do you do it? | answer", "Why that? | answer"}},
    {"numbered_step_headings",
     "a.md",
     "## How do you do it?\n\n### 1. Write\n" + kX + "### 2. Run\n" + kY + "## Why that?\n" + kX,
     {"How do you do it? | answer", "How do you do it? | answer", "Why that? | answer"}},
    {"emoji_headings",
     "a.md",
     "## 🔥 1. What is it?\n" + kX + "## ✅ 2. Why that?\n" + kY,
     {"1 🔥 What is it? | answer", "2 ✅ Why that? | answer"}},
    {"answer_marks",
     "a.md",
     "## Question 1: What is printed?\n" + kX + "**Answer:** This.\n" + kY,
     {"1 What is printed? | question", "1 What is printed? | answer"}},
    {"answer_headings",
     "a.md",
     "## 1. What is printed?\n" + kX + "### Answer\n\nThis.\n" + kY + "## 2. Why that?\n" + kX + "### Answer\n" + kY,
     {"1 What is printed? | question", "1 What is printed? | answer", "2 Why that? | question", "2 Why that? | answer"}},
    {"sample_answers",
     "a.md",
     "## 1. What is wrong here?\n" + kX + "**Sample answer:** This.\n" + kY,
     {"1 What is wrong here? | question", "1 What is wrong here? | answer"}},
    {"show_answer",
     "a.md",
     "## 1. What is wrong here?\n" + kX + "<details><summary>Show answer</summary>\n" + kY + "</details>\n",
     {"1 What is wrong here? | question", "1 What is wrong here? | answer"}},
    {"solution", "a.md", "### 7. Fix this.\n" + kX + "#### Solution\n" + kY, {"7 Fix this. | question", "7 Fix this. | answer"}},
    {"question_and_answer_headings",
     "a.md",
     "## Question\n\nWhy does this fail?\n" + kX + "## Answer\n\nSo.\n" + kY,
     {"Why does this fail? | question", "Why does this fail? | answer"}},
    {"question_lines",
     "a.txt",
     "Question: Why does this fail?\n\nx = f(1)\n\nAnswer: Since so it is.\n\ny = g(2)\n\nQuestion: And this?\n\nAnswer: "
     "So.\n\nz = h(3)\n",
     {"Why does this fail? | question", "Why does this fail? | answer", "And this? | answer"}},
    {"given_code",
     "a.md",
     "## 1. Given the following code, what is the output?\n" + kX + "It prints nothing, since:\n" + kY,
     {"1 Given the following code, what is the output? | question", "1 Given the following code, what is the output? | answer"}},
    {"what_does_this_print",
     "a.md",
     "## 1. What will this code print?\n" + kX + "Nothing. Write:\n" + kY + "## 2. What is it?\n" + kX,
     {"1 What will this code print? | question", "1 What will this code print? | answer", "2 What is it? | answer"}},
    {"quoted_question",
     "a.md",
     "## Routes\n\n> Why does this fail?\n>\n> ```python\n> x = 1\n> ```\n\nSince it must:\n" + kY + "## Forms\n" + kX,
     {"Routes | question", "Routes | answer", "Forms | answer"}},
    {"table",
     "a.txt",
     "Q1: What is it?\nA1: This:\n\nx = f(1)\n\nQ2: Why that?\nA2: So:\n\ny = g(2)\n",
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"lettered",
     "a.md",
     "## 1. What is it?\n\na) Which form has it?\n" + kX + "b) Where does it stand?\n" + kY,
     {"1 What is it? | answer", "1 What is it? | answer"}},
    {"roman",
     "a.txt",
     "I. What is it?\n\nx = f(1)\n\nII. Why that?\n\ny = g(2)\n\nIII. How so?\n\nz = h(3)\n",
     {"1 What is it? | answer", "2 Why that? | answer", "3 How so? | answer"}},
    {"roman_headings",
     "a.md",
     "## I. What is it?\n" + kX + "## II. Why that?\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"parenthesised",
     "a.txt",
     "(1) What is it?\n\nx = f(1)\n\n(2) Why that?\n\ny = g(2)\n",
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"bracketed_q",
     "a.txt",
     "[Q1] What is it?\n\nx = f(1)\n\n[Q2] Why that?\n\ny = g(2)\n",
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"hash_numbers",
     "a.txt",
     "#1 What is it?\n\nx = f(1)\n\n#2 Why that?\n\ny = g(2)\n",
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"topics", "a.md", "# Guide\n\n## Routing\n" + kX + "## Forms\n" + kY, {"Routing | answer", "Forms | answer"}},
    {"one_question",
     "a.md",
     "# Why does it fail?\n" + kX + "## Cause\n" + kY,
     {"Why does it fail? | answer", "Why does it fail? | answer"}},
    {"no_heading", "a.md", "Some words.\n" + kX, {"none | answer"}},
    {"links_in_headings",
     "a.md",
     "## 1. What is [Flask](https://example.org)?\n" + kX + "## 2. Why that? <a name=\"two\"></a>\n" + kY,
     {"1 What is Flask? | answer", "2 Why that? | answer"}},
    {"anchors",
     "a.md",
     "## 1. What is it? {#what}\n" + kX + "## 2. Why that? {: .q }\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"escaped_number",
     "a.md",
     "## 1\\. What is it?\n" + kX + "## 2\\. Why that?\n" + kY,
     {"1 What is it? | answer", "2 Why that? | answer"}},
    {"question_below_number",
     "a.md",
     "## Question 1\n\n**What is it?**\n" + kX + "**Answer:** So.\n" + kY,
     {"1 What is it? | question", "1 What is it? | answer"}},
};

const auto kName = [](const ::testing::TestParamInfo<Shape>& info) { return std::string{info.param.name}; };
INSTANTIATE_TEST_SUITE_P(All, AnswerShapes, ::testing::ValuesIn(kShapes), kName);

}  // namespace
}  // namespace snipcheck
