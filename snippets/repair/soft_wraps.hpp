#pragma once
/// Lines that a page broke in two.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// Blanks behind a backslash that ends a line, which Python refuses, are cut: SC101.
void trim_backslashes(CodeText& text);

/// Joins a line that ends in an operator with the next one, which Python never does: SC101.
void join_open_operators(CodeText& text);

/// Joins what else a page broke, where that makes Python of it: behind a comma or before an operator, inside a plain string,
/// inside a comment. Lines stay where they are (a backslash, quotes or `#` are put in): SC101.
void join_soft_wraps(CodeText& text);

}  // namespace snipcheck
