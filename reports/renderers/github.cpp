#include "reports/escape.hpp"
#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <string>

#include <fmt/format.h>

namespace snipcheck::renderer {
namespace {

constexpr int kShownOfAKind = 10;  ///< GitHub drops further annotations of a step without a word.
constexpr std::size_t kLongestMessage = 600;

/// The data of a workflow command; control characters are gone already.
std::string escaped(std::string_view text) { return replace_all(one_line(text, kLongestMessage), "%", "%25"); }

/// A property of one: commas and colons divide properties.
std::string property(std::string_view text) { return replace_all(replace_all(escaped(text), ":", "%3A"), ",", "%2C"); }

std::string annotation(std::string_view kind, const Finding& finding) {
  const Diagnosis* first = lead(finding);
  const std::string code = first == nullptr ? "" : ' ' + first->code;
  std::string message{title(finding)};
  if (first != nullptr && first->message != first->title && !first->message.empty())
    message += ". " + first->message;
  if (first != nullptr && first->since)
    message += (message.ends_with('.') ? " " : "; ") + since_words(finding.status, *first);
  return fmt::format("::{} file={},line={},endLine={},col={},title={}::{}\n", kind, property(finding.document), line_of(finding),
                     line_of(finding), first != nullptr && first->column > 0 ? first->column : 1,
                     property(std::string{to_string(finding.status)} + code), escaped(message));
}

std::string annotation(const DocumentInfo& document, const DocumentRemark& remark) {
  return fmt::format("::warning file={},line={},title={}::{}\n", property(document.path), std::max(remark.line, 1),
                     property(remark.code), escaped(remark.message));
}

void render(const Report& report, const Look&, std::ostream& out) {
  std::map<std::string_view, int> written;
  int left_out = 0;
  for (const Finding* finding : failures_first(report)) {
    const std::string_view heavy = weight(finding->status);
    const bool fails = heavy == "fail" || finding->status == Status::error;
    if (!fails && heavy != "warn")
      continue;
    const std::string_view kind = fails ? "error" : "warning";
    if (++written[kind] <= kShownOfAKind)
      out << annotation(kind, *finding);
    else
      ++left_out;
  }
  for (const DocumentInfo& document : report.documents)
    for (const DocumentRemark& remark : document.remarks)
      if (++written["warning"] <= kShownOfAKind)
        out << annotation(document, remark);
      else
        ++left_out;
  if (left_out > 0)
    out << fmt::format("::notice title=snipcheck::{} more findings are in the report\n", left_out);
}

}  // namespace

/// Annotations on the lines of a pull request, as GitHub Actions reads them from standard output.
extern constinit const Renderer github{.name = "github", .extension = ".txt", .render = render};

}  // namespace snipcheck::renderer
