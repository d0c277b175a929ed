#pragma once
/// Text that lost its indentation, indented again by grammar.
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace snipcheck {

/// Whether every line stands flush left although Python wants some of them indented.
bool lost_indentation(const std::vector<std::string>& lines);

/// Lines with four blanks a level, and the level of each line (continuation lines have that of their first one).
struct Reindented {
  std::vector<std::string> lines;
  std::vector<int> depth;
  double margin = 0;  ///< How much less likely the second best reading is, in the units of the costs; below 1 it is a guess.
};

/// The most plausible reading: a beam search over the depth of each statement, where a block opener is followed by its body,
/// nothing stands after `return` in its block, `else` has its `if`, methods (self, cls) are in a class, views return on every
/// path, and `if __name__` is at the left. Nothing when no reading parses.
std::optional<Reindented> reindent(const std::vector<std::string>& lines);

}  // namespace snipcheck
