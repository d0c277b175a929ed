#include "reports/wording.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace snipcheck {
namespace {

int rank(const Finding& finding) {
  if (finding.status == Status::error)
    return 0;
  const std::string_view heavy = weight(finding.status);
  return heavy == "fail" ? 1 : heavy == "warn" ? 2 : heavy == "pass" ? 3 : 4;
}

}  // namespace

const Diagnosis* lead(const Finding& finding) { return finding.diagnoses.empty() ? nullptr : &finding.diagnoses.front(); }

std::string_view title(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  if (first != nullptr && !first->title.empty())
    return first->title;
  if (!finding.reason.empty())
    return finding.reason;
  const std::string_view code = first_code_line(finding);
  return code.empty() ? to_string(finding.status) : code;
}

std::string_view first_code_line(const Finding& finding) {
  const std::vector<std::string>& lines = finding.excerpt.lines;
  const auto index = static_cast<std::size_t>(std::max(0, position_in(finding.excerpt, finding.start_line)));
  return index < lines.size() ? trim(lines[index]) : std::string_view{};
}

int line_of(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  return first != nullptr && first->line > 0 ? first->line : finding.start_line;
}

std::string place(const Finding& finding) { return finding.document + ':' + std::to_string(line_of(finding)); }

std::string outcome_word(const Outcome& outcome) {
  switch (outcome.kind) {
    case OutcomeKind::pass: return "ok";
    case OutcomeKind::warn: return outcome.error_type.empty() ? "warns" : outcome.error_type;
    case OutcomeKind::fail: return outcome.error_type.empty() ? "fails" : outcome.error_type;
    case OutcomeKind::timeout: return "timed out";
    case OutcomeKind::oom: return "out of memory";
    case OutcomeKind::output_limit: return "too much output";
    case OutcomeKind::crashed: return "crashed";
    case OutcomeKind::stopped_early: return "stopped early";
    case OutcomeKind::missing: return outcome.error_type.empty() ? "missing" : outcome.error_type;
    case OutcomeKind::unavailable: return "not run";
    case OutcomeKind::sandbox_error: return "sandbox error";
    case OutcomeKind::not_asked: return "not asked for";
  }
  return {};
}

bool passed(const Outcome& outcome) { return outcome.kind == OutcomeKind::pass || outcome.kind == OutcomeKind::warn; }

bool is_worth_naming(const Outcome& outcome) {
  return outcome.kind != OutcomeKind::pass && outcome.kind != OutcomeKind::not_asked;
}

std::string place(const DocumentInfo& document, const DocumentRemark& remark) {
  return remark.line > 0 ? document.path + ':' + std::to_string(remark.line) : document.path;
}

const Outcome* telling_outcome(const Finding& finding) {
  const auto newest = [&](auto wanted) -> const Outcome* {
    const auto found = std::find_if(finding.outcomes.rbegin(), finding.outcomes.rend(), wanted);
    return found == finding.outcomes.rend() ? nullptr : &*found;
  };
  if (const Outcome* bad =
          newest([](const Outcome& o) { return !passed(o) && is_worth_naming(o) && o.kind != OutcomeKind::unavailable; }))
    return bad;
  return newest(is_worth_naming);
}

std::string_view since_word(Status status) { return status == Status::too_new ? "needs" : "since"; }

std::string since_words(Status status, const Diagnosis& diagnosis) {
  if (!diagnosis.since)
    return {};
  std::string words = std::string{since_word(status)} + ' ' + diagnosis.since->package + ' ' +
                      (diagnosis.since->version.empty() ? "is not installed any more" : diagnosis.since->version);
  if (diagnosis.works_until)
    words += " (worked until " + *diagnosis.works_until + ')';
  return words;
}

std::string totals_words(const Report& report, Status except) {
  std::vector<std::string> parts;
  for (const Status status : kStatuses)
    if (const int found = count(report, status); found > 0 && status != except)
      parts.push_back(std::to_string(found) + ' ' + std::string{to_string(status)});
  return join(parts, ", ");
}

int count_weight(const Report& report, std::string_view wanted) {
  return static_cast<int>(
      std::ranges::count_if(report.findings, [&](const Finding& finding) { return weight(finding.status) == wanted; }));
}

std::string gate_words(const Gate& gate) {
  const std::string verdict = gate.exit == 0 ? "pass" : gate.exit == 3 ? "could not check" : "fail";
  if (gate.reason.empty())
    return gate.exit == 0 ? verdict : verdict + ": exit code " + std::to_string(gate.exit);
  // A gate that is switched off says what it would have said.
  const bool says_it_itself = gate.reason.starts_with(verdict) || gate.reason.starts_with("would fail");
  return says_it_itself ? gate.reason : verdict + ": " + gate.reason;
}

bool is_other_language(const Finding& finding) {
  return finding.status == Status::skipped && !finding.language.starts_with("python");
}

std::vector<Noticed> noticed_in_working(const Report& report) {
  std::map<std::string_view, Noticed> by_code;
  for (const Finding& finding : report.findings) {
    if (weight(finding.status) != "pass")
      continue;
    for (const Diagnosis& diagnosis : finding.diagnoses) {
      if (diagnosis.code.starts_with("SC9"))
        continue;  // what is wrong with a directive is told with its document
      Noticed& noticed = by_code[diagnosis.code];
      if (noticed.example == nullptr)
        noticed.example = &diagnosis;
      if (noticed.findings.empty() || noticed.findings.back() != &finding)
        noticed.findings.push_back(&finding);
    }
  }
  std::vector<Noticed> all;
  for (auto& [code, noticed] : by_code)
    all.push_back(std::move(noticed));
  return all;
}

std::vector<const EnvironmentInfo*> not_ready(const Report& report) {
  std::vector<const EnvironmentInfo*> late;
  for (const EnvironmentInfo& environment : report.environments)
    if (environment.status != "ready")
      late.push_back(&environment);
  return late;
}

std::vector<const Finding*> failures_first(const Report& report) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : report.findings)
    findings.push_back(&finding);
  std::ranges::stable_sort(findings, {}, [](const Finding* finding) { return rank(*finding); });
  return findings;
}

}  // namespace snipcheck
