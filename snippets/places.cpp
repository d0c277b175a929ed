#include "snippets/places.hpp"

#include "support/text.hpp"

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
  return {place.line + first_.line - 1, place.column + (place.line == 1 ? first_.column - 1 : 0)};
}

namespace {

/// What stands around a snippet that has its places already. Of a document that only encodes it, its own lines are those of its
/// code, and a line of text that shares a line of the file with it is left out.
void place_surroundings(Snippet& snippet, const Places& places, std::span<const std::string_view> lines, int first, int last) {
  const auto add = [&](int line) {
    snippet.around.lines.emplace_back(lines[static_cast<std::size_t>(line) - 1]);
    snippet.around.numbers.push_back(places.of(line).line);
    if (places.encoded())
      snippet.around.columns.push_back(places.of(line).column);
  };
  const auto add_around = [&](int line) {
    const int there = places.of(line).line;
    if (!places.encoded() || there < snippet.start_line || there > snippet.end_line)
      add(line);
  };
  const int end = std::min(static_cast<int>(lines.size()), last + kAround);
  for (int line = std::max(1, first - kAround); line < first; ++line)
    add_around(line);
  if (places.encoded()) {
    const auto code = split_lines(snippet.code);
    for (std::size_t i = 0; i < code.size(); ++i) {
      snippet.around.lines.emplace_back(code[i]);
      snippet.around.numbers.push_back(snippet.lines.lines()[i]);
      snippet.around.columns.push_back(snippet.shift[i] + 1);
    }
  }
  for (int line = first; line <= last && !places.encoded(); ++line)
    add(line);
  for (int line = last + 1; line <= end; ++line)
    add_around(line);
}

}  // namespace

void place(Snippet& snippet, const Places& places, std::span<const std::string_view> lines) {
  const int first = snippet.start_line, last = snippet.end_line;
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
  place_surroundings(snippet, places, lines, first, last);
}

}  // namespace snipcheck
