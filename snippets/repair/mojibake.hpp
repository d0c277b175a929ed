#pragma once
/// UTF-8 that somebody read as Windows-1252 and wrote down so: `â€œ`, `Ã©`.
#include "snippets/repair/code_text.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace snipcheck {

/// The text with each such run of characters as it was meant; the same text when it holds none.
std::string unmangled(std::string_view text);

/// SC108 with the first line that holds such a run (1-based), and how many lines do; nothing when none does.
std::optional<Remark> mojibake_in(std::span<const std::string_view> lines);

/// Puts right what stands outside of strings and comments (quotes and blanks of the code itself): SC108.
void mend_mojibake(CodeText& text);

}  // namespace snipcheck
