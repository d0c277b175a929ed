#include "reports/report_json.hpp"

#include "tests/reports/samples.hpp"

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items())
    keys.push_back(key);
  return keys;
}

TEST(ReportJson, HoldsEveryKeyOfTheContractInItsOrder) {
  const Json json = Json::parse(report_to_json(testing::a_report_with_every_status()));
  EXPECT_THAT(keys(json), ElementsAre("schema", "tool", "isolation", "run", "environments", "documents", "snippets", "rules",
                                      "totals", "gate"));
  EXPECT_EQ(json["schema"], "snipcheck.report/1");
  EXPECT_THAT(keys(json["environments"][0]), ElementsAre("name", "flask", "python", "lock", "status", "reason", "packages"));
  EXPECT_THAT(keys(json["totals"]),
              ElementsAre("ok", "deprecated", "outdated", "too-new", "broken", "incomplete", "unverified", "skipped", "error"));
  EXPECT_THAT(keys(json["gate"]), ElementsAre("exit", "reason", "blocking", "fail_on"));
  for (const Json& snippet : json["snippets"])
    EXPECT_THAT(keys(snippet), ElementsAre("id", "document", "start_line", "end_line", "language", "role", "status", "reason",
                                           "context", "assumed", "outcomes", "diagnoses", "question", "file", "directives",
                                           "fenced", "repaired", "excerpt"));
  const Json& outdated = json["snippets"][1];
  EXPECT_THAT(keys(outdated["assumed"][0]), ElementsAre("code", "reason", "before"));
  EXPECT_THAT(keys(outdated["outcomes"][2]),
              ElementsAre("environment", "outcome", "stage", "error_type", "message", "line", "milliseconds", "stdout", "stderr",
                          "truncated", "differs_warm", "traceback"));
  EXPECT_THAT(keys(outdated["diagnoses"][0]), ElementsAre("code", "title", "message", "line", "column", "end_column", "label",
                                                          "since", "works_until", "instead", "evidence"));
  EXPECT_THAT(keys(outdated["outcomes"][2]["traceback"]["frames"][0]), ElementsAre("file", "line", "in", "code", "library"));
}

TEST(ReportJson, WritesNullForWhatIsNotKnown) {
  const Json json = Json::parse(report_to_json(testing::a_report_with_every_status()));
  const Json& block = json["snippets"][0];
  EXPECT_TRUE(block["role"].is_null());
  EXPECT_TRUE(block["context"].is_null());
  EXPECT_TRUE(block["question"].is_null());
  EXPECT_EQ(block["outcomes"], Json::array());
  const Json& passed = json["snippets"][1]["outcomes"][0];
  EXPECT_TRUE(passed["error_type"].is_null());
  EXPECT_TRUE(passed["line"].is_null());
  EXPECT_TRUE(passed["traceback"].is_null());
  EXPECT_EQ(passed["stdout"], "");
}

TEST(ReportJson, UsesTheWordsOfTheContract) {
  const Json json = Json::parse(report_to_json(testing::a_report_with_every_status()));
  EXPECT_EQ(json["snippets"][3]["status"], "too-new");
  EXPECT_EQ(json["snippets"][3]["diagnoses"][0]["evidence"], "not-run");
  EXPECT_EQ(json["snippets"].back()["outcomes"][2]["outcome"], "sandbox-error");
  EXPECT_EQ(json["totals"]["skipped"], 3);
}

TEST(ReportJson, IsIndentedByOneBlankAndEndsWithANewline) {
  const std::string json = report_to_json(testing::a_clean_report());
  EXPECT_TRUE(json.starts_with("{\n \"schema\""));
  EXPECT_TRUE(json.ends_with("\n}\n"));
}

TEST(ReportJson, ComesBackAsItWas) {
  for (const Report& report : {testing::a_report_with_every_status(), testing::a_clean_report(), testing::a_report_of(30)}) {
    const std::string json = report_to_json(report);
    EXPECT_EQ(report_to_json(report_from_json(json)), json);
  }
}

TEST(ReportJson, NeverThrowsOnBytesThatAreNoText) {
  EXPECT_THAT(report_to_json(testing::a_report_full_of("\xff\xfe \xed\xa0\x80")), HasSubstr(R"(\\xff\\xfe \\xed\\xa0\\x80)"));
}

/// Texts, numbers and choices from one seed.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int limit) { return std::uniform_int_distribution{0, limit - 1}(engine_); }
  bool coin() { return below(2) == 1; }
  std::string text() {
    static const std::vector<std::string> pieces{"", "a", "\"", "\\", "\n", "\t", "\x1b", "ü", "用", "👩", "\u2028", "</script>"};
    std::string text;
    for (int i = below(6); i > 0; --i)
      text += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
    return text;
  }
  std::optional<std::string> perhaps() { return coin() ? std::optional{text()} : std::nullopt; }

 private:
  std::mt19937 engine_;
};

Outcome any_outcome(Dice& dice) {
  Outcome outcome{.environment = dice.text(),
                  .kind = static_cast<OutcomeKind>(dice.below(11)),
                  .stage = dice.text(),
                  .error_type = dice.text(),
                  .message = dice.text(),
                  .line = dice.below(4),
                  .milliseconds = dice.below(100),
                  .out = dice.text(),
                  .err = dice.text(),
                  .truncated = dice.coin()};
  for (int i = dice.below(3); i > 0; --i)
    outcome.traceback.push_back({dice.text(), dice.below(9), dice.text(), dice.text(), dice.coin()});
  return outcome;
}

