#include "snippets/places.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

/// Lines of the document shown before and after a snippet.
constexpr int kAround = 3;

}  // namespace

Place Places::of(int line) const {
  if (line < 1)
    return {};
  const Place place = static_cast<std::size_t>(line) > lines_.size() ? Place{line} : lines_[static_cast<std::size_t>(line) - 1];
  return {place.line + first_line_ - 1, place.column};
}

void place(Snippet& snippet, const Places& places, std::span<const std::string_view> lines) {
  const int last = std::min(static_cast<int>(lines.size()), snippet.end_line + kAround);
  for (int line = std::max(1, snippet.start_line - kAround); line <= last; ++line) {
    snippet.around.lines.emplace_back(lines[static_cast<std::size_t>(line) - 1]);
    snippet.around.numbers.push_back(places.of(line).line);
  }
  std::vector<int> document_lines = snippet.lines.lines();
  for (std::size_t i = 0; i < document_lines.size(); ++i) {
    const Place there = places.of(document_lines[i]);
    snippet.shift[i] += there.column - 1;
    document_lines[i] = there.line;
  }
  snippet.lines = LineMap{std::move(document_lines)};
  snippet.start_column += places.of(snippet.start_line).column - 1;
  snippet.start_line = places.of(snippet.start_line).line;
  snippet.end_line = places.of(snippet.end_line).line;
  if (snippet.question)
    snippet.question->line = places.of(snippet.question->line).line;
  for (Remark& remark : snippet.remarks)
    remark.line = places.of(remark.line).line;
}

}  // namespace snipcheck
