#include "snippets/repair/mojibake.hpp"

#include "snippets/decode.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

/// One character as the byte of Windows-1252 that it came from, and how many bytes of UTF-8 it is.
struct Byte {
  char value;
  std::size_t size;
};

std::optional<Byte> byte_at(std::string_view text) {
  const std::size_t size = text.empty() ? 0 : utf8_length(text);
  if (size < 2)
    return std::nullopt;
  const auto value = windows_1252_byte(text.substr(0, size));
  return value ? std::optional{Byte{static_cast<char>(*value), size}} : std::nullopt;
}

/// What the characters at the start of `text` were before they were misread, and their size.
struct Meant {
  std::string text;
  std::size_t size = 0;
};

std::optional<Meant> meant_at(std::string_view text) {
  Meant meant;
  // What European languages, typographers and emoji begin with; other pairs of letters are words of some language.
  const auto lead = byte_at(text);
  if (!lead || std::string_view{"\xC2\xC3\xE2\xEF\xF0"}.find(lead->value) == std::string_view::npos)
    return std::nullopt;
  while (meant.text.size() < 4) {
    const auto byte = byte_at(text.substr(meant.size));
    if (!byte)
      break;
    meant.text += byte->value;
    meant.size += byte->size;
    if (meant.text.size() > 1 && utf8_length(meant.text) == meant.text.size())
      return meant;
  }
  // The last byte of ” is none of Windows-1252, so it is often lost.
  if (text.starts_with("\u00E2\u20AC"))
    return Meant{"\u201D", std::string_view{"\u00E2\u20AC"}.size()};
  return std::nullopt;
}

}  // namespace

std::string unmangled(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto meant = static_cast<unsigned char>(text[0]) < 0x80 ? std::nullopt : meant_at(text);
    const std::size_t size = meant ? meant->size : 1;
    out += meant ? std::string_view{meant->text} : text.substr(0, 1);
    text.remove_prefix(size);
  }
  return out;
}

std::optional<Remark> mojibake_in(std::span<const std::string_view> lines) {
  int first = 0, count = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find("\u00C2") == std::string_view::npos && lines[i].find("\u00C3") == std::string_view::npos &&
        lines[i].find("\u00E2") == std::string_view::npos && lines[i].find("\u00F0") == std::string_view::npos)
      continue;
    if (unmangled(lines[i]) == lines[i])
      continue;
    first = first == 0 ? static_cast<int>(i) + 1 : first;
    ++count;
  }
  if (count == 0)
    return std::nullopt;
  return Remark{"SC108",
                "UTF-8 was read as Windows-1252 on the way here, first in line " + std::to_string(first) + " (" +
                    counted(static_cast<std::size_t>(count), "line") + " of it)",
                first};
}

void mend_mojibake(CodeText& text) {
  Zones zones{text.lines};
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    std::string out;
    const std::string_view line = text.lines[i];
    if (is_ascii(line))
      continue;
    for (std::size_t j = 0; j < line.size();) {
      const bool may_be = static_cast<unsigned char>(line[j]) >= 0x80 && zones.is(Zone::code, i, j);
      const auto meant = may_be ? meant_at(line.substr(j)) : std::nullopt;
      out += meant ? std::string_view{meant->text} : line.substr(j, 1);
      j += meant ? meant->size : 1;
      if (meant)
        first = first.value_or(i);
    }
    text.lines[i] = std::move(out);
  }
  if (first)
    text.repaired_at(*first, "SC108", "characters of the code were read in the wrong encoding");
}

}  // namespace snipcheck
