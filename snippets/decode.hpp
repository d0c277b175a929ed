#pragma once
/// Bytes of a file to text that every later step can trust.
#include <string>
#include <string_view>

namespace snipcheck {

/// The document as UTF-8 without byte order mark or NUL: UTF-16 with a mark is converted, a byte that is not UTF-8 is read as
/// Windows-1252, NUL becomes U+FFFD. Lines and columns (code points) stay those of the document.
std::string decode(std::string_view bytes);

}  // namespace snipcheck
