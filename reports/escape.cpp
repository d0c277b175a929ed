#include "reports/escape.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>

#include <fmt/format.h>

namespace snipcheck {
namespace {

struct Range {
  char32_t first, last;
};

/// Characters that show nothing, or move what stands beside them: C1 controls, soft hyphen, direction marks and isolates
/// (Trojan Source, CVE-2021-42574), zero-width space and joiner of words, line separators, byte order mark, annotations, tags,
/// and the two that are no characters at all (XML forbids them).
constexpr Range kInvisible[] = {{0x80, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},
                                {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                                {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F}};

/// East Asian Width W and F of Unicode's EastAsianWidth.txt, coarsely: blocks, not single characters.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},  {0x4E00, 0xA4CF}, {0xAC00, 0xD7A3},
                           {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
                           {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

/// Combining marks, joiners and variation selectors.
constexpr Range kNarrow[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                             {0x200C, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};

bool among(std::span<const Range> ranges, char32_t character) {
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= character && character <= range.last; });
}

struct Character {
  char32_t value;
  std::size_t bytes;
};

/// The first character of well-formed UTF-8 that is not empty.
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<std::uint8_t>(text[i])); };
  if (byte(0) < 0x80)
    return {byte(0), 1};
  const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  char32_t value = byte(0) & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes && i < text.size(); ++i)
    value = (value << 6U) | (byte(i) & 0x3FU);
  return {value, std::min(bytes, text.size())};
}

int width_of(char32_t character) { return among(kNarrow, character) ? 0 : among(kWide, character) ? 2 : 1; }

/// U+2400 and the following are pictures of the control characters, in their order.
void append_visible(std::string& out, char32_t character, std::string_view bytes) {
  if (character < 0x20 && character != '\n' && character != '\t') {
    out += {'\xE2', '\x90', static_cast<char>(0x80 + character)};
  } else if (character == 0x7F) {
    out += "\u2421";
  } else if (among(kInvisible, character)) {
    fmt::format_to(std::back_inserter(out), "⟨U+{:04X}⟩", static_cast<std::uint32_t>(character));
  } else {
    out += bytes;
  }
}

}  // namespace

std::string visible(std::string_view text) {
  const std::string clean = escape_invalid_utf8(text);
  std::string out;
  out.reserve(clean.size());
  for (std::string_view rest = clean; !rest.empty();) {
    if (rest.starts_with("\r\n"))
      rest.remove_prefix(1);
    const Character character = first_of(rest);
    append_visible(out, character.value, rest.substr(0, character.bytes));
    rest.remove_prefix(character.bytes);
  }
  return out;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string words;
  for (const char c : trim(text))
    if (std::string_view{" \t\r\n\f\v"}.find(c) == std::string_view::npos)
      words += c;
    else if (words.back() != ' ')
      words += ' ';
  std::string shown = visible(words);
  if (most == std::string_view::npos || static_cast<std::size_t>(code_points(shown)) <= most)
    return shown;
  std::size_t end = 0;
  for (std::size_t i = 0; i + 1 < most; ++i)
    end += first_of(std::string_view{shown}.substr(end)).bytes;
  return shown.substr(0, end) + "…";
}

std::string expand_tabs(std::string_view line) {
  constexpr int kTab = 4;
  const std::string shown = visible(line);
  std::string out;
  int column = 0;
  for (std::string_view rest = shown; !rest.empty();) {
    const Character character = first_of(rest);
    const int width = character.value == '\t' ? kTab - column % kTab : width_of(character.value);
    if (character.value == '\t')
      out.append(static_cast<std::size_t>(width), ' ');
    else
      out += rest.substr(0, character.bytes);
    column += width;
    rest.remove_prefix(character.bytes);
  }
  return out;
}

std::string html(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

int columns(std::string_view visible_text) {
  int total = 0;
  while (!visible_text.empty()) {
    const Character character = first_of(visible_text);
    total += width_of(character.value);
    visible_text.remove_prefix(character.bytes);
  }
  return total;
}

std::string cut(std::string_view visible_text, int most) {
  if (columns(visible_text) <= most)
    return std::string{visible_text};
  std::size_t end = 0;
  for (int used = 0; end < visible_text.size();) {
    const Character character = first_of(visible_text.substr(end));
    used += width_of(character.value);
    if (used >= most)
      break;
    end += character.bytes;
  }
  return std::string{visible_text.substr(0, end)} + "…";
}

}  // namespace snipcheck
