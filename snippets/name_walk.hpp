#pragma once
/// One walk over a tree that collects every binding and every read of a name.
#include "snippets/names.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/scopes.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// What the walk saw, not yet resolved.
struct NamesSeen {
  Scopes scopes;
  std::vector<Use> uses;  ///< In no particular order.
  std::vector<Import> imports;
  std::vector<std::string> functions;  ///< Defined at module level, in order, perhaps more than once.
  std::vector<std::string> classes;    ///< Likewise.
  std::vector<std::string> calls;      ///< The callee of each call, as written.
  bool returns_outside_function = false;
};

/// Walks with a stack of its own, so that no nesting is too deep.
NamesSeen walk_names(const PythonTree& tree);

}  // namespace snipcheck
