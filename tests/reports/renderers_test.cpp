// What every renderer must do, whatever its format.
#include "reports/renderer.hpp"
#include "reports/report_json.hpp"
#include "support/text.hpp"
#include "tests/helpers/golden.hpp"
#include "tests/reports/samples.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

class EveryRenderer : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static std::string rendered(const Report& report, const Look& look = {}) {
    std::ostringstream out;
    find_renderer(GetParam())->render(report, look, out);
    return out.str();
  }
};

TEST_P(EveryRenderer, WritesTheSampleAsItDidBefore) {
  const std::string extension{find_renderer(GetParam())->extension};
  const std::string name = "report." + GetParam();
  testing::expect_golden(extension == '.' + GetParam() ? name : name + extension,
                         rendered(testing::a_report_with_every_status()));
}

TEST_P(EveryRenderer, WritesTheSameBytesForTheSameReport) {
  EXPECT_EQ(rendered(testing::a_report_with_every_status()), rendered(testing::a_report_with_every_status()));
}

TEST_P(EveryRenderer, NeedsNothingThatTheJsonDoesNotHold) {
  const Report report = testing::a_report_with_every_status();
  EXPECT_EQ(rendered(report), rendered(report_from_json(report_to_json(report))));
}

TEST_P(EveryRenderer, LetsNoHostileTextThrough) {
  for (const bool verbose : {false, true}) {
    const std::string out = rendered(testing::a_report_full_of(testing::a_hostile_text()), Look{.verbose = verbose});
    EXPECT_EQ(out, escape_invalid_utf8(out)) << "not UTF-8";
    // JSON escapes control characters only: its readers are programs.
    std::vector<std::string_view> forbidden{"\x1b", "\x07", "\x01"};
    if (GetParam() != "json")
      forbidden.insert(forbidden.end(), {"\x7f", "\u009b", "\u202e", "\u2028", "\u200b"});
    for (const std::string_view bytes : forbidden) {
      EXPECT_EQ(out.find(bytes), std::string::npos) << "byte " << int{bytes[0]};
    }
  }
}

TEST_P(EveryRenderer, SurvivesNumbersThatMakeNoSense) {
  for (const int number : {-7, 0, 1, 2'000'000'000}) {
    Report report = testing::a_report_with_every_status();
    for (Finding& finding : report.findings) {
      finding.start_line = finding.end_line = finding.excerpt.start = number;
      for (Diagnosis& diagnosis : finding.diagnoses)
        diagnosis.line = diagnosis.column = diagnosis.end_column = number;
      for (Assumption& assumption : finding.assumed)
        assumption.before = -number;
    }
    EXPECT_FALSE(rendered(report, Look{.width = number, .verbose = true}).empty());
  }
}

TEST_P(EveryRenderer, SurvivesRowsThatDoNotMatchTheEnvironments) {
  Report report = testing::a_report_with_every_status();
  report.environments.pop_back();
  report.findings[1].outcomes.push_back({.environment = "one more"});
  report.findings[2].outcomes.clear();
  report.findings[2].excerpt = {};
  report.findings[3].excerpt.lines.resize(1);
  EXPECT_FALSE(rendered(report).empty());
}

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const Renderer* renderer : renderers())
    names.emplace_back(renderer->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Reports, EveryRenderer, ::testing::ValuesIn(names()), [](const auto& each) { return each.param; });

}  // namespace
}  // namespace snipcheck