Diagnosis any_diagnosis(Dice& dice) {
  Diagnosis diagnosis{.code = dice.text(),
                      .title = dice.text(),
                      .message = dice.text(),
                      .line = dice.below(4),
                      .column = dice.below(4),
                      .end_column = dice.below(4),
                      .label = dice.text(),
                      .works_until = dice.perhaps(),
                      .instead = dice.perhaps(),
                      .not_run = dice.coin()};
  if (dice.coin())
    diagnosis.since = Since{dice.text(), dice.text()};
  return diagnosis;
}

Finding any_finding(Dice& dice) {
  Finding finding{.id = dice.text(),
                  .document = dice.text(),
                  .start_line = dice.below(50),
                  .end_line = dice.below(50),
                  .language = dice.text(),
                  .role = dice.text(),
                  .status = static_cast<Status>(dice.below(9)),
                  .reason = dice.text(),
                  .context = dice.text(),
                  .file = dice.text(),
                  .fenced = dice.coin(),
                  .repaired = dice.coin(),
                  .excerpt = {.start = dice.below(9)}};
  for (int i = dice.below(3); i > 0; --i) {
    finding.assumed.push_back({dice.text(), dice.text(), dice.below(9)});
    finding.outcomes.push_back(any_outcome(dice));
    finding.diagnoses.push_back(any_diagnosis(dice));
    finding.excerpt.lines.push_back(dice.text());
  }
  if (dice.coin())
    for (std::size_t i = 0; i < finding.excerpt.lines.size(); ++i) {
      finding.excerpt.numbers.push_back(dice.below(9));
      finding.excerpt.columns.push_back(dice.below(9));
    }
  if (dice.coin()) {
    finding.question = QuestionInfo{.title = dice.text(), .line = dice.below(9)};
    if (dice.coin())
      finding.question->number = dice.below(9);
  }
  return finding;
}

/// Every field, in C++ and not in JSON, so that a field forgotten on both ways of the trip is noticed.
std::string spelled(const Finding& f) {
  const auto words = [](const auto&... parts) {
    std::string out;
    ((out += parts, out += '|'), ...);
    return out;
  };
  const auto n = [](int number) { return std::to_string(number); };
  const auto maybe = [](const std::optional<std::string>& text) { return text ? "=" + *text : std::string{"-"}; };
  std::string out = words(f.id, f.document, n(f.start_line), n(f.end_line), f.language, f.role, to_string(f.status), f.reason,
                          f.context, f.file, n(f.fenced), n(f.repaired), n(f.excerpt.start));
  for (const int number : f.excerpt.numbers)
    out += words(n(number));
  for (const int column : f.excerpt.columns)
    out += words(n(column));
  for (const std::string& line : f.excerpt.lines)
    out += words(line);
  for (const Assumption& a : f.assumed)
    out += words(a.code, a.reason, n(a.before));
  for (const Outcome& o : f.outcomes) {
    out += words(o.environment, to_string(o.kind), o.stage, o.error_type, o.message, n(o.line), n(o.milliseconds), o.out, o.err,
                 n(o.truncated));
    for (const TraceFrame& t : o.traceback)
      out += words(t.file, n(t.line), t.function, t.code, n(t.library));
  }
  for (const Diagnosis& d : f.diagnoses)
    out += words(d.code, d.title, d.message, n(d.line), n(d.column), n(d.end_column), d.label, n(d.since.has_value()),
                 d.since ? d.since->package + '@' + d.since->version : "", maybe(d.works_until), maybe(d.instead), n(d.not_run));
  if (f.question)
    out += words(f.question->number ? n(*f.question->number) : "none", f.question->title, n(f.question->line));
  return out;
}

TEST(FindingJson, EveryFindingComesBackAsItWas) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Dice dice{seed};
    const Finding finding = any_finding(dice);
    const std::string json = finding_to_json(finding);
    EXPECT_EQ(json.find('\n'), std::string::npos);
    ASSERT_EQ(spelled(finding_from_json(json)), spelled(finding)) << "seed " << seed << ": " << json;
  }
}

TEST(FindingJson, RefusesEverythingElseWithAnOrdinaryError) {
  const std::string good = finding_to_json(testing::a_report_with_every_status().findings[1]);
  for (const std::string& bad : {std::string{}, std::string{"null"}, std::string{"[]"}, std::string{"{}"}, std::string{"\xff"},
                                 good.substr(0, good.size() / 2), std::string(100'000, '[')})
    EXPECT_THROW(finding_from_json(bad), std::runtime_error) << bad.substr(0, 80);
  // Each member in turn is of another type
  const Json json = Json::parse(good);
  for (const auto& [key, value] : json.items()) {
    Json wrong = json;
    wrong[key] = Json{{"an", "object"}};
    EXPECT_THROW(finding_from_json(wrong.dump()), std::runtime_error) << key;
    wrong.erase(key);
    EXPECT_THROW(finding_from_json(wrong.dump()), std::runtime_error) << key;
  }
  Json huge = json;
  huge["start_line"] = 1'000'000'000'000;
  EXPECT_THROW(finding_from_json(huge.dump()), std::runtime_error);
}

}  // namespace
}  // namespace snipcheck
