#pragma once
/// Which line of the document each line of a snippet's code came from; kept true through dedent, repair and stitching.
#include <vector>

namespace snipcheck {

class LineMap {
 public:
  LineMap() = default;
  /// `lines[i]` is the document line (1-based) of code line i + 1.
  explicit LineMap(std::vector<int> lines) : lines_(std::move(lines)) {}
  /// Lines `first`, `first` + 1, ... : `count` of them.
  static LineMap from(int first, int count) {
    std::vector<int> lines;
    for (int i = 0; i < count; ++i)
      lines.push_back(first + i);
    return LineMap{std::move(lines)};
  }

  /// The document line of a 1-based code line; lines before the first or after the last stand for the nearest one.
  /// 0 when the map is empty.
  [[nodiscard]] int document_line(int code_line) const {
    if (lines_.empty())
      return 0;
    if (code_line < 1)
      return lines_.front();
    const auto index = static_cast<std::size_t>(code_line - 1);
    return index < lines_.size() ? lines_[index] : lines_.back();
  }
  [[nodiscard]] const std::vector<int>& lines() const { return lines_; }

 private:
  std::vector<int> lines_;
};

}  // namespace snipcheck
