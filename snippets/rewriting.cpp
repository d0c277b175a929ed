#include "snippets/rewriting.hpp"

#include "snippets/python_tree.hpp"

#include <map>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

/// The name that a statement defines as a function or class, decorated or not; "" for any other.
std::string_view defined_by(const PythonTree& tree, TSNode statement) {
  const TSNode definition = kind(statement) == "decorated_definition" ? field(statement, "definition") : statement;
  const bool defines = kind(definition) == "function_definition" || kind(definition) == "class_definition";
  return defines ? tree.text(field(definition, "name")) : std::string_view{};
}

bool is_import(TSNode statement) {
  return kind(statement).starts_with("import_") || kind(statement) == "future_import_statement";
}

}  // namespace

std::optional<std::string> rewritten(std::string_view code, std::string_view revision) {
  const PythonTree old_tree{code}, tree{revision};
  if (old_tree.has_error() || tree.has_error())
    return std::nullopt;
  std::string imports;
  std::map<std::string_view, std::string_view> anew;
  std::vector<std::string_view> order;
  for (const auto& [statement, name_of_field] : children_of(tree.root())) {
    const std::string_view name = defined_by(tree, statement);
    if (is_import(statement))
      imports += std::string{tree.text(statement)} + "\n";
    else if (name.empty())
      return std::nullopt;
    else if (anew.insert_or_assign(name, tree.text(statement)).second)
      order.push_back(name);
  }
  std::string out = imports;
  std::size_t copied = 0;
  bool rewrites = false;
  for (const auto& [statement, name_of_field] : children_of(old_tree.root())) {
    const auto revised = anew.find(defined_by(old_tree, statement));
    if (revised == anew.end())
      continue;
    rewrites = true;
    out += code.substr(copied, ts_node_start_byte(statement) - copied);
    out += std::exchange(revised->second, {});  // of two of the same name one is enough
    copied = ts_node_end_byte(statement);
  }
  if (!rewrites)
    return std::nullopt;
  out += code.substr(copied);
  for (const std::string_view name : order)
    if (!anew.at(name).empty())
      out += "\n\n" + std::string{anew.at(name)} + "\n";
  return out;
}

}  // namespace snipcheck
