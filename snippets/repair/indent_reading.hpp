#pragma once
/// A reading of statements that lost their indentation: which blocks are open, how deep each statement stands.
#include "snippets/repair/statement.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace snipcheck {

/// An open block while reading.
struct Block {
  Opener opener = Opener::module;
  int statement = -1;          ///< Index of the statement that opened it.
  bool empty = true;           ///< No statement in it yet.
  bool only_docs = true;       ///< No statement in it yet but its docstring.
  bool ended = false;          ///< Its last statement leaves it: nothing reachable follows.
  bool returns_value = false;  ///< Of a function: some `return` with a value was seen.
  bool has_method = false;     ///< Of a class.
  bool chain_ends = true;      ///< Of if, try and their clauses: every branch before this one leaves.
  bool passed = false;         ///< `pass` stands in it.
  std::set<std::string> binds{};
  std::set<std::string> fresh{};  ///< Of a branch or loop: names that its function did not bind before.
  std::set<std::string> maybe{};  ///< Of a function or the module: names bound only in branches and loops that are over.

  friend bool operator==(const Block&, const Block&) = default;
};

/// One reading so far: the blocks from the module inwards, what it cost (in log odds, roughly), the depth of each statement.
struct IndentReading {
  std::vector<Block> blocks{Block{.empty = false}};
  double cost = 0;
  double margin = 1e9;  ///< How much more the best reading cost that was given up for this one.
  std::vector<int> depth;
  std::set<std::string> gone;  ///< Names that were local to functions and classes that have ended.
  [[nodiscard]] Block& top() { return blocks.back(); }
  [[nodiscard]] const Block& top() const { return blocks.back(); }
  [[nodiscard]] bool inside(Opener opener) const { return std::ranges::find(blocks, opener, &Block::opener) != blocks.end(); }
  [[nodiscard]] bool binds(const std::string& name) const {
    return std::ranges::any_of(blocks, [&](const Block& block) { return block.binds.contains(name); });
  }
};

/// Whether names that are bound in it are its own: a function, a class, the module.
inline bool is_scope(const Block& block) {
  return block.opener == Opener::function || block.opener == Opener::class_body || block.opener == Opener::module;
}

/// Whether it may not run at all.
inline bool is_conditional(const Block& block) {
  return block.opener == Opener::if_branch || block.opener == Opener::for_loop || block.opener == Opener::while_loop;
}

/// The innermost scope.
inline Block& scope_of(IndentReading& reading) { return *std::find_if(reading.blocks.rbegin(), reading.blocks.rend(), is_scope); }
inline const Block& scope_of(const IndentReading& reading) {
  return *std::find_if(reading.blocks.rbegin(), reading.blocks.rend(), is_scope);
}

}  // namespace snipcheck
