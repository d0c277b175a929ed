#include "reports/shown_lines.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cstdint>

namespace snipcheck {
namespace {

/// The reason stands on the first line only.
void append_assumption(std::vector<ShownLine>& lines, const Assumption& assumption, int position) {
  std::string_view reason = assumption.reason;
  for (const std::string_view line : split_lines(assumption.code)) {
    lines.push_back(
        {.kind = ShownLine::Kind::assumed, .number = assumption.before, .position = position, .text = line, .reason = reason});
    reason = {};
  }
}

ShownLine document_line(const Finding& finding, int position) {
  ShownLine line = shown_line_at(finding.excerpt, position);
  const bool inside = finding.start_line <= line.number && line.number <= finding.end_line;
  line.kind = inside ? ShownLine::Kind::code : ShownLine::Kind::prose;
  for (const Diagnosis& diagnosis : finding.diagnoses) {
    if (diagnosis.line != line.number || position_in(finding.excerpt, diagnosis.line, diagnosis.column) != position)
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
  const auto size = static_cast<int>(finding.excerpt.lines.size());
  std::vector<ShownLine> lines;
  const auto append_assumed = [&](auto stands_here) {
    for (const Assumption& assumption : finding.assumed)
      if (const int position = position_in(finding.excerpt, assumption.before); stands_here(position))
        append_assumption(lines, assumption, position);
  };
  for (int position = 0; position < size; ++position) {
    append_assumed([&](int before) { return before == position || (position == 0 && before < 0); });
    lines.push_back(document_line(finding, position));
  }
  append_assumed([&](int before) { return before >= size; });
  return lines;
}

ShownLine shown_line_at(const Excerpt& excerpt, int position) {
  const auto index = static_cast<std::size_t>(position);
  return {.number = line_at(excerpt, position),
          .position = position,
          .column = excerpt.columns.empty() ? 1 : excerpt.columns.at(index),
          .text = excerpt.lines.at(index)};
}

std::pair<std::size_t, std::size_t> bytes_of(const ShownLine& line, const Diagnosis& mark) {
  const int end_column = std::max(mark.end_column, mark.column + 1);
  const std::size_t begin = byte_of_column(line.text, mark.column - line.column + 1);
  return {begin, std::max(begin, byte_of_column(line.text, end_column - line.column + 1))};
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
