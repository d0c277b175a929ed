#pragma once
/// Line numbers that a page printed beside its code.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// Takes off numbers that count up by one over all lines (`1  from flask`, ` 9: x`, `01 | y`, `3. z`), also when they stand in
/// lines of their own above the code: SC105.
void take_off_margin_numbers(CodeText& text);

}  // namespace snipcheck
