#include "reports/renderers/text/summary.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/text/paint.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck::terminal {
namespace {

std::string checked_line(const Report& report) {
  const auto others = static_cast<std::size_t>(std::ranges::count_if(report.findings, is_other_language));
  const auto skipped = static_cast<std::size_t>(count(report, Status::skipped)) - others;
  const std::size_t checked = report.findings.size() - others - skipped;
  std::string line = "checked " + counted(checked, "snippet") + " in " + counted(report.environments.size(), "environment");
  if (const std::string totals = totals_words(report); !totals.empty())
    line += ": " + totals;
  if (skipped > 0)
    line += "; " + std::to_string(skipped) + " skipped";
  if (others > 0)
    line += "; " + counted(others, "other block");
  return line + '\n';
}

std::string isolation_line(const Report& report, const Paint& paint) {
  if (report.isolation.empty() || report.isolation == "full")
    return {};
  if (report.isolation == "basic")
    return paint.status(Status::deprecated, "isolation is basic, not full") +
           ": rules instead of namespaces; snipcheck doctor says what they leave open, and what full isolation needs\n";
  return paint.status(Status::error, "ISOLATION IS NOT FULL") + ": snippets ran with isolation \"" + one_line(report.isolation) +
         "\"; run only documents that you trust\n";
}

std::string differences_line(const Report& report) {
  std::size_t different = 0;
  for (const Finding& finding : report.findings)
    different += static_cast<std::size_t>(std::ranges::count_if(finding.outcomes, &Outcome::differs_warm));
  return different == 0 ? ""
                        : counted(different, "run") + " came out differently in an interpreter of its own: that result counts\n";
}

std::string gate_line(const Report& report, const Paint& paint) {
  const std::string words = one_line(gate_words(report.gate));
  const bool pass = report.gate.exit == 0 && words.starts_with("pass");
  return "gate: " + (pass ? paint.good(words) : paint.status(Status::broken, words)) + '\n';
}

constexpr std::size_t kMostPlaces = 5;

/// " (a.md:4, a.md:11 and 7 more)"
std::string places(const Noticed& noticed) {
  const std::size_t shown = std::min(noticed.findings.size(), kMostPlaces);
  std::string out = " (";
  for (std::size_t i = 0; i < shown; ++i)
    out += (i > 0 ? ", " : "") + one_line(place(*noticed.findings[i]));
  const std::size_t left = noticed.findings.size() - shown;
  return out + (left > 0 ? " and " + std::to_string(left) + " more)" : ")");
}

}  // namespace

std::string summary(const Report& report, const Look& look) {
  const Paint paint{look.colour};
  if (look.quiet)
    return isolation_line(report, paint) + gate_line(report, paint);
  std::string out = checked_line(report);
  for (const EnvironmentInfo* late : not_ready(report))
    out += paint.status(Status::error, "environment " + one_line(late->name) + ' ' + one_line(late->status)) +
           (late->reason.empty() ? "" : ": " + one_line(late->reason, 300)) + '\n';
  for (const Noticed& noticed : noticed_in_working(report))
    out += "also noticed in " + counted(noticed.findings.size(), "snippet that works", "snippets that work") + ": [" +
           one_line(noticed.example->code) + "] " + one_line(noticed.example->title, 200) + places(noticed) + '\n';
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      out += one_line(place(document, remark)) + ": " + paint.status(Status::deprecated, '[' + one_line(remark.code) + ']') +
             ' ' + one_line(remark.message, 300) + '\n';
  for (const DocumentInfo& document : report.documents)
    for (const std::string& note : document.notes)
      out += one_line(document.path) + ": " + one_line(note, 300) + '\n';
  return out + differences_line(report) + isolation_line(report, paint) + gate_line(report, paint);
}

}  // namespace snipcheck::terminal
