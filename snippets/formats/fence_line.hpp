#pragma once
/// One line of Markdown with a fence in it.
#include <optional>
#include <string_view>

namespace snipcheck {

/// A line that could open or close a fence.
struct FenceLine {
  char mark = 0;           ///< '`', '~', or ':' of a MyST directive that holds code.
  std::size_t length = 0;  ///< Of the run of marks; at least 3.
  std::string_view info;   ///< What stands behind it, trimmed.
  std::size_t quotes = 0;  ///< `>` before it.
  std::size_t width = 0;   ///< Columns between the last `>` (or the margin) and the fence: white space and marks of lists.

  /// A run alone can close; with words behind it, it can only open.
  [[nodiscard]] bool bare() const { return info.empty(); }
};

/// The fence that begins the text of a line, marks of quotes and lists before it apart.
std::optional<FenceLine> fence_line(std::string_view line);

/// A line without `quotes` marks `>`; nothing when it has fewer.
std::optional<std::string_view> without_quotes(std::string_view line, std::size_t quotes);

/// Bytes of white space at the start that fill `width` columns (tab stops at 4), or all there are.
std::size_t margin_of(std::string_view line, std::size_t width);

}  // namespace snipcheck
