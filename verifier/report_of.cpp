#include "verifier/report_of.hpp"

#include "support/text.hpp"
#include "verifier/rule.hpp"
#include "verifier/version.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

Excerpt excerpt_of(const Surroundings& around) {
  Excerpt out{.start = around.numbers.empty() ? 0 : around.numbers.front()};
  for (const std::string& line : around.lines)
    out.lines.push_back(escape_invalid_utf8(line));
  if (!around.columns.empty()) {
    out.numbers = around.numbers;
    out.columns = around.columns;
  }
  return out;
}

/// An environment that was left out of the matrix still has its cell in every row.
void fill_row(Finding& finding, const std::vector<EnvironmentInfo>& environments) {
  if (finding.status == Status::skipped)
    return;
  std::vector<Outcome> row;
  for (const EnvironmentInfo& one : environments) {
    const auto there = std::ranges::find(finding.outcomes, one.name, &Outcome::environment);
    row.push_back(there != finding.outcomes.end()
                      ? *there
                      : Outcome{.environment = one.name, .kind = OutcomeKind::unavailable, .message = one.reason});
  }
  finding.outcomes = std::move(row);
}

}  // namespace

Report report_of(const Config& config, Reading reading, Work work, std::vector<EnvironmentInfo> environments) {
  Report report{.version = std::string{kVersion},
                .isolation = config.isolation,
                .environments = std::move(environments),
                .documents = std::move(reading.documents),
                .command = config.command};
  const auto tell_rule = [&](const std::string& code) {
    if (const Rule* rule = find_rule(code))
      report.rules[code] = {std::string{rule->title}, std::string{rule->text}};
  };
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      tell_rule(remark.code);
  for (std::size_t i = 0; i < reading.snippets.size(); ++i) {
    if (!work.findings[i])
      continue;
    Finding& finding = *work.findings[i];
    finding.excerpt = excerpt_of(reading.snippets[i].around);
    fill_row(finding, report.environments);
    for (const Diagnosis& diagnosis : finding.diagnoses)
      tell_rule(diagnosis.code);
    report.findings.push_back(std::move(finding));
  }
  return report;
}

}  // namespace snipcheck
