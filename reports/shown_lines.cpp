#include "reports/shown_lines.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cstdint>

namespace snipcheck {
namespace {

/// The reason stands on the first line only.
void append_assumption(std::vector<ShownLine>& lines, const Assumption& assumption) {
  std::string_view reason = assumption.reason;
  for (const std::string_view line : split_lines(assumption.code)) {
    lines.push_back({.kind = ShownLine::Kind::assumed, .number = assumption.before, .text = line, .reason = reason});
    reason = {};
  }
}

ShownLine document_line(const Finding& finding, int number, std::string_view text) {
  ShownLine line{.number = number, .text = text};
  const bool inside = finding.start_line <= number && number <= finding.end_line;
  line.kind = inside ? ShownLine::Kind::code : ShownLine::Kind::prose;
  for (const Diagnosis& diagnosis : finding.diagnoses) {
    if (diagnosis.line != number)
      continue;
    line.kind = ShownLine::Kind::hit;
    if (diagnosis.column > 0)
      line.marks.push_back(&diagnosis);
  }
  std::ranges::stable_sort(line.marks, {}, &Diagnosis::column);
  return line;
}

}  // namespace

std::vector<ShownLine> shown_lines(const Finding& finding) {
  const int first = finding.excerpt.start;
  const int after_last = first + static_cast<int>(finding.excerpt.lines.size());
  std::vector<ShownLine> lines;
  for (int number = first; number < after_last; ++number) {
    for (const Assumption& assumption : finding.assumed)
      if (assumption.before == number || (number == first && assumption.before < first))
        append_assumption(lines, assumption);
    lines.push_back(document_line(finding, number, finding.excerpt.lines[static_cast<std::size_t>(number - first)]));
  }
  for (const Assumption& assumption : finding.assumed)
    if (assumption.before >= after_last)
      append_assumption(lines, assumption);
  return lines;
}

std::size_t byte_of_column(std::string_view line, int column) {
  int seen = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool starts = (static_cast<std::uint8_t>(line[i]) & 0xC0U) != 0x80;
    if (starts && ++seen == column)
      return i;
  }
  return line.size();
}

}  // namespace snipcheck
