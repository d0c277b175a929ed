#include "reports/finding_json.hpp"

#include "support/text.hpp"

#include <limits>
#include <stdexcept>

namespace snipcheck::json_of {
namespace {

[[noreturn]] void refuse(const char* key, std::string_view what) {
  throw std::runtime_error{std::string{"report: "} + key + ": " + std::string{what}};
}

const Json& member(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || found == object.end())
    refuse(key, "is missing");
  return *found;
}

Json optional_text(const std::optional<std::string>& value) { return value ? text(*value) : Json{}; }

std::optional<std::string> optional_text_at(const Json& object, const char* key) {
  return member(object, key).is_null() ? std::nullopt : std::optional{text_at(object, key)};
}

Json frame(const TraceFrame& frame) {
  return Json{{"file", text(frame.file)},
              {"line", number_or_null(frame.line)},
              {"in", text(frame.function)},
              {"code", text(frame.code)},
              {"library", frame.library}};
}

Json outcome(const Outcome& outcome) {
  Json traceback;
  if (!outcome.traceback.empty()) {
    Json frames = Json::array();
    for (const TraceFrame& each : outcome.traceback)
      frames.push_back(frame(each));
    traceback["frames"] = std::move(frames);
  }
  return Json{{"environment", text(outcome.environment)},
              {"outcome", to_string(outcome.kind)},
              {"stage", text_or_null(outcome.stage)},
              {"error_type", text_or_null(outcome.error_type)},
              {"message", text_or_null(outcome.message)},
              {"line", number_or_null(outcome.line)},
              {"milliseconds", outcome.milliseconds},
              {"stdout", text(outcome.out)},
              {"stderr", text(outcome.err)},
              {"truncated", outcome.truncated},
              {"differs_warm", outcome.differs_warm},
              {"traceback", std::move(traceback)}};
}

Json diagnosis(const Diagnosis& diagnosis) {
  Json since;
  if (diagnosis.since)
    since = Json{{"package", text(diagnosis.since->package)}, {"version", text(diagnosis.since->version)}};
  return Json{{"code", text(diagnosis.code)},
              {"title", text(diagnosis.title)},
              {"message", text(diagnosis.message)},
              {"line", number_or_null(diagnosis.line)},
              {"column", number_or_null(diagnosis.column)},
              {"end_column", number_or_null(diagnosis.end_column)},
              {"label", text_or_null(diagnosis.label)},
              {"since", std::move(since)},
              {"works_until", optional_text(diagnosis.works_until)},
              {"instead", optional_text(diagnosis.instead)},
              {"evidence", diagnosis.not_run ? "not-run" : "run"}};
}

Json question(const std::optional<QuestionInfo>& question) {
  if (!question)
    return {};
  return Json{{"number", question->number ? Json(*question->number) : Json{}},
              {"title", text(question->title)},
              {"line", number_or_null(question->line)}};
}

TraceFrame frame(const Json& json) {
  return {.file = text_at(json, "file"),
          .line = number_at(json, "line"),
          .function = text_at(json, "in"),
          .code = text_at(json, "code"),
          .library = flag_at(json, "library")};
}

Outcome outcome(const Json& json) {
  const std::optional<OutcomeKind> kind = outcome_from(text_at(json, "outcome"));
  if (!kind)
    refuse("outcome", "is no outcome");
  Outcome outcome{.environment = text_at(json, "environment"),
                  .kind = *kind,
                  .stage = text_at(json, "stage"),
                  .error_type = text_at(json, "error_type"),
                  .message = text_at(json, "message"),
                  .line = number_at(json, "line"),
                  .milliseconds = number_at(json, "milliseconds"),
                  .out = text_at(json, "stdout"),
                  .err = text_at(json, "stderr"),
                  .truncated = flag_at(json, "truncated"),
                  .differs_warm = json.value("differs_warm", false)};
  if (const Json& traceback = member(json, "traceback"); !traceback.is_null())
    for (const Json& each : array_at(traceback, "frames"))
      outcome.traceback.push_back(frame(each));
  return outcome;
}

Diagnosis diagnosis(const Json& json) {
  const std::string evidence = text_at(json, "evidence");
  if (evidence != "run" && evidence != "not-run")
    refuse("evidence", "is neither run nor not-run");
  Diagnosis diagnosis{.code = text_at(json, "code"),
                      .title = text_at(json, "title"),
                      .message = text_at(json, "message"),
                      .line = number_at(json, "line"),
                      .column = number_at(json, "column"),
                      .end_column = number_at(json, "end_column"),
                      .label = text_at(json, "label"),
                      .works_until = optional_text_at(json, "works_until"),
                      .instead = optional_text_at(json, "instead"),
                      .not_run = evidence == "not-run"};
  if (const Json& since = member(json, "since"); !since.is_null())
    diagnosis.since = Since{.package = text_at(since, "package"), .version = text_at(since, "version")};
  return diagnosis;
}

Assumption assumption(const Json& json) {
  return {.code = text_at(json, "code"), .reason = text_at(json, "reason"), .before = number_at(json, "before")};
}

std::optional<QuestionInfo> question(const Json& json) {
  if (json.is_null())
    return std::nullopt;
  QuestionInfo question{.title = text_at(json, "title"), .line = number_at(json, "line")};
  if (!member(json, "number").is_null())
    question.number = number_at(json, "number");
  return question;
}

}  // namespace

