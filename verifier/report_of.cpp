#include "verifier/report_of.hpp"

#include "support/text.hpp"
#include "verifier/rule.hpp"
#include "verifier/version.hpp"

#include <algorithm>
#include <set>

namespace snipcheck {
namespace {

/// Lines of the document shown before and after a snippet.
constexpr int kAround = 3;

Excerpt excerpt_of(const std::vector<std::string_view>& lines, const Finding& finding) {
  const int first = std::max(1, finding.start_line - kAround);
  const int last = std::min(static_cast<int>(lines.size()), finding.end_line + kAround);
  Excerpt out{.start = first};
  for (int line = first; line <= last; ++line)
    out.lines.push_back(escape_invalid_utf8(lines[static_cast<std::size_t>(line) - 1]));
  return out;
}

DocumentInfo info_of(const Document& document, std::size_t lines, const std::vector<Snippet>& snippets) {
  DocumentInfo out{.path = document.path, .lines = static_cast<int>(lines)};
  std::set<int> questions;
  for (const Snippet& snippet : snippets) {
    if (snippet.document != document.path)
      continue;
    ++out.snippets;
    if (snippet.question)
      questions.insert(snippet.question->line);
  }
  out.questions = static_cast<int>(questions.size());
  if (out.snippets == 0)
    out.notes.emplace_back("no code");
  if (!document.was_utf8)
    out.notes.emplace_back("not UTF-8: read as UTF-16 or Windows-1252");
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

Report report_of(const Config& config, const std::vector<Document>& documents, const std::vector<Snippet>& snippets, Work work,
                 std::vector<EnvironmentInfo> environments) {
  Report report{.version = std::string{kVersion},
                .isolation = config.isolation,
                .environments = std::move(environments),
                .command = config.command};
  for (const Document& document : documents) {
    const std::vector<std::string_view> lines = split_lines(document.text);
    report.documents.push_back(info_of(document, lines.size(), snippets));
    for (std::size_t i = 0; i < snippets.size(); ++i) {
      if (snippets[i].document != document.path || !work.findings[i])
        continue;
      Finding& finding = *work.findings[i];
      finding.excerpt = excerpt_of(lines, finding);
      fill_row(finding, report.environments);
      for (const Diagnosis& diagnosis : finding.diagnoses)
        if (const Rule* rule = find_rule(diagnosis.code))
          report.rules[diagnosis.code] = {std::string{rule->title}, std::string{rule->text}};
      report.findings.push_back(std::move(finding));
    }
  }
  return report;
}

}  // namespace snipcheck
