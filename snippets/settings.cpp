#include "snippets/settings.hpp"

#include "snippets/python_tree.hpp"

#include <algorithm>
#include <cctype>

namespace snipcheck {
namespace {

/// Capitals with an underscore among them.
bool is_key(std::string_view word) {
  return word.find('_') != std::string_view::npos && !word.empty() &&
         std::isupper(static_cast<unsigned char>(word.front())) != 0 && std::ranges::all_of(word, [](char c) {
           return std::isupper(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 ||
                  c == '_';
         });
}

bool is_config(std::string_view expression) { return expression == "config" || expression.ends_with(".config"); }

class Reader {
 public:
  Reader(const PythonTree& tree, std::string_view code) : tree_(tree), code_(code) {}

  std::vector<Setting> settings() {
    const bool by_class = code_.find("from_object") != std::string_view::npos;
    walk(tree_.root(), [&](TSNode node) {
      if (kind(node) == "assignment")
        by_assignment(node, by_class);
      else if (kind(node) == "call")
        by_call(node);
    });
    std::erase_if(out_, [&](const Setting& one) { return is_mentioned_again(one.key); });
    return std::move(out_);
  }

 private:
  void add(TSNode node, std::string_view key) {
    if (!is_key(key))
      return;
    const Span span = span_of(node, code_);
    out_.push_back({std::string{key}, span.line, span.column, span.end_column});
  }

  void add_literal(TSNode node) {
    const std::string_view text = tree_.text(node);
    if (kind(node) == "string" && text.size() > 2 && (text.front() == '"' || text.front() == '\''))
      add(node, text.substr(1, text.size() - 2));
  }

  void by_assignment(TSNode node, bool by_class) {
    const TSNode left = field(node, "left");
    if (kind(left) == "subscript" && is_config(tree_.text(field(left, "value"))))
      add_literal(field(left, "subscript"));
    if (by_class && kind(left) == "identifier") {
      const TSNode block = ts_node_parent(ts_node_parent(node));
      if (kind(block) == "block" && kind(ts_node_parent(block)) == "class_definition")
        add(left, tree_.text(left));
    }
  }

  void by_call(TSNode node) {
    const TSNode callee = field(node, "function");
    const std::string_view method = tree_.text(field(callee, "attribute"));
    if (kind(callee) != "attribute" || (method != "update" && method != "from_mapping" && method != "setdefault") ||
        !is_config(tree_.text(field(callee, "object"))))
      return;
    for (const Child& argument : children_of(field(node, "arguments"))) {
      if (kind(argument.node) == "keyword_argument")
        add(field(argument.node, "name"), tree_.text(field(argument.node, "name")));
      else if (kind(argument.node) == "dictionary")
        for (const Child& pair : children_of(argument.node))
          add_literal(field(pair.node, "key"));
      else if (method == "setdefault")
        add_literal(argument.node);
    }
  }

  [[nodiscard]] bool is_mentioned_again(std::string_view key) const {
    const auto first = code_.find(key);
    return code_.find(key, first + key.size()) != std::string_view::npos;
  }

  const PythonTree& tree_;
  std::string_view code_;
  std::vector<Setting> out_;
};

}  // namespace

std::vector<Setting> settings_of(std::string_view code) {
  if (code.find("config") == std::string_view::npos && code.find("Config") == std::string_view::npos)
    return {};
  const PythonTree tree{code};
  return tree.has_error() ? std::vector<Setting>{} : Reader{tree, code}.settings();
}

}  // namespace snipcheck
