#include "reports/escape.hpp"
#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <ostream>
#include <string>
#include <string_view>

namespace snipcheck::renderer {
namespace {

constexpr std::size_t kMostRows = 500;  ///< Keeps a summary far below the million bytes that GitHub takes.
constexpr std::size_t kLongestTitle = 160;

/// Text in a cell of a table: nothing in it is markup, a mention or a link.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : one_line(text, kLongestTitle)) {
    if (std::string_view{"\\`*_{}[]()#+-!|~@:"}.find(c) != std::string_view::npos)
      out += '\\';
    out += c;
  }
  return html(out);
}

std::string row(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  std::string failing;
  for (const Outcome& outcome : finding.outcomes)
    if (is_worth_naming(outcome))
      failing += (failing.empty() ? "" : ", ") + outcome.environment + ' ' + outcome_word(outcome);
  return "| " + cell(place(finding)) + " | " + std::string{to_string(finding.status)} + " | " +
         cell(first == nullptr ? "" : first->code) + " | " + cell(title(finding)) + " | " +
         cell(first == nullptr ? "" : since_words(finding.status, *first)) + " | " + cell(failing) + " |\n";
}

std::string row(const DocumentInfo& document, const DocumentRemark& remark) {
  return "| " + cell(place(document, remark)) + " | | " + cell(remark.code) + " | " + cell(remark.message) + " | | |\n";
}

void render(const Report& report, const Look&, std::ostream& out) {
  out << "## snipcheck: " << cell(gate_words(report.gate)) << "\n\n" << cell(totals_words(report)) << "\n\n";
  if (!report.isolation.empty() && report.isolation != "full")
    out << "Isolation was " << cell(report.isolation) << ", not full\n\n";
  for (const EnvironmentInfo* late : not_ready(report))
    out << "Environment " << cell(late->name) << " did not run: " << cell(late->reason) << "\n\n";
  std::size_t rows = 0, left_out = 0;
  const auto add = [&](const std::string& line) {
    if (rows == 0)
      out << "| where | status | code | what | since | goes wrong in |\n|---|---|---|---|---|---|\n";
    if (++rows <= kMostRows)
      out << line;
    else
      ++left_out;
  };
  for (const Finding* finding : failures_first(report)) {
    const std::string_view heavy = weight(finding->status);
    if (heavy != "fail" && heavy != "warn" && finding->status != Status::error)
      continue;
    add(row(*finding));
  }
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      add(row(document, remark));
  if (left_out > 0)
    out << "\n" << counted(left_out, "more finding") << " in the full report\n";
}

}  // namespace

/// GitHub-flavoured Markdown: a job's summary, a comment.
extern constinit const Renderer markdown{.name = "markdown", .extension = ".md", .render = render};

}  // namespace snipcheck::renderer
