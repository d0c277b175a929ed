#include "support/text.hpp"

#include "reports/renderer.hpp"
#include "tests/helpers/golden.hpp"
#include "tests/reports/samples.hpp"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string text(const Report& report, const Look& look = {}) {
  std::ostringstream out;
  find_renderer("text")->render(report, look, out);
  return out.str();
}

/// A terminal's escape sequences taken away again.
std::string without_colour(std::string text) {
  for (std::size_t at = text.find("\x1b["); at != std::string::npos; at = text.find("\x1b[", at))
    text.erase(at, text.find('m', at) + 1 - at);
  return text;
}

TEST(Text, ColourAddsNothingButColour) {
  const Report report = testing::a_report_with_every_status();
  const std::string coloured = text(report, Look{.colour = true});
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31moutdated[SC303]\x1b[0m"));
  EXPECT_EQ(without_colour(coloured), text(report));
}

TEST(Text, PutsTheCaretUnderTheColumnWhateverStandsBefore) {
  Report report = testing::a_report_with_every_status();
  Finding finding = report.findings[1];
  finding.start_line = finding.end_line = 5;
  finding.assumed.clear();
  finding.excerpt = {.start = 5, .lines = {"\t用 = f(x)"}};
  finding.diagnoses = {{.code = "SC303", .title = "t", .line = 5, .column = 6, .end_column = 7, .label = "here"}};
  report.findings = {finding};
  EXPECT_THAT(text(report), HasSubstr("5 |     用 = f(x)\n  |          ^ here\n"));
}

TEST(Text, ShowsTheCodeOfADumpWithTheOneLineThatItStandsOn) {
  Report report = testing::a_report_with_every_status();
  Finding finding = report.findings[1];
  finding.start_line = finding.end_line = 7;
  finding.assumed = {{.code = "import x", .reason = "r", .before = 7}};
  finding.excerpt = {.start = 7, .lines = {"a = 1", "b = f(a)", "c = 2"}, .numbers = {7, 7, 7}, .columns = {40, 50, 63}};
  finding.diagnoses = {{.code = "SC303", .title = "t", .line = 7, .column = 54, .end_column = 55, .label = "here"}};
  report.findings = {finding};
  EXPECT_THAT(text(report), HasSubstr("+ | import x  # assumed: r\n7 | a = 1\n7 | b = f(a)\n  |     ^ here\n7 | c = 2\n"));
}

TEST(Text, WrapsMessagesButNeverCode) {
  Report report = testing::a_report_with_every_status();
  report.findings = {report.findings[1]};
  report.findings[0].excerpt.lines[6] += std::string(200, '#');
  const std::string narrow = text(report, Look{.width = 60});
  for (const std::string_view line : split_lines(narrow)) {
    if (line.starts_with("   = ")) {
      EXPECT_LE(code_points(line), 60) << line;
    }
  }
  EXPECT_THAT(narrow, HasSubstr("   = 2026: TypeError: Limiter.__init__() got multiple values\n           for argument"));
  EXPECT_THAT(narrow, HasSubstr(std::string(200, '#') + "\n"));
}

TEST(Text, SaysNothingTwice) {
  Report report = testing::a_report_with_every_status();
  Finding finding = report.findings[2];
  finding.diagnoses[0].title = finding.diagnoses[0].message = finding.reason = finding.outcomes[2].error_type = "only once";
  finding.outcomes[2].message.clear();
  report.findings = {finding};
  const std::string out = text(report, Look{.quiet = true});
  EXPECT_EQ(out.find("only once"), out.find("broken[SC402] ") + 14);
  EXPECT_EQ(out.find("only once", out.find("= row:") + 80), std::string::npos) << out;
}

TEST(Text, CountsAssumptionsInsteadOfShowingAHundredLines) {
  Report report = testing::a_report_with_every_status();
  Finding finding = report.findings[1];
  finding.assumed = {{.code = std::string(200, '\n') + "end()", .reason = "a model", .before = 44},
                     {.code = "one\ntwo", .reason = "out of sight", .before = 38}};
  report.findings = {finding};
  const std::string out = text(report);
  EXPECT_THAT(out, HasSubstr("# assumed: a model\n"));
  EXPECT_THAT(out, HasSubstr(" + | … 195 more lines assumed\n44 | "));
  EXPECT_THAT(out, HasSubstr("= assumed: out of sight (2 lines)\n"));
  EXPECT_THAT(text(report, Look{.verbose = true}), HasSubstr(" + | end()\n"));
}

TEST(Text, QuietKeepsTheFindingsAndTheGate) {
  const std::string quiet = text(testing::a_report_with_every_status(), Look{.quiet = true});
  EXPECT_THAT(quiet, AllOf(HasSubstr("outdated[SC303]"), Not(HasSubstr("checked 10 snippets"))));
  EXPECT_THAT(quiet, EndsWith("gate: could not check: 1 error; would fail: 2 outdated, 1 too-new, 1 broken block\n"));
}

TEST(Text, VerboseShowsEverySnippet) {
  testing::expect_golden("report.text.verbose.txt", text(testing::a_report_with_every_status(), Look{.verbose = true}));
}

TEST(Text, SaysThatAllIsWell) {
  EXPECT_EQ(text(testing::a_clean_report()), "checked 2 snippets in 3 environments: 2 ok\ngate: pass\n");
}

TEST(Text, IsLoudAboutRunsWithoutIsolation) {
  Report report = testing::a_clean_report();
  report.isolation = "none";
  EXPECT_THAT(text(report), HasSubstr("ISOLATION IS NOT FULL: snippets ran with isolation \"none\""));
}

TEST(Text, TellsOfWeakIsolationAndMissingEnvironments) {
  const std::string out = text(testing::a_report_that_lacks_an_environment());
  EXPECT_THAT(out, HasSubstr("isolation is basic, not full: rules instead of namespaces"));
  EXPECT_THAT(out, HasSubstr("environment 2023 failed: no wheel of flask 2.3.3 for this interpreter\n"));
}

TEST(Text, CapsMessagesThatNeverEnd) {
  Report report = testing::a_report_with_every_status();
  report.findings = {report.findings[1]};
  report.findings[0].diagnoses[0].message = std::string(100'000, 'x');
  report.findings[0].outcomes[2].message = std::string(100'000, 'y');
  report.findings[0].excerpt.lines[6] = std::string(1'000'000, 'z');
  EXPECT_LT(text(report).size(), 10'000U);
}

}  // namespace
}  // namespace snipcheck
