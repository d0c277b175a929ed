#include "snippets/decode.hpp"

#include "support/text.hpp"

#include <array>
#include <cstdint>

namespace snipcheck {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Windows-1252: as Latin-1 but for 0x80 to 0x9F, where 0 means undefined.
char32_t windows_1252(std::uint8_t byte) {
  static constexpr std::array<char32_t, 32> high{
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
  if (byte < 0x80 || byte > 0x9F)
    return byte;
  const char32_t c = high.at(byte - 0x80U);
  return c == 0 ? kReplacement : c;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<std::uint8_t>(bytes[i]);
    const auto b = static_cast<std::uint8_t>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (c == 0 || (c >= 0xD800 && c < 0xE000)) {
      c = kReplacement;
    }
    append_code_point(out, c);
  }
  return out;
}

/// The code point of one well-formed sequence of two to four bytes.
char32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i])); };
  char32_t c = byte(0) & (0x7FU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i)
    c = (c << 6) | (byte(i) & 0x3F);
  return c;
}

}  // namespace

std::optional<std::uint8_t> windows_1252_byte(std::string_view character) {
  if (character.size() < 2)
    return std::nullopt;
  const char32_t c = code_point(character);
  if (c < 0x100)
    return static_cast<std::uint8_t>(c);
  for (unsigned byte = 0x80; byte < 0xA0; ++byte)
    if (windows_1252(static_cast<std::uint8_t>(byte)) == c)
      return static_cast<std::uint8_t>(byte);
  return std::nullopt;
}

std::string decode(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return from_utf16(bytes, bytes[0] == '\xFE');
  if (bytes.starts_with("\xEF\xBB\xBF"))
    bytes.remove_prefix(3);
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (bytes[0] == '\0')
      append_code_point(out, kReplacement);
    else if (length == 0)
      append_code_point(out, windows_1252(static_cast<std::uint8_t>(bytes[0])));
    else
      out += bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace snipcheck
