#pragma once
/// Where directives stand in comments and info strings, and how other tools spell theirs.
#include "snippets/directives.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The words in the text of a comment: after `snipcheck:`, or in the spelling of another tool (Sybil, pytest-codeblocks,
/// pytest-markdown-docs, phmdoctest ...). Empty when the comment is none of these.
std::vector<DirectiveWord> words_in_comment(std::string_view comment);

/// Whether that text speaks to snipcheck by name, rightly spelt or nearly.
bool is_addressed(std::string_view comment);

/// The words in an info string (`python skip="needs a camera"`, `{.python .notest}`, `python,ignore`) or among the tags of a
/// cell (`raises-exception`). What it does not know is no directive, except after `snipcheck:`.
std::vector<DirectiveWord> words_in_info(std::string_view info);

}  // namespace snipcheck
