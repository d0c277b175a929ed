#pragma once
/// Physical lines to Python's logical ones: brackets, triple quotes and backslashes join, comments and strings hide.
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Typographic quotes as the plain ones that their author typed: “ ” « » to ", ‘ ’ to '. Those inside a string between plain
/// quotes are what it says and stay.
std::string plain_quotes(std::string_view text);

/// `text` with what stands inside strings replaced by blanks and comments cut off.
std::string without_strings(std::string_view text);

/// One past the last line of the logical line that starts at `first`; `first` itself when it never ends (an open bracket or
/// string at the end, or after 400 lines).
std::size_t end_of_logical_line(std::span<const std::string_view> lines, std::size_t first);

/// The lines from `first` up to `end` in one text, "\n" between them.
std::string joined(std::span<const std::string_view> lines, std::size_t first, std::size_t end);

/// One logical line.
struct LogicalLine {
  std::size_t first = 0, end = 0;  ///< Physical lines, end exclusive.
  std::string text;                ///< Trimmed of white space at both ends.
  std::size_t indent = 0;          ///< Columns of white space before its first line; a tab goes to the next multiple of 8.
  bool blank = false;              ///< Nothing, or a comment alone.
};

std::vector<LogicalLine> logical_lines(std::span<const std::string_view> lines);

/// Columns of white space at the start; a tab goes to the next multiple of 8.
std::size_t indent_width(std::string_view line);

}  // namespace snipcheck
