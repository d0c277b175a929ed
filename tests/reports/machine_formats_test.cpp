// The formats that other programs read: their rules, beyond what the goldens show.
#include "reports/renderer.hpp"
#include "support/text.hpp"
#include "tests/reports/samples.hpp"

#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

std::string rendered(std::string_view format, const Report& report) {
  std::ostringstream out;
  find_renderer(format)->render(report, Look{}, out);
  return out.str();
}

TEST(Concise, EveryLineHasTheShapeThatEditorsMatch) {
  const std::regex shape{R"(.+:\d+:\d+: [a-z-]+(\[SC\d{3}\])? .+( \[[^\]]+\])?)"};
  const std::string out = rendered("concise", testing::a_report_with_every_status());
  EXPECT_EQ(split_lines(out).size(), 9U);
  for (const std::string_view line : split_lines(out))
    EXPECT_TRUE(std::regex_match(std::string{line}, shape)) << line;
}

TEST(Github, WritesTenOfAKindAndSaysHowManyMore) {
  const std::string out = rendered("github", testing::a_report_of(600));
  std::size_t errors = 0;
  for (const std::string_view line : split_lines(out))
    errors += line.starts_with("::error ") ? 1 : 0;
  EXPECT_EQ(errors, 10U);
  EXPECT_THAT(out, EndsWith("::notice title=snipcheck::80 more findings are in the report\n"));
}

TEST(Github, NoTextStartsACommandOfItsOwn) {
  const std::string out = rendered("github", testing::a_report_full_of("100%\n::error::x,y:z\r\n##[group]"));
  const auto lines = split_lines(out);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(std::string{lines[0]}, StartsWith("::error file=100%25 %3A%3Aerror%3A%3Ax%2Cy%3Az ##[group],line=44,"));
  EXPECT_THAT(std::string{lines[1]}, StartsWith("::warning file=100%25 %3A%3Aerror%3A%3Ax%2Cy%3Az ##[group],line=1,"));
}

TEST(Sarif, HasOneResultAFindingAndARuleForEach) {
  const Json run = Json::parse(rendered("sarif", testing::a_report_with_every_status()))["runs"][0];
  EXPECT_EQ(run["results"].size(), 8U);
  std::set<std::string> rules, prints;
  for (const Json& rule : run["tool"]["driver"]["rules"]) {
    EXPECT_TRUE(rules.insert(rule["id"]).second);
    EXPECT_FALSE(rule["fullDescription"]["text"].get<std::string>().empty());
  }
  for (const Json& result : run["results"]) {
    EXPECT_TRUE(rules.contains(result["ruleId"]));
    EXPECT_THAT(result["message"]["text"].get<std::string>(), EndsWith("."));
    EXPECT_TRUE(prints.insert(result["partialFingerprints"]["snipcheck/v1"]).second);
  }
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], false);
}

TEST(Sarif, TellsEqualRemarksApart) {
  Report report = testing::a_clean_report();
  report.documents[0].remarks = {{.code = "SC902", .message = "unused", .line = 3},
                                 {.code = "SC902", .message = "unused", .line = 9}};
  const Json results = Json::parse(rendered("sarif", report))["runs"][0]["results"];
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[1]["locations"][0]["physicalLocation"]["region"]["startLine"], 9);
  EXPECT_NE(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
}

TEST(Sarif, KeepsItsFingerprintWhenLinesMove) {
  Report report = testing::a_report_with_every_status();
  const auto print = [&] { return Json::parse(rendered("sarif", report))["runs"][0]["results"][0]["partialFingerprints"]; };
  const Json before = print();
  for (Finding& finding : report.findings) {
    finding.start_line += 7;
    for (Diagnosis& diagnosis : finding.diagnoses)
      diagnosis.line += 7;
  }
  EXPECT_EQ(print(), before);
}

TEST(Sarif, EncodesPathsAndKeepsToWhatGithubTakes) {
  Report report = testing::a_report_of(12 * 6000);
  report.findings[0].document = "./a b/ü#1.md";
  const Json run = Json::parse(rendered("sarif", report))["runs"][0];
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b/%C3%BC%231.md");
  EXPECT_EQ(run["results"].size(), 5000U);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].back()["message"]["text"], "7000 findings left out.");
}

TEST(Junit, CountsWhatItHolds) {
  const std::string out = rendered("junit", testing::a_report_with_every_status());
  EXPECT_THAT(out, HasSubstr(R"x(<testsuite name="Flask 1.1.2 (2020)" tests="13" failures="2" errors="0" skipped="6">)x"));
  EXPECT_THAT(out, HasSubstr(R"x(<testsuite name="Flask 3.1.2 (2026)" tests="13" failures="3" errors="1" skipped="5">)x"));
}

TEST(Junit, AFailureThatNoRunShowsIsInTheNewestEnvironment) {
  Report report = testing::a_clean_report();
  report.findings[0].status = Status::outdated;
  const std::string out = rendered("junit", report);
  EXPECT_THAT(out.substr(0, out.find("Flask 3.1.2")), Not(HasSubstr("<failure")));
  EXPECT_THAT(out, HasSubstr("<failure"));
}

TEST(Junit, NamesNoFileForTheServerToOpen) {
  EXPECT_THAT(rendered("junit", testing::a_report_full_of("[[ATTACHMENT|/etc/passwd]]")), Not(HasSubstr("message=\"[[")));
}

TEST(Junit, TellsWhatIsRemarkedOnDocumentsOnce) {
  Report report = testing::a_clean_report();
  report.documents = {{.path = "a.md", .remarks = {{.code = "SC901", .message = "unknown directive 'skp'", .line = 3}}}};
  const std::string out = rendered("junit", report);
  const std::size_t at = out.find("a.md:3: [SC901] unknown directive");
  EXPECT_GT(at, out.find("<system-out>"));
  EXPECT_EQ(out.find("SC901", at + 20), std::string::npos);
}

TEST(Markdown, KeepsACellACell) {
  const std::string out = rendered("markdown", testing::a_report_full_of("a | b\n# c @team <img> `x` '"));
  EXPECT_THAT(out, HasSubstr(R"(a \| b \# c \@team &lt;img&gt; \`x\` &#39;)"));
}

}  // namespace
}  // namespace snipcheck
