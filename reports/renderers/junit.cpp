#include "reports/escape.hpp"
#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <ostream>
#include <string>

#include <fmt/format.h>

namespace snipcheck::renderer {
namespace {

constexpr std::size_t kLongestMessage = 300;
constexpr std::size_t kLongestText = 4000;  ///< Bytes in a failure: CI servers cut or refuse large files.

/// One snippet in one environment.
struct Case {
  const Finding* finding = nullptr;
  const Outcome* outcome = nullptr;  ///< nullptr: none in this environment.
  enum class Result { passed, failed, errored, skipped } result = Result::passed;
};

/// A failing finding fails where its runs went wrong; where every run looked well (a call that is silently ignored), in the
/// newest environment.
bool fails_in(const Finding& finding, const Outcome* outcome, bool newest) {
  const bool somewhere =
      std::ranges::any_of(finding.outcomes, [](const Outcome& each) { return !passed(each) && is_worth_naming(each); });
  return somewhere ? outcome != nullptr && !passed(*outcome) && is_worth_naming(*outcome) : newest;
}

Case case_of(const Finding& finding, const Outcome* outcome, bool newest) {
  using Result = Case::Result;
  const std::string_view heavy = weight(finding.status);
  const bool ours =
      outcome == nullptr || outcome->kind == OutcomeKind::unavailable || outcome->kind == OutcomeKind::sandbox_error;
  Result result = Result::passed;
  const bool not_asked = outcome != nullptr && outcome->kind == OutcomeKind::not_asked;
  if (not_asked || finding.status == Status::skipped || finding.status == Status::incomplete ||
      finding.status == Status::unverified)
    result = Result::skipped;
  else if (ours || (finding.status == Status::error && newest))
    result = Result::errored;
  else if (heavy == "fail" && fails_in(finding, outcome, newest))
    result = Result::failed;
  return {.finding = &finding, .outcome = outcome, .result = result};
}

std::vector<Case> cases_of(const Report& report, const EnvironmentInfo& environment) {
  const bool newest = &environment == &report.environments.back();
  std::vector<Case> cases;
  for (const Finding& finding : report.findings) {
    const auto found = std::ranges::find(finding.outcomes, environment.name, &Outcome::environment);
    cases.push_back(case_of(finding, found == finding.outcomes.end() ? nullptr : &*found, newest));
  }
  return cases;
}

/// GitLab reads [[ATTACHMENT|path]] in a text as a file to show.
std::string text(std::string_view told) { return html(replace_all(std::string{told.substr(0, kLongestText)}, "[[", "[ [")); }

std::string failure_text(const Case& each) {
  std::string words = place(*each.finding) + '\n';
  for (const Diagnosis& diagnosis : each.finding->diagnoses) {
    words += diagnosis.code + ": " + diagnosis.title + '\n' + diagnosis.message + '\n';
    if (const std::string since = since_words(each.finding->status, diagnosis); !since.empty())
      words += since + '\n';
    if (diagnosis.instead)
      words += "instead:\n" + *diagnosis.instead + '\n';
  }
  return each.outcome == nullptr ? words : words + each.outcome->error_type + ": " + each.outcome->message + '\n';
}

std::string body(const Case& each) {
  const Finding& finding = *each.finding;
  const std::string message = text(one_line(title(finding), kLongestMessage));
  const Diagnosis* first = lead(finding);
  const std::string type = html(one_line(first == nullptr ? to_string(finding.status) : std::string_view{first->code}, 60));
  switch (each.result) {
    case Case::Result::passed: return {};
    case Case::Result::failed:
      return fmt::format(R"(<failure type="{}" message="{}">{}</failure>)", type, message, text(failure_text(each)));
    case Case::Result::errored: return fmt::format(R"(<error type="{}" message="{}"/>)", type, message);
    case Case::Result::skipped:
      if (each.outcome != nullptr && each.outcome->kind == OutcomeKind::not_asked)
        return fmt::format(R"(<skipped message="not asked for: {}"/>)", text(one_line(each.outcome->message, kLongestMessage)));
      return fmt::format(R"(<skipped message="{}: {}"/>)", to_string(finding.status), message);
  }
  return {};
}

void write_case(const Case& each, const EnvironmentInfo& environment, std::ostream& out) {
  const Finding& finding = *each.finding;
  const int milliseconds = each.outcome == nullptr ? 0 : std::max(each.outcome->milliseconds, 0);
  // The id makes the name unique and keeps it when lines above the snippet come and go.
  out << fmt::format(R"(  <testcase classname="{0}" name="{0}#{1} [{2}]" file="{0}" time="{3:.3f}">)",
                     html(one_line(finding.document)), html(one_line(finding.id)), html(one_line(environment.name)),
                     milliseconds / 1000.0)
      << body(each) << "</testcase>\n";
}

std::string numbers(const std::vector<Case>& cases) {
  const auto count = [&](Case::Result result) { return std::ranges::count(cases, result, &Case::result); };
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", cases.size(), count(Case::Result::failed),
                     count(Case::Result::errored), count(Case::Result::skipped));
}

/// Remarks on documents belong to no case: they are what the last suite printed.
void write_remarks(const Report& report, std::ostream& out) {
  if (count_remarks(report) == 0)
    return;
  out << "  <system-out>";
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      out << text(one_line(place(document, remark)) + ": [" + one_line(remark.code) + "] " +
                  one_line(remark.message, kLongestMessage))
          << '\n';
  out << "</system-out>\n";
}

void render(const Report& report, const Look&, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"snipcheck\">\n";
  for (const EnvironmentInfo& environment : report.environments) {
    const std::vector<Case> cases = cases_of(report, environment);
    out << fmt::format(" <testsuite name=\"{}\" {}>\n",
                       html(one_line("Flask " + environment.flask + " (" + environment.name + ')')), numbers(cases));
    for (const Case& each : cases)
      write_case(each, environment, out);
    if (&environment == &report.environments.back())
      write_remarks(report, out);
    out << " </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace

/// JUnit XML for CI servers: a suite an environment, a case a snippet.
extern constinit const Renderer junit{.name = "junit", .extension = ".xml", .render = render};

}  // namespace snipcheck::renderer
