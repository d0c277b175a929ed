#include "snippets/places.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

/// Lines of the document shown before and after a snippet.
constexpr int kAround = 3;

/// Of a longer line only so many code points are shown, those around the snippet's column; of one with code as many more as
/// its longest line has.
constexpr std::size_t kMostShown = 400;
constexpr std::size_t kMostCode = 4'000;

/// A piece of a line and the column, from 1, at which it begins.
struct Shown {
  std::string_view text;
  int column = 1;
};

/// What is shown of a line: all of it, or `width` code points with `column` in the middle.
Shown shown_of(std::string_view line, std::size_t column, std::size_t width, Ruler& ruler) {
  if (line.size() <= width)
    return {line};
  const std::size_t first = column > width / 2 ? column - 1 - width / 2 : 0;
  const std::size_t begin = ruler.end_of(line, first);
  if (begin == line.size())
    return {line.substr(0, ruler.end_of(line, width))};
  return {line.substr(begin, ruler.end_of(line, first + width) - begin), static_cast<int>(first) + 1};
}

}  // namespace

std::size_t Ruler::end_of(std::string_view line, std::size_t count) {
  constexpr std::size_t kStep = 4'096;
  if (line.data() != line_.data() || line.size() != line_.size()) {
    line_ = line;
    counted_.assign(1, 0);
    for (std::size_t at = 0; at < line.size(); at += kStep)
      counted_.push_back(counted_.back() + static_cast<std::size_t>(code_points(line.substr(at, kStep))));
  }
  const auto block = static_cast<std::size_t>(std::ranges::upper_bound(counted_, count) - counted_.begin()) - 1;
  count -= counted_[block];
  for (std::size_t at = block * kStep; at < line.size(); ++at)
    if ((static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U && count-- == 0)
      return at;
  return line.size();
}

Place Places::of(int line) const {
  if (line < 1)
    return {};
  const Place place = static_cast<std::size_t>(line) > lines_.size() ? Place{line} : lines_[static_cast<std::size_t>(line) - 1];
  return {place.line + first_.line - 1, place.column + (place.line == 1 ? first_.column - 1 : 0)};
}

namespace {

/// What stands around a snippet that has its places already. Of a document that only encodes it, its own lines are those of its
/// code, and a line of text that shares a line of the file with it is left out.
void place_surroundings(Snippet& snippet, const Places& places, std::span<const std::string_view> lines, int first, int last,
                        int column, Ruler& ruler) {
  const auto code = split_lines(snippet.code);
  std::size_t longest = 0;
  for (const std::string_view line : code)
    longest = std::max(longest, std::min(line.size(), kMostCode));
  bool moved = places.encoded();  // whether some line does not begin where its number says
  const auto add = [&](int line) {
    const std::size_t width = kMostShown + (line >= first && line <= last ? longest : 0);
    const Shown shown =
        shown_of(lines[static_cast<std::size_t>(line) - 1], static_cast<std::size_t>(std::max(column, 1)), width, ruler);
    snippet.around.lines.emplace_back(shown.text);
    snippet.around.numbers.push_back(places.of(line).line);
    snippet.around.columns.push_back(places.of(line).column + shown.column - 1);
    moved |= shown.column > 1;
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
  if (!moved)
    snippet.around.columns.clear();
  snippet.around.columns.shrink_to_fit();
}

}  // namespace

void place(Snippet& snippet, const Places& places, std::span<const std::string_view> lines, Ruler& ruler) {
  const int first = snippet.start_line, last = snippet.end_line, column = snippet.start_column;
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
  place_surroundings(snippet, places, lines, first, last, column, ruler);
}

}  // namespace snipcheck
