#pragma once
/// Characters that word processors and web pages put where Python wants plain ones.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// White space at the start of lines that is no blank or tab (non-breaking spaces and their like) as blanks, invisible
/// characters there taken out. Whether there were any; nothing is remarked, for the text is not yet known to be Python.
bool plain_indentation(std::vector<std::string>& lines, std::vector<int>& columns);

/// Typographic quotes that delimit strings, dashes for minus, odd spaces, invisible characters and full-width punctuation
/// outside of strings and comments, as the plain characters their author typed: SC104, once for each kind. What stands inside
/// a string stays.
void plain_characters(CodeText& text);

}  // namespace snipcheck
