#pragma once
/// What a page says that code prints or answers: below a prompt, in a comment, in a sentence about a route.
#include "snippets/snippet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One result that a reader is promised.
struct ShownResult {
  int line = 0;           ///< 1-based line of the code, inside the statement that has the result; 0 for a request.
  std::string request;    ///< "/user/Sam", a path to be asked for with GET; "" for a statement.
  std::string text;       ///< As the page has it; several lines are joined by newlines.
  bool echoed = false;    ///< Printed by an interpreter below a prompt.
  bool is_value() const;  ///< Reads as a Python value: a number, a string, a list, None ...
};

/// Everything that is promised of a snippet: at a prompt (`Snippet::echoed`), by `# -> value` and `# Output: text` in its code,
/// and by sentences of its answer such as "`/user/Sam` -> Output: Hello Sam".
std::vector<ShownResult> shown_results(const Snippet& snippet);

/// Whether what came is what the page has: up to blanks, the kind of quotes, and `...` for anything left out.
bool agrees(const ShownResult& shown, std::string_view came);

}  // namespace snipcheck
