#pragma once
/// From the lines of what a reader sees to the lines of the file.
#include "snippets/format.hpp"
#include "snippets/snippet.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

class Places {
 public:
  /// `lines` as Outline::places; empty: every line stands for itself. `first` is where the document begins in its file.
  /// Keeps a view of `lines`.
  Places(std::span<const Place> lines, Place first) : lines_(lines), first_(first) {}
  /// Of a line of the text, from 1; of 0 (none) {0, 1}.
  [[nodiscard]] Place of(int line) const;
  /// Whether the text is not what the file says byte for byte.
  [[nodiscard]] bool encoded() const { return !lines_.empty(); }

 private:
  std::span<const Place> lines_;
  Place first_;
};

/// Finds code points in the lines of one text, which may be a single long line with everything on it.
class Ruler {
 public:
  /// Where in the line, in bytes, that many code points end; its end when it has fewer. Counts a line anew only after another.
  std::size_t end_of(std::string_view line, std::size_t count);

 private:
  std::string_view line_;
  std::vector<std::size_t> counted_;  ///< Code points before each block of bytes.
};

/// Moves everything that `snippet` says of lines and columns from the text to the file, and shows it what stands around it.
/// `lines` are those of the text; `ruler` is kept from one of its snippets to the next.
void place(Snippet& snippet, const Places& places, std::span<const std::string_view> lines, Ruler& ruler);

}  // namespace snipcheck
