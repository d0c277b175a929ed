#pragma once
/// What one logical line of text is worth as evidence of Python.
#include <string_view>

namespace snipcheck {

/// In rising order of belief, from `bare` to `strong`.
enum class Evidence {
  blank,
  prose,    ///< Not code: words, a citation, a list item.
  comment,  ///< `# ...`
  shell,    ///< A command line.
  prompt,   ///< `>>> ...`
  bare,     ///< Python that says nothing: a name, `a - b`, a list of attributes.
  weak,     ///< Python among Python: `pass`, `else:`, `x = y`, `app.run()`.
  fair,     ///< Python if anything around it is: `x = 5`, `import os`, `db.session.add(user)`.
  strong,   ///< Python: a decorator, `def`, `from x import y`, an assignment of a call.
};

/// Of one logical line (physical lines joined by "\n"), white space at its ends does not matter.
Evidence evidence_of(std::string_view logical_line);

/// A quick "no": words side by side as only prose has them. Never true for a line of Python 3.
bool has_adjacent_words(std::string_view line);

/// `[1]`, `[2][5]`, `[1], [3].`: a list of citations.
bool is_citation(std::string_view line);

inline bool is_code(Evidence evidence) { return evidence >= Evidence::weak; }

}  // namespace snipcheck
