#pragma once
/// What the text of a snippet shows without being run: bodies, gaps, placeholders.
#include "snippets/snippet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The lines of a function's body, dedented; "" when the code has no function of that name.
std::string function_body(std::string_view code, std::string_view name);
/// A 1-based line of a snippet's code; "" when it has none of that number.
std::string_view code_line(const Snippet& snippet, int line);
/// Identifiers that are called in a line: the word before each "(".
std::vector<std::string> called_in(std::string_view line);
/// Words that stand for what the reader puts in where Python wants a value: `<your key>`, `[YOUR REGION]`, `....`.
bool has_placeholder(std::string_view line);
/// The first line is a clause of a statement that begins elsewhere: `except ValueError:`, `else:`, `case 1:`.
bool begins_within(std::string_view code);
/// Nothing but `pass`, `...`, a docstring or comments: left to the reader.
bool is_left_open(std::string_view body);
/// A bare `...` among other statements: something is left out.
bool leaves_out(std::string_view code);

}  // namespace snipcheck
