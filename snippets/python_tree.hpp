#pragma once
/// tree-sitter's view of some Python, owned. Walk it with an explicit stack: its trees are as deep as the text is hostile.
#include <memory>
#include <string_view>
#include <vector>

#include <tree_sitter/api.h>

namespace snipcheck {

/// Longer code is not parsed: its tree is that of "".
inline constexpr std::size_t kMaxParsed = std::size_t{1} << 20;

class PythonTree {
 public:
  /// Keeps a view of `code`, which must outlive the tree.
  explicit PythonTree(std::string_view code);

  [[nodiscard]] TSNode root() const { return ts_tree_root_node(tree_.get()); }
  /// Whether the parser met something that is not Python, or had to invent a token.
  [[nodiscard]] bool has_error() const { return stopped_ || ts_node_has_error(root()); }
  [[nodiscard]] std::string_view text(TSNode node) const;

 private:
  struct Free {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
  };
  std::string_view code_;
  std::unique_ptr<TSTree, Free> tree_;
  bool stopped_ = false;  ///< Reading it took too long: the tree is that of "".
};

/// A child with the name of its field, "" for none.
struct Child {
  TSNode node;
  std::string_view field;
};

/// The named children in order, comments left out.
std::vector<Child> children_of(TSNode node);

/// The child in that field; a null node (ts_node_is_null) when there is none.
TSNode field(TSNode node, std::string_view name);

/// Calls visit(node) for the node and all below it, in reading order.
template <typename Visit>
void walk(TSNode root, const Visit& visit) {
  std::vector<TSNode> waiting{root};
  while (!waiting.empty()) {
    const TSNode node = waiting.back();
    waiting.pop_back();
    visit(node);
    auto children = children_of(node);
    for (auto child = children.rbegin(); child != children.rend(); ++child)
      waiting.push_back(child->node);
  }
}

/// Where a node stands in its code: 1-based line, 1-based code points; the end is exclusive, and of one that goes on in other
/// lines one behind its beginning.
struct Span {
  int line = 0, column = 0, end_column = 0;
};
Span span_of(TSNode node, std::string_view code);

inline std::string_view kind(TSNode node) { return ts_node_is_null(node) ? std::string_view{} : ts_node_type(node); }

/// 1-based line of the node's first byte.
inline int line_of(TSNode node) { return static_cast<int>(ts_node_start_point(node).row) + 1; }

}  // namespace snipcheck
