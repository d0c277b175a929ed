#include "snippets/extract.hpp"

#include "tests/snippets/lines.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> roles(const std::vector<Snippet>& snippets) {
  std::vector<std::string> out;
  for (const Snippet& snippet : snippets)
    out.emplace_back(snippet.role ? to_string(*snippet.role) : "-");
  return out;
}

std::string fenced(const std::string& code, const std::string& info = "python") {
  return "```" + info + "\n" + code + "\n```\n\n";
}

TEST(Extract, SaysWhatEachPieceIsForAReader) {
  const auto snippets = testing::snippets_of(
      "a.md", fenced("from flask import Flask\napp = Flask(__name__)") + fenced("@app.route('/')\ndef f(): pass") +
                  fenced("@bp.route('/')\n@login_required") + fenced("request.remote_addr") + fenced("db.create_all()"));
  EXPECT_THAT(roles(snippets), ElementsAre("complete", "continuation", "directive-only", "expression", "fragment"));
  ASSERT_EQ(snippets[2].remarks.size(), 1U);
  EXPECT_EQ(snippets[2].remarks[0].code, "SC106");
  EXPECT_EQ(snippets[2].remarks[0].line, 13);
}

TEST(Extract, FindsTheFileNameWhereverItIsSaid) {
  const auto file = [](std::string text) { return testing::snippets_of("a.md", std::move(text)).at(0).file.value_or("-"); };
  EXPECT_EQ(file(fenced("x = 1", "python title=\"app/views.py\"")), "app/views.py");
  EXPECT_EQ(file(fenced("x = 1", "python:app.py")), "app.py");
  EXPECT_EQ(file(fenced("# app/routes.py\nx = 1")), "app/routes.py");
  EXPECT_EQ(file(fenced("<!-- base.html -->\n<p></p>", "html")), "base.html");
  EXPECT_EQ(file("Create `models.py`:\n\n" + fenced("x = 1")), "models.py");
  EXPECT_EQ(file("Save page.html:\n\n" + fenced("x = 1")), "-");
  EXPECT_EQ(file("Use app.run():\n\n" + fenced("x = 1")), "-");
}

TEST(Extract, ObeysDirectives) {
  const auto snippets = testing::snippets_of(
      "a.md", "<!-- snipcheck: skip \"needs a broker\" -->\n" + fenced("x = 1") + "<!-- snipcheck: fly -->\n" + fenced("y = 1"));
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_EQ(snippets[0].skip, "needs a broker");
  EXPECT_FALSE(snippets[1].skip);
  ASSERT_EQ(snippets[1].remarks.size(), 1U);
  EXPECT_EQ(snippets[1].remarks[0].code, "SC901");
}

TEST(Extract, StripsSessionsToTheirInput) {
  const auto snippets = testing::snippets_of("a.md", fenced(">>> def f():\n...     return 1\n...\n>>> f()\n1", "pycon"));
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "def f():\n    return 1\n\nf()\n");
  EXPECT_THAT(snippets[0].lines.lines(), ElementsAre(2, 3, 4, 5));
  EXPECT_THAT(snippets[0].shift, ElementsAre(4, 4, 3, 4));
  EXPECT_EQ(snippets[0].end_line, 6);
}

TEST(Extract, LeavesOutTheInputThatASessionShowsToRaise) {
  const auto snippets = testing::snippets_of(
      "a.md",
      fenced(">>> x = 1\n>>> int('a')\nTraceback (most recent call last):\n  ...\nValueError: bad\n>>> for i in [0]:\n...     "
             "1 / i\n...\nTraceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n"
             "ZeroDivisionError: division by zero\n>>> {}['k']\nKeyError: 'k'\n>>> x = = 1\n  File \"<stdin>\", line 1\n"
             "    x = = 1\n        ^\nSyntaxError: invalid syntax\n>>> print('ValueError: no')\nValueError: no\n>>> x\n1",
             "pycon"));
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "x = 1\nprint('ValueError: no')\nx\n");
  EXPECT_THAT(snippets[0].lines.lines(), ElementsAre(2, 20, 22));
  EXPECT_THAT(snippets[0].shift, ElementsAre(4, 4, 4));
  EXPECT_FALSE(snippets[0].skip);
}

