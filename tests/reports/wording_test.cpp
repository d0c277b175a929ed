#include "reports/wording.hpp"

#include "reports/shown_lines.hpp"
#include "tests/reports/samples.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

TEST(Status, EveryWordGoesBothWays) {
  for (const Status status : kStatuses)
    EXPECT_EQ(status_from(to_string(status)), status);
  EXPECT_EQ(status_from("passed"), std::nullopt);
  for (int kind = 0; kind <= static_cast<int>(OutcomeKind::sandbox_error); ++kind)
    EXPECT_EQ(outcome_from(to_string(static_cast<OutcomeKind>(kind))), static_cast<OutcomeKind>(kind));
  EXPECT_EQ(outcome_from(""), std::nullopt);
}

TEST(TellingOutcome, IsTheNewestThatWentWrong) {
  Finding finding;
  finding.outcomes = {{.environment = "old", .kind = OutcomeKind::fail},
                      {.environment = "new", .kind = OutcomeKind::warn},
                      {.environment = "absent", .kind = OutcomeKind::unavailable}};
  EXPECT_EQ(telling_outcome(finding)->environment, "old");
  finding.outcomes[0].kind = OutcomeKind::pass;
  EXPECT_EQ(telling_outcome(finding)->environment, "absent");
  finding.outcomes.pop_back();
  EXPECT_EQ(telling_outcome(finding)->environment, "new");
  finding.outcomes.pop_back();
  EXPECT_EQ(telling_outcome(finding), nullptr);
}

TEST(GateWords, BeginWithTheVerdict) {
  EXPECT_EQ(gate_words({.exit = 0}), "pass");
  EXPECT_EQ(gate_words({.exit = 0, .reason = "no snippet blocks"}), "pass: no snippet blocks");
  EXPECT_EQ(gate_words({.exit = 0, .reason = "would fail: 1 broken snippet blocks"}), "would fail: 1 broken snippet blocks");
  EXPECT_EQ(gate_words({.exit = 1, .reason = "1 broken snippet blocks"}), "fail: 1 broken snippet blocks");
  EXPECT_EQ(gate_words({.exit = 3, .reason = "environment 2023 gave no result"}),
            "could not check: environment 2023 gave no result");
  EXPECT_EQ(gate_words({.exit = 70}), "fail: exit code 70");
}

TEST(FailuresFirst, KeepsTheOrderOfTheDocumentsWithinEachWeight) {
  const Report report = testing::a_report_with_every_status();
  int rank = 0;
  for (const Finding* finding : failures_first(report)) {
    const std::string_view heavy = weight(finding->status);
    const int now = finding->status == Status::error ? 0 : heavy == "fail" ? 1 : heavy == "warn" ? 2 : heavy == "pass" ? 3 : 4;
    EXPECT_GE(now, rank);
    rank = now;
  }
}

TEST(Noticed, CountsASnippetOnce) {
  Report report = testing::a_clean_report();
  report.findings[0].diagnoses = {{.code = "SC102"}, {.code = "SC102"}};
  const std::vector<Noticed> noticed = noticed_in_working(report);
  ASSERT_EQ(noticed.size(), 1U);
  EXPECT_EQ(noticed[0].findings.size(), 1U);
}

TEST(Noticed, LeavesWhatIsWrongWithDirectivesToTheDocument) {
  Report report = testing::a_clean_report();
  report.findings[0].diagnoses = {{.code = "SC901"}};
  EXPECT_TRUE(noticed_in_working(report).empty());
}

TEST(ShownLines, PutWhatWasAssumedWhereItStood) {
  // Given three lines from line 10 on, of which 11 and 12 are code and the caret is under line 12
  Finding finding;
  finding.start_line = 11;
  finding.end_line = 12;
  finding.excerpt = {.start = 10, .lines = {"prose", "a = 1", "b = c"}};
  finding.assumed = {
      {.code = "c = 2", .before = 12}, {.code = "import x\nimport y", .before = 1}, {.code = "end()", .before = 13}};
  finding.diagnoses = {{.code = "SC202", .line = 12, .column = 5, .end_column = 6}};
  // When they are laid out
  std::string seen;
  for (const ShownLine& line : shown_lines(finding))
    seen += std::string{"pch+"}[static_cast<std::size_t>(line.kind)] + std::string{line.text} + '/' +
            std::to_string(line.marks.size()) + ' ';
  // Then what has no line of its own stands at the edges
  EXPECT_EQ(seen, "+import x/0 +import y/0 pprose/0 ca = 1/0 +c = 2/0 hb = c/1 +end()/0 ");
}

TEST(ByteOfColumn, CountsCodePoints) {
  EXPECT_EQ(byte_of_column("aüb", 3), 3U);
  EXPECT_EQ(byte_of_column("aüb", 9), 4U);
  EXPECT_EQ(byte_of_column("", 1), 0U);
}

}  // namespace
}  // namespace snipcheck
