#pragma once
/// Small things to do with text that the standard library leaves out. Positions are byte offsets unless said otherwise.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The lines without their ends (\n, \r\n or \r); "a\n" is one line, "" is none.
std::vector<std::string_view> split_lines(std::string_view text);

/// The pieces between separators; "" gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string_view trim(std::string_view text);
std::string_view trim_right(std::string_view text);
std::string lower(std::string_view text);  ///< ASCII only.
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// Number of bytes of white space (blanks and tabs) at the start.
std::size_t indent_of(std::string_view line);

/// 1-based column in code points of a byte offset in a line of UTF-8.
int column_of(std::string_view line, std::size_t byte);

bool is_ascii(std::string_view text);

/// Number of code points.
int code_points(std::string_view text);

/// Length of the well-formed UTF-8 sequence at the start of a text that is not empty; 0 when there is none.
std::size_t utf8_length(std::string_view text);

/// Appends a code point (at most 10FFFF, no surrogate) as UTF-8.
void append_code_point(std::string& out, char32_t c);

/// The same bytes if they are UTF-8, otherwise with each stray byte written as \xNN.
std::string escape_invalid_utf8(std::string_view bytes);

/// Whether a table of words holds this one.
template <typename Words>
bool is_any_of(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// What a table of pairs has for this key; nothing when it has none.
template <typename Pairs>
std::optional<std::string_view> value_for(std::string_view key, const Pairs& pairs) {
  for (const auto& [known, value] : pairs)
    if (known == key)
      return value;
  return std::nullopt;
}

/// "1 snippet", "2 snippets".
std::string counted(std::size_t count, std::string_view noun, std::string_view plural = {});

/// The candidate with the fewest edits from `word`, or "" when none is near: for "did you mean".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace snipcheck
