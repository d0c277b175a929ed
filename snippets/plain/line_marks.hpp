#pragma once
/// What pages and mails did to lines: `> ` before them, numbers in the margin, spaces that are no plain ones.
#include "snippets/format.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The lines of a text as somebody typed them. Keeps views of the lines.
class UnmarkedLines {
 public:
  explicit UnmarkedLines(std::span<const std::string_view> lines);

  [[nodiscard]] std::span<const std::string_view> lines() const { return text_.empty() ? document_ : text_; }
  /// Gives a block that was found among lines() its columns in the document. Numbers and odd spaces are put back, since a reader
  /// would copy them; marks of quotation are not.
  void restore(CodeBlock& block) const;

 private:
  void plain_spaces();
  void take_off_quotes();
  void take_off_numbers(std::size_t first, std::size_t end);

  std::span<const std::string_view> document_;
  std::vector<std::string_view> text_;        ///< Empty when no line is marked.
  std::vector<bool> numbered_;                ///< Parallel to the lines.
  std::map<std::size_t, std::string> plain_;  ///< Lines that had odd spaces, by their index.
};

}  // namespace snipcheck
