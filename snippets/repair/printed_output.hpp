#pragma once
/// What a program printed, shown below the statement that printed it.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// Takes out lines that a program printed and that keep the rest from being Python: what stands below `Output:`, tracebacks,
/// the server's words, `=> 5`, and lines that are no Python below a statement that prints; and a line that repeats the words
/// of the `print` above it. Comments (`# Output: 5`) stay. SC105.
void take_out_printed_lines(CodeText& text);

}  // namespace snipcheck
