#pragma once
/// From the lines of what a reader sees to the lines of the file.
#include "snippets/format.hpp"
#include "snippets/snippet.hpp"

#include <span>
#include <string_view>

namespace snipcheck {

class Places {
 public:
  /// `lines` as Outline::places; empty: every line stands for itself. `first_line` is the file's line of the document's first.
  /// Keeps a view of `lines`.
  Places(std::span<const Place> lines, int first_line) : lines_(lines), first_line_(first_line) {}
  /// Of a line of the text, from 1; of 0 (none) {0, 1}.
  [[nodiscard]] Place of(int line) const;

 private:
  std::span<const Place> lines_;
  int first_line_;
};

/// Moves everything that `snippet` says of lines and columns from the text to the file, and shows it what stands around it.
/// `lines` are those of the text.
void place(Snippet& snippet, const Places& places, std::span<const std::string_view> lines);

}  // namespace snipcheck
