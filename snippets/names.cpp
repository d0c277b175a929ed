#include "snippets/names.hpp"

#include "snippets/name_walk.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>

namespace snipcheck {
namespace {

void add_once(std::vector<std::string>& list, const std::string& name) {
  if (std::ranges::find(list, name) == list.end())
    list.push_back(name);
}

std::vector<std::string> each_once(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names)
    add_once(out, name);
  return out;
}

/// The reads that find no binding, gathered by name in order of first use.
std::vector<FreeName> free_names(std::string_view code, NamesSeen& seen) {
  std::ranges::sort(seen.uses, {}, &Use::byte);
  const auto lines = split_lines(code);
  std::vector<FreeName> free;
  std::map<std::string, std::size_t> places;
  for (const Use& use : seen.uses) {
    if (is_builtin(use.name) || seen.scopes.resolves(use))
      continue;
    const auto [place, fresh] = places.emplace(use.name, free.size());
    if (fresh) {
      const auto line = static_cast<std::size_t>(use.line) - 1;
      free.push_back({use.name, use.line, line < lines.size() ? column_of(lines[line], use.column) : 1, {}, false});
    }
    FreeName& name = free[place->second];
    add_once(name.uses, use.form);
    name.at_module_level |= !seen.scopes.inside_function(use.scope);
  }
  return free;
}

/// `Flask(...)` under its own or an imported name.
bool is_flask(std::string_view callee, const std::vector<Import>& imports) {
  if (callee == "Flask" || callee == "flask.Flask")
    return true;
  return std::ranges::any_of(imports, [&](const Import& import) {
    const std::string name = import.name == "Flask" ? import.bound : import.name.empty() ? import.bound + ".Flask" : "";
    return import.module == "flask" && callee == name;
  });
}

}  // namespace

Names names_of(std::string_view code) {
  Names names;
  if (code.size() > kMaxParsed)
    return names;
  const PythonTree tree{code};
  NamesSeen seen = walk_names(tree);
  names.imports = std::move(seen.imports);
  std::ranges::stable_sort(names.imports, {}, &Import::line);
  names.binds = seen.scopes.module_names();
  names.free = free_names(code, seen);
  names.functions = each_once(seen.functions);
  names.classes = each_once(seen.classes);
  names.makes_app = std::ranges::any_of(seen.calls, [&](const std::string& callee) { return is_flask(callee, names.imports); });
  names.returns_outside_function = seen.returns_outside_function;
  names.has_error = tree.has_error();
  return names;
}

}  // namespace snipcheck
