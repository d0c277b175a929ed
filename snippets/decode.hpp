#pragma once
/// Bytes of a file to text that every later step can trust.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// The document as UTF-8 without byte order mark or NUL: UTF-16 with a mark is converted, a byte that is not UTF-8 is read as
/// Windows-1252, NUL becomes U+FFFD. Lines and columns (code points) stay those of the document.
std::string decode(std::string_view bytes);

/// The byte that one character (of UTF-8) is in Windows-1252; those that it leaves undefined are U+0080 to U+009F themselves.
/// Nothing for a character that it does not have.
std::optional<std::uint8_t> windows_1252_byte(std::string_view character);

}  // namespace snipcheck
