#include "reports/report_json.hpp"

#include "reports/finding_json.hpp"

#include <stdexcept>

namespace snipcheck {
namespace {

using json_of::array_at;
using json_of::Json;
using json_of::number_at;
using json_of::text;
using json_of::text_at;
using json_of::text_or_null;

constexpr std::string_view kSchema = "snipcheck.report/1";

Json environment(const EnvironmentInfo& environment) {
  Json packages = Json::object();
  for (const auto& [name, version] : environment.packages)
    packages[text(name).get<std::string>()] = text(version);
  return Json{{"name", text(environment.name)},
              {"flask", text_or_null(environment.flask)},
              {"python", text_or_null(environment.python)},
              {"lock", text_or_null(environment.lock)},
              {"status", text(environment.status)},
              {"reason", text_or_null(environment.reason)},
              {"packages", std::move(packages)}};
}

EnvironmentInfo environment(const Json& json) {
  EnvironmentInfo environment{.name = text_at(json, "name"),
                              .flask = text_at(json, "flask"),
                              .python = text_at(json, "python"),
                              .lock = text_at(json, "lock"),
                              .status = text_at(json, "status"),
                              .reason = text_at(json, "reason")};
  for (const auto& [name, version] : json.at("packages").items())
    environment.packages.emplace(name, version.get<std::string>());
  return environment;
}

Json document(const DocumentInfo& document) {
  Json notes = Json::array(), remarks = Json::array();
  for (const std::string& note : document.notes)
    notes.push_back(text(note));
  for (const DocumentRemark& remark : document.remarks)
    remarks.push_back(
        {{"code", text(remark.code)}, {"message", text(remark.message)}, {"line", json_of::number_or_null(remark.line)}});
  Json json{{"path", text(document.path)},   {"lines", document.lines},   {"questions", document.questions},
            {"snippets", document.snippets}, {"notes", std::move(notes)}, {"remarks", std::move(remarks)}};
  if (!document.trouble.empty())
    json["trouble"] = text(document.trouble);
  return json;
}

DocumentInfo document(const Json& json) {
  DocumentInfo document{.path = text_at(json, "path"),
                        .lines = number_at(json, "lines"),
                        .questions = number_at(json, "questions"),
                        .snippets = number_at(json, "snippets")};
  for (const Json& note : array_at(json, "notes"))
    document.notes.push_back(note.get<std::string>());
  for (const Json& remark : array_at(json, "remarks"))
    document.remarks.push_back(
        {.code = text_at(remark, "code"), .message = text_at(remark, "message"), .line = number_at(remark, "line")});
  if (json.contains("trouble"))
    document.trouble = text_at(json, "trouble");
  return document;
}

Json rules(const Report& report) {
  Json rules = Json::object();
  for (const auto& [code, rule] : report.rules)
    rules[text(code).get<std::string>()] = Json{{"title", text(rule.title)}, {"text", text(rule.text)}};
  return rules;
}

Json totals(const Report& report) {
  Json totals = Json::object();
  for (const Status status : kStatuses)
    totals[std::string{to_string(status)}] = count(report, status);
  return totals;
}

/// Calls `read` with the parsed text; whatever the library throws becomes a std::runtime_error.
template <typename Read>
auto parsed(std::string_view json, Read read) {
  try {
    return read(Json::parse(json));
  } catch (const Json::exception& problem) {
    throw std::runtime_error{std::string{"report: "} + problem.what()};
  }
}

Report report_of(const Json& json) {
  if (text_at(json, "schema") != kSchema)
    throw std::runtime_error{"report: schema is not " + std::string{kSchema}};
  const Json& gate = json.at("gate");
  Report report{.version = text_at(json.at("tool"), "version"),
                .isolation = text_at(json, "isolation"),
                .gate = {.exit = number_at(gate, "exit"),
                         .reason = text_at(gate, "reason"),
                         .blocking = number_at(gate, "blocking"),
                         .fail_on = text_at(gate, "fail_on")},
                .command = text_at(json.at("run"), "command")};
  for (const Json& each : array_at(json, "environments"))
    report.environments.push_back(environment(each));
  for (const Json& each : array_at(json, "documents"))
    report.documents.push_back(document(each));
  for (const Json& each : array_at(json, "snippets"))
    report.findings.push_back(json_of::finding(each));
  for (const auto& [code, rule] : json.at("rules").items())
    report.rules.emplace(code, RuleInfo{.title = text_at(rule, "title"), .text = text_at(rule, "text")});
  return report;
}

}  // namespace

std::string report_to_json(const Report& report) {
  Json environments = Json::array(), documents = Json::array(), snippets = Json::array();
  for (const EnvironmentInfo& each : report.environments)
    environments.push_back(environment(each));
  for (const DocumentInfo& each : report.documents)
    documents.push_back(document(each));
  for (const Finding& each : report.findings)
    snippets.push_back(json_of::finding(each));
  const Json json{{"schema", kSchema},
                  {"tool", {{"name", "snipcheck"}, {"version", text(report.version)}}},
                  {"isolation", text_or_null(report.isolation)},
                  {"run", {{"command", text_or_null(report.command)}}},
                  {"environments", std::move(environments)},
                  {"documents", std::move(documents)},
                  {"snippets", std::move(snippets)},
                  {"rules", rules(report)},
                  {"totals", totals(report)},
                  {"gate",
                   {{"exit", report.gate.exit},
                    {"reason", text_or_null(report.gate.reason)},
                    {"blocking", report.gate.blocking},
                    {"fail_on", text(report.gate.fail_on)}}}};
  return json.dump(1) + '\n';
}

Report report_from_json(std::string_view json) { return parsed(json, report_of); }

std::string finding_to_json(const Finding& finding) { return json_of::finding(finding).dump(); }

Finding finding_from_json(std::string_view json) {
  return parsed(json, [](const Json& value) { return json_of::finding(value); });
}

}  // namespace snipcheck