TEST(Extract, SkipsASessionOfExceptionsAlone) {
  const auto snippets =
      testing::snippets_of("a.md", fenced(">>> 1 / 0\nTraceback (most recent call last):\n  ...\nZeroDivisionError: x", "pycon"));
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_TRUE(snippets[0].skip);
}

TEST(Extract, MarksWhatItRepaired) {
  const auto snippets = testing::snippets_of("a.txt", "A view:\n@app.route('/')\ndef f():\nreturn 'x'\nThat was it.\n");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_TRUE(snippets[0].repaired);
  EXPECT_EQ(snippets[0].code, "@app.route('/')\ndef f():\n    return 'x'\n");
  EXPECT_THAT(snippets[0].shift, ElementsAre(0, 0, -4));
  ASSERT_EQ(snippets[0].remarks.size(), 1U);
  EXPECT_EQ(snippets[0].remarks[0].code, "SC102");
}

TEST(Extract, SeesTypographicQuotes) {
  const auto snippets = testing::snippets_of("a.md", fenced("x = 'it’s'\nprint(“x”)"));
  ASSERT_EQ(snippets[0].remarks.size(), 1U);
  EXPECT_EQ(snippets[0].remarks[0].code, "SC104");
  EXPECT_EQ(snippets[0].remarks[0].line, 3);
}

TEST(Extract, ReadsDocumentsThatAreNotUtf8) {
  const auto latin = testing::snippets_of("a.md", "Caf\xE9\n\n" + fenced("x = 'caf\xE9'"));
  ASSERT_EQ(latin.size(), 1U);
  EXPECT_EQ(latin[0].code, "x = 'café'\n");
  std::string wide = "\xFF\xFE";
  for (const char c : fenced("x = 1"))
    wide += {c, '\0'};
  EXPECT_EQ(testing::snippets_of("a.md", wide).at(0).code, "x = 1\n");
}

TEST(Extract, GivesTheProseAroundASnippet) {
  const auto snippets = testing::snippets_of(
      "a.md", "## 1. What?\nUse Flask-Caching.\n" + fenced("x = 1") + "It needs Redis.\n## 2. Why?\nOther.\n");
  EXPECT_THAT(snippets[0].prose, ::testing::AllOf(::testing::HasSubstr("Flask-Caching"), ::testing::HasSubstr("Redis"),
                                                  ::testing::Not(::testing::HasSubstr("Other"))));
}

/// A document of paragraphs and fences that a test can edit piece by piece.
struct Piece {
  std::string text;
  bool code = false;
};

std::string document_from(const std::vector<Piece>& pieces) {
  std::string text;
  for (const Piece& piece : pieces)
    text += piece.code ? fenced(piece.text) : piece.text + "\n\n";
  return text;
}

TEST(Ids, SurviveEditsElsewhere) {
  std::mt19937 random{7};
  std::vector<Piece> pieces;
  for (int question = 1; question <= 6; ++question) {
    pieces.push_back({"## " + std::to_string(question) + ". What is thing " + std::to_string(question) + "?"});
    for (int i = 0; i < 3; ++i)
      pieces.push_back({"value = " + std::to_string(i % 2), true});
  }
  for (int round = 0; round < 200; ++round) {
    std::map<std::string, std::string> before;
    for (const Snippet& snippet : testing::snippets_of("a.md", document_from(pieces)))
      before[snippet.id] = snippet.code + snippet.question->title;
    EXPECT_EQ(before.size(), static_cast<std::size_t>(std::ranges::count(pieces, true, &Piece::code)));
    const std::size_t at = random() % pieces.size();
    const std::string edited = "edit = " + std::to_string(round);
    const bool replace = pieces[at].code && random() % 2 == 0;
    if (replace)
      pieces[at].text = edited;
    else
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at) + 1, {"Some words, round " + std::to_string(round) + "."});
    std::size_t kept = 0;
    for (const Snippet& snippet : testing::snippets_of("a.md", document_from(pieces)))
      if (const auto found = before.find(snippet.id); found != before.end()) {
        EXPECT_EQ(found->second, snippet.code + snippet.question->title);
        ++kept;
      }
    EXPECT_GE(kept, before.size() - (replace ? 1 : 0));
  }
}

}  // namespace
}  // namespace snipcheck
