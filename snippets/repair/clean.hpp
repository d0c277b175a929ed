#pragma once
/// The flow of this folder: what stands on the page in, what is run out.
#include "snippets/repair/code_text.hpp"

#include <string_view>

namespace snipcheck {

/// Makes what is run of Python as a page shows it, step by step; each step says what it repaired and leaves alone what was not
/// broken. `language` is "python" or "python-console".
void clean(CodeText& text, std::string_view language);

}  // namespace snipcheck