Json text(std::string_view bytes) { return escape_invalid_utf8(bytes); }
Json text_or_null(std::string_view bytes) { return bytes.empty() ? Json{} : text(bytes); }
Json number_or_null(int number) { return number == 0 ? Json{} : Json(number); }

std::string text_at(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (value.is_null())
    return {};
  if (!value.is_string())
    refuse(key, "is no string");
  return value.get<std::string>();
}

int number_at(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (value.is_null())
    return 0;
  if (!value.is_number_integer())
    refuse(key, "is no whole number");
  const auto number = value.get<std::int64_t>();
  if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
    refuse(key, "is too large");
  return static_cast<int>(number);
}

bool flag_at(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (!value.is_boolean())
    refuse(key, "is neither true nor false");
  return value.get<bool>();
}

const Json& array_at(const Json& object, const char* key) {
  const Json& value = member(object, key);
  if (!value.is_array())
    refuse(key, "is no list");
  return value;
}

Json finding(const Finding& finding) {
  Json assumed = Json::array(), outcomes = Json::array(), diagnoses = Json::array(), lines = Json::array();
  for (const Assumption& each : finding.assumed)
    assumed.push_back(
        {{"code", text(each.code)}, {"reason", text_or_null(each.reason)}, {"before", number_or_null(each.before)}});
  for (const Outcome& each : finding.outcomes)
    outcomes.push_back(outcome(each));
  for (const Diagnosis& each : finding.diagnoses)
    diagnoses.push_back(diagnosis(each));
  for (const std::string& line : finding.excerpt.lines)
    lines.push_back(text(line));
  Json directives = Json::array();
  for (const std::string& each : finding.directives)
    directives.push_back(text(each));
  Json excerpt{{"start", number_or_null(finding.excerpt.start)}, {"lines", std::move(lines)}};
  if (!finding.excerpt.numbers.empty()) {
    excerpt["numbers"] = finding.excerpt.numbers;
    excerpt["columns"] = finding.excerpt.columns;
  }
  return Json{{"id", text(finding.id)},
              {"document", text(finding.document)},
              {"start_line", finding.start_line},
              {"end_line", finding.end_line},
              {"language", text(finding.language)},
              {"role", text_or_null(finding.role)},
              {"status", to_string(finding.status)},
              {"reason", text_or_null(finding.reason)},
              {"context", text_or_null(finding.context)},
              {"assumed", std::move(assumed)},
              {"outcomes", std::move(outcomes)},
              {"diagnoses", std::move(diagnoses)},
              {"question", question(finding.question)},
              {"file", text_or_null(finding.file)},
              {"directives", std::move(directives)},
              {"fenced", finding.fenced},
              {"repaired", finding.repaired},
              {"excerpt", std::move(excerpt)}};
}

Finding finding(const Json& json) {
  const std::optional<Status> status = status_from(text_at(json, "status"));
  if (!status)
    refuse("status", "is no status");
  Finding finding{.id = text_at(json, "id"),
                  .document = text_at(json, "document"),
                  .start_line = number_at(json, "start_line"),
                  .end_line = number_at(json, "end_line"),
                  .language = text_at(json, "language"),
                  .role = text_at(json, "role"),
                  .status = *status,
                  .reason = text_at(json, "reason"),
                  .context = text_at(json, "context"),
                  .question = question(member(json, "question")),
                  .file = text_at(json, "file"),
                  .fenced = flag_at(json, "fenced"),
                  .repaired = flag_at(json, "repaired")};
  for (const Json& each : array_at(json, "assumed"))
    finding.assumed.push_back(assumption(each));
  for (const Json& each : array_at(json, "outcomes"))
    finding.outcomes.push_back(outcome(each));
  for (const Json& each : array_at(json, "diagnoses"))
    finding.diagnoses.push_back(diagnosis(each));
  for (const Json& each : array_at(json, "directives")) {
    if (!each.is_string())
      refuse("directives", "holds something else than strings");
    finding.directives.push_back(each.get<std::string>());
  }
  const Json& excerpt = member(json, "excerpt");
  finding.excerpt.start = number_at(excerpt, "start");
  for (const Json& line : array_at(excerpt, "lines")) {
    if (!line.is_string())
      refuse("lines", "holds something else than strings");
    finding.excerpt.lines.push_back(line.get<std::string>());
  }
  if (excerpt.contains("numbers")) {
    finding.excerpt.numbers = array_at(excerpt, "numbers").get<std::vector<int>>();
    finding.excerpt.columns = array_at(excerpt, "columns").get<std::vector<int>>();
    if (finding.excerpt.numbers.size() != finding.excerpt.lines.size() ||
        finding.excerpt.columns.size() != finding.excerpt.lines.size())
      refuse("numbers", "is not as long as lines");
  }
  return finding;
}

}  // namespace snipcheck::json_of
