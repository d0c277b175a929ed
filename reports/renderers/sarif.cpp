#include "reports/escape.hpp"
#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "reports/wording.hpp"
#include "support/digest.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace snipcheck::renderer {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostResults = 5000;  ///< GitHub keeps no more of a run.
constexpr std::size_t kLongestText = 1000;  ///< Of descriptions: its limit is 1,024 characters.

bool is_told(const Finding& finding) { return weight(finding.status) == "fail" || weight(finding.status) == "warn"; }

std::string rule_of(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  return one_line(first == nullptr || first->code.empty() ? to_string(finding.status) : std::string_view{first->code}, 60);
}

/// A sentence; viewers show the first one alone.
std::string full_stop(const std::string& words) { return words.empty() || words.back() == '.' ? words : words + '.'; }

Json text(const std::string& words) { return Json{{"text", words}}; }

/// Percent-encoding of all that RFC 3986 does not allow in a path.
std::string path_uri(std::string_view path) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string uri;
  for (const char c : path)
    uri += kPlain.find(c) != std::string_view::npos ? std::string{c} : fmt::format("%{:02X}", static_cast<std::uint8_t>(c));
  return uri.starts_with("./") ? uri.substr(2) : uri;
}

Json rules(const Report& report) {
  std::map<std::string, RuleInfo> used;
  for (const Finding& finding : report.findings) {
    if (!is_told(finding))
      continue;
    const Diagnosis* first = lead(finding);
    const auto known = first == nullptr ? report.rules.end() : report.rules.find(first->code);
    used.emplace(rule_of(finding), known == report.rules.end() ? RuleInfo{} : known->second);
  }
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks) {
      const auto known = report.rules.find(remark.code);
      used.emplace(one_line(remark.code, 60), known == report.rules.end() ? RuleInfo{} : known->second);
    }
  Json all = Json::array();
  for (const auto& [id, rule] : used) {
    const std::string title = rule.title.empty() ? "Finding " + id : one_line(rule.title, kLongestText);
    const std::string more = rule.text.empty() ? title : one_line(rule.text, kLongestText);
    all.push_back({{"id", id},
                   {"shortDescription", text(full_stop(title))},
                   {"fullDescription", text(full_stop(more))},
                   {"help", text(full_stop(more) + " Run: snipcheck explain " + id)}});
  }
  return all;
}

std::string message(const Finding& finding) {
  std::string words = full_stop(one_line(title(finding), kLongestText));
  if (const Diagnosis* first = lead(finding)) {
    if (first->message != first->title && !first->message.empty())
      words += ' ' + full_stop(one_line(first->message, kLongestText));
    if (const std::string since = since_words(finding.status, *first); !since.empty())
      words += " Release: " + full_stop(one_line(since, 200));
  }
  return words;
}

Json region(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  const int line = std::max(line_of(finding), 1);
  Json region{{"startLine", line}};
  if (first != nullptr && first->line > 0 && first->column > 0) {
    region["startColumn"] = first->column;
    region["endLine"] = line;
    region["endColumn"] = std::max(first->end_column, first->column + 1);
  }
  return region;
}

/// One result a finding, never one an environment. Lines are left out of the fingerprint: they change with every edit above.
Json result(const Finding& finding) {
  Json environments = Json::array();
  for (const Outcome& outcome : finding.outcomes)
    if (!passed(outcome) && is_worth_naming(outcome))
      environments.push_back(one_line(outcome.environment));
  const std::string fingerprint =
      Digest{}.add("document", finding.document).add("id", finding.id).add("rule", rule_of(finding)).hex();
  return Json{{"ruleId", rule_of(finding)},
              {"level", weight(finding.status) == "fail" ? "error" : "warning"},
              {"message", text(message(finding))},
              {"locations",
               Json::array({{{"physicalLocation",
                              {{"artifactLocation", {{"uri", path_uri(finding.document)}}}, {"region", region(finding)}}}}})},
              {"partialFingerprints", {{"snipcheck/v1", fingerprint}}},
              {"properties", {{"status", to_string(finding.status)}, {"failsIn", std::move(environments)}}}};
}

/// `occurrence` counts equal remarks on that document.
Json result(const DocumentInfo& document, const DocumentRemark& remark, int occurrence) {
  const std::string fingerprint = Digest{}
                                      .add("document", document.path)
                                      .add("rule", remark.code)
                                      .add("message", remark.message)
                                      .add("occurrence", std::to_string(occurrence))
                                      .hex();
  const Json place{{"artifactLocation", {{"uri", path_uri(document.path)}}},
                   {"region", {{"startLine", std::max(remark.line, 1)}}}};
  return Json{{"ruleId", one_line(remark.code, 60)},
              {"level", "warning"},
              {"message", text(full_stop(one_line(remark.message, kLongestText)))},
              {"locations", Json::array({{{"physicalLocation", place}}})},
              {"partialFingerprints", {{"snipcheck/v1", fingerprint}}}};
}

Json notification(const std::string& words) { return Json{{"level", "warning"}, {"message", text(full_stop(words))}}; }

void render(const Report& report, const Look&, std::ostream& out) {
  Json results = Json::array(), notifications = Json::array();
  std::size_t left_out = 0;
  for (const Finding* finding : failures_first(report)) {
    if (finding->status == Status::error)
      notifications.push_back(notification(one_line(place(*finding) + ": " + std::string{title(*finding)}, kLongestText)));
    if (!is_told(*finding))
      continue;
    if (results.size() < kMostResults)
      results.push_back(result(*finding));
    else
      ++left_out;
  }
  for (const DocumentInfo& document : report.documents) {
    std::map<std::pair<std::string_view, std::string_view>, int> told;
    for (const DocumentRemark& remark : document.remarks) {
      const int occurrence = ++told[{remark.code, remark.message}];
      if (results.size() < kMostResults)
        results.push_back(result(document, remark, occurrence));
      else
        ++left_out;
    }
  }
  for (const EnvironmentInfo* late : not_ready(report))
    notifications.push_back(
        notification(one_line("environment " + late->name + ' ' + late->status + ": " + late->reason, kLongestText)));
  if (left_out > 0)
    notifications.push_back(notification(counted(left_out, "finding") + " left out"));
  const bool complete = not_ready(report).empty() && count(report, Status::error) == 0;
  const Json driver{{"name", "snipcheck"},
                    {"semanticVersion", report.version.empty() ? "0.0.0" : one_line(report.version, 60)},
                    {"rules", rules(report)}};
  const Json run{
      {"tool", {{"driver", driver}}},
      {"automationDetails", {{"id", "snipcheck/"}}},
      {"columnKind", "unicodeCodePoints"},
      {"invocations", Json::array({{{"executionSuccessful", complete}, {"toolExecutionNotifications", notifications}}})},
      {"results", std::move(results)}};
  const Json json{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({run})}};
  out << json.dump(1) << '\n';
}

}  // namespace

/// SARIF 2.1.0 for code scanning.
extern constinit const Renderer sarif{.name = "sarif", .extension = ".sarif", .render = render};

}  // namespace snipcheck::renderer
