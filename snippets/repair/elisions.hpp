#pragma once
/// What an author left for the reader to fill in, where Python does not take it as it stands. (`...` is Python.)
#include "snippets/repair/code_text.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

/// The line with `<your key>` and the like written as strings.
std::string without_placeholders(std::string_view line);

/// Stands something Python takes in the place of each gap, so that the rest can be judged: SC107, a remark for each.
/// `....`, `…`, `// ...` and `etc.` become `...` (or go, where a list of arguments has no place for it); `<your key>` as a
/// value becomes the string "your key", in the same columns.
void fill_gaps(CodeText& text);

/// A body that is comments alone, or nothing at the end of the code: `...` behind its colon. SC107.
void fill_open_bodies(CodeText& text);

}  // namespace snipcheck
