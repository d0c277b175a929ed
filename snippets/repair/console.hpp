#pragma once
/// Interactive sessions: what was typed, without prompts and without what the interpreter printed.
#include "snippets/repair/code_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Bytes of the prompt that a line (without its indentation) begins with, `>>> ` or `In [3]: `; 0 for none.
std::size_t prompt_size(std::string_view text);

/// Bytes of the `Out[3]: ` in front of what a prompt answered; 0 for none.
std::size_t answer_size(std::string_view text);

/// Whether the lines are a session at a Python prompt: the first line of code begins with `>>>` or `In [1]:`.
bool is_console(const std::vector<std::string>& lines);

/// A line of input.
struct TypedLine {
  std::string text;
  std::size_t line = 0;  ///< Index of the line it came from.
  std::size_t cut = 0;   ///< Bytes of prompt taken off.
};

/// The lines after `>>> ` and `... ` (or `In [1]: ` and `   ...: `), in order; output and blank lines are left out, and so is
/// input that the session shows to raise: it bound nothing, and who repeats it stops there. A body whose lines lack their
/// prompts is input.
std::vector<TypedLine> typed_lines(const std::vector<std::string>& lines);

/// The input of a session alone. A session is meant to be read, so nothing is remarked.
void keep_typed_lines(CodeText& text);

/// Code with prompts on some of its lines: `>>> ` goes with what is printed below it, `$ flask run` goes whole. SC105.
void take_off_stray_prompts(CodeText& text);

}  // namespace snipcheck
