#pragma once
/// What only IPython understands, in code that no notebook holds.
#include "snippets/repair/code_text.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

/// Reads the text as a cell of a notebook where its label says so (`ipython`) or its first line is a magic (`%timeit f()`,
/// `!ls`). Returns the language that is left: a cell of nothing but shell lines is "bash". Lines keep their places.
std::string take_out_magics(CodeText& text, std::string_view label, std::string language);

}  // namespace snipcheck
