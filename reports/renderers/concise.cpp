#include "reports/escape.hpp"
#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

namespace snipcheck::renderer {
namespace {

constexpr std::size_t kLongestMessage = 300;

/// " [2023, 2026]": where it went wrong.
std::string where(const Finding& finding) {
  std::vector<std::string> names;
  for (const Outcome& outcome : finding.outcomes)
    if (is_worth_naming(outcome))
      names.push_back(one_line(outcome.environment));
  return names.empty() ? "" : " [" + join(names, ", ") + ']';
}

/// `path:line:column: status[CODE] message [2023, 2026]`, one line a finding; the shape is stable, for editors and matchers.
void render(const Report& report, const Look& look, std::ostream& out) {
  for (const Finding* finding : failures_first(report)) {
    const std::string_view heavy = weight(finding->status);
    if (!look.verbose && heavy != "fail" && heavy != "warn" && finding->status != Status::error)
      continue;
    const Diagnosis* first = lead(*finding);
    const int column = first != nullptr && first->line > 0 && first->column > 0 ? first->column : 1;
    out << one_line(place(*finding)) << ':' << column << ": " << to_string(finding->status);
    if (first != nullptr)
      out << '[' << one_line(first->code) << ']';
    out << ' ' << one_line(title(*finding), kLongestMessage) << where(*finding) << '\n';
  }
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      out << one_line(document.path) << ':' << std::max(remark.line, 1) << ":1: warning[" << one_line(remark.code) << "] "
          << one_line(remark.message, kLongestMessage) << '\n';
}

}  // namespace

/// One line per finding, for editors, grep and problem matchers.
extern constinit const Renderer concise{.name = "concise", .extension = ".txt", .render = render};

}  // namespace snipcheck::renderer
