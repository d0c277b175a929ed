#include "snippets/python_tree.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

extern "C" const TSLanguage* tree_sitter_python(void);

namespace snipcheck {
namespace {

struct FreeParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

struct FreeTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

/// One parser a thread: making one costs more than parsing a line.
TSParser* parser() {
  thread_local const std::unique_ptr<TSParser, FreeParser> instance = [] {
    std::unique_ptr<TSParser, FreeParser> made{ts_parser_new()};
    ts_parser_set_language(made.get(), tree_sitter_python());
    return made;
  }();
  return instance.get();
}

/// tree-sitter's recovery from errors can take time that grows with the square of the text. It reports progress after a fixed
/// number of steps: a megabyte of real Python takes one report for 190 bytes, so three times as many are given, then it is
/// stopped.
struct Budget {
  std::string_view code;
  std::size_t reports_left;
};

const char* read(void* payload, std::uint32_t offset, TSPoint, std::uint32_t* size) {
  const std::string_view code = static_cast<const Budget*>(payload)->code;
  *size = offset < code.size() ? static_cast<std::uint32_t>(code.size()) - offset : 0;
  return code.data() + std::min<std::size_t>(offset, code.size());
}

bool is_spent(TSParseState* state) {
  auto* budget = static_cast<Budget*>(state->payload);
  return budget->reports_left-- == 0;
}

TSTree* parse(std::string_view code) {
  Budget budget{code, 300 + code.size() / 60};
  ts_parser_reset(parser());
  return ts_parser_parse_with_options(parser(), nullptr, TSInput{&budget, read, TSInputEncodingUTF8, nullptr},
                                      TSParseOptions{&budget, is_spent});
}

/// The last text that was parsed on this thread: names, role and remarks ask for one tree after the other.
struct LastTree {
  std::string code;
  std::unique_ptr<TSTree, FreeTree> tree;
};

LastTree& last_tree() {
  thread_local LastTree last;
  return last;
}

/// A tree of its own of that text; null when reading it takes too long.
TSTree* tree_of(std::string_view code) {
  constexpr std::size_t kKept = std::size_t{64} << 10;  // bytes; a tree takes some twenty times as many
  LastTree& last = last_tree();
  if (last.tree != nullptr && last.code == code)
    return ts_tree_copy(last.tree.get());
  TSTree* tree = parse(code);
  if (tree != nullptr && code.size() <= kKept) {
    last.code = code;
    last.tree.reset(ts_tree_copy(tree));
  }
  return tree;
}

}  // namespace

PythonTree::PythonTree(std::string_view code)
    : code_(code.size() > kMaxParsed ? std::string_view{} : code), tree_(tree_of(code_)) {
  if (tree_ != nullptr)
    return;
  code_ = {};
  stopped_ = true;
  tree_.reset(tree_of(code_));
}

std::string_view PythonTree::text(TSNode node) const {
  if (ts_node_is_null(node))
    return {};
  const auto begin = ts_node_start_byte(node);
  return code_.substr(begin, ts_node_end_byte(node) - begin);
}

std::vector<Child> children_of(TSNode node) {
  std::vector<Child> children;
  if (ts_node_is_null(node))
    return children;
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  if (ts_tree_cursor_goto_first_child(&cursor)) {
    do {
      const TSNode child = ts_tree_cursor_current_node(&cursor);
      if (!ts_node_is_named(child) || kind(child) == "comment")
        continue;
      const char* name = ts_tree_cursor_current_field_name(&cursor);
      children.push_back({child, name == nullptr ? std::string_view{} : std::string_view{name}});
    } while (ts_tree_cursor_goto_next_sibling(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
  return children;
}

Span span_of(TSNode node, std::string_view code) {
  const TSPoint begin = ts_node_start_point(node), end = ts_node_end_point(node);
  const std::string_view line = code.substr(ts_node_start_byte(node) - begin.column);
  const int column = code_points(line.substr(0, begin.column)) + 1;
  return {static_cast<int>(begin.row) + 1, column,
          begin.row == end.row ? code_points(line.substr(0, end.column)) + 1 : column + 1};
}

TSNode field(TSNode node, std::string_view name) {
  static const std::unordered_map<std::string_view, TSFieldId> ids = [] {
    std::unordered_map<std::string_view, TSFieldId> made;
    for (std::uint32_t id = 1; id <= ts_language_field_count(tree_sitter_python()); ++id)
      made.emplace(ts_language_field_name_for_id(tree_sitter_python(), static_cast<TSFieldId>(id)), static_cast<TSFieldId>(id));
    return made;
  }();
  const auto id = ids.find(name);
  return ts_node_is_null(node) ? node : ts_node_child_by_field_id(node, id == ids.end() ? TSFieldId{0} : id->second);
}

}  // namespace snipcheck
