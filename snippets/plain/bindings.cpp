#include "snippets/plain/bindings.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Takes the identifier off the front, white space before it passed over; "" for none.
std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const auto end = std::ranges::find_if_not(text, is_word);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  return word;
}

/// `a.b as c`, `name as other`: what is imported and what it is called from now on.
std::pair<std::string_view, std::string_view> imported(std::string_view part) {
  part = trim(part);
  const std::string_view what = part.substr(0, part.find_first_of(" \t\n"));
  std::string_view rest = part.substr(what.size());
  return {what, take_word(rest) == "as" ? take_word(rest) : what.substr(0, what.find('.'))};
}

void add_imports(Bindings& bindings, std::string_view text) {
  std::string_view module;
  if (text.starts_with("from ")) {
    const auto import = text.find(" import");
    if (import == std::string_view::npos)
      return;
    module = trim(text.substr(5, import - 5));
    text.remove_prefix(import + 7);
  } else {
    text.remove_prefix(7);
  }
  std::string list = without_strings(text);  // comments go
  std::erase_if(list, [](char c) { return c == '(' || c == ')' || c == '\\'; });
  for (const std::string_view part : split(list, ',')) {
    const auto [what, bound] = imported(part);
    if (what.empty())
      continue;
    if (module.empty())
      bindings.imports.emplace(what, "");
    else
      bindings.imports.emplace(module, what);
    bindings.names.emplace(bound);
  }
}

bool calls_flask(std::string_view text) {
  const auto at = text.find("Flask(");
  return at != std::string_view::npos && (at == 0 || !is_word(text[at - 1]));
}

/// `a = ...`, `a: int = ...`, `a, b = ...`
void add_targets(Bindings& bindings, std::string_view text) {
  for (;;) {
    const std::string_view name = take_word(text);
    text = trim(text);
    if (name.empty() || text.empty())
      return;
    if ((text[0] == '=' && !text.starts_with("==")) || text[0] == ':' || text[0] == ',')
      bindings.names.emplace(name);
    if (text[0] != ',' && (text[0] != '=' || text.starts_with("==")))
      return;
    text.remove_prefix(1);
  }
}

/// The head of a block whose body, in the next line, stands no deeper.
bool has_bare_head(std::span<const std::string_view> lines, const Run& run) {
  const Item* head = nullptr;
  for (const Item& item : run.items()) {
    if (!is_code(item.evidence))
      continue;
    if (head != nullptr && item.indent <= head->indent)
      return true;
    const std::string_view last = trim_right(lines[item.end - 1]);
    head = last.ends_with(':') ? &item : nullptr;
  }
  return false;
}

/// `shop` of `@shop.route("/")`; "" of `@login_required`.
std::string_view registered_on(std::string_view decorator) {
  decorator.remove_prefix(1);
  const std::string_view root = take_word(decorator);
  return decorator.starts_with('.') ? root : "";
}

void add_words(Bindings& bindings, std::string_view text) {
  const std::string shape = without_strings(text);
  for (std::string_view rest = shape; !rest.empty();) {
    const std::string_view word = take_word(rest);
    if (word.empty() && !rest.empty())
      rest.remove_prefix(1);
    else
      bindings.mentioned.emplace(word);
  }
}

}  // namespace

void Bindings::add(const Bindings& more) {
  names.insert(more.names.begin(), more.names.end());
  functions.insert(more.functions.begin(), more.functions.end());
  classes.insert(more.classes.begin(), more.classes.end());
  imports.insert(more.imports.begin(), more.imports.end());
  mentioned.insert(more.mentioned.begin(), more.mentioned.end());
  flat |= more.flat;
  makes_app |= more.makes_app;
  finished |= more.finished;
}

bool Bindings::made_again(const Bindings& more) const {
  const auto any = [](const auto& some, const auto& known) {
    return std::ranges::any_of(some, [&](const auto& one) { return known.contains(one); });
  };
  const auto again = [](const auto& some, const auto& known) {
    return std::ranges::any_of(some, [&](const auto& one) {
      const auto& [name, root] = one;
      const auto first = known.lower_bound({name, ""});
      if (first == known.end() || first->first != name)
        return false;
      return root.empty() || first->second.empty() || known.contains(one);
    });
  };
  return (makes_app && more.makes_app) || again(more.functions, functions) || any(more.classes, classes) ||
         any(more.imports, imports);
}

Bindings bindings_of(std::span<const std::string_view> lines, const Run& run) {
  Bindings bindings;
  bindings.flat = has_bare_head(lines, run);
  std::string root;  // of the decorators right above
  for (const Item& item : run.items()) {
    if (!is_code(item.evidence))
      continue;
    const std::string whole = joined(lines, item.first, item.end);
    const std::string_view text = trim(whole);
    if (bindings.flat)
      add_words(bindings, text);
    bindings.makes_app |= calls_flask(text);
    bindings.finished |= text.find("__name__ ==") != std::string_view::npos;
    if (item.indent != run.indent()) {
      if (text.starts_with("from ") || text.starts_with("import ")) {  // below `try:`
        Bindings inner;
        add_imports(inner, text);
        bindings.names.insert(inner.names.begin(), inner.names.end());
      }
      continue;
    }
    if (text.starts_with('@')) {
      if (root.empty())
        root = registered_on(text);
      continue;
    }
    const std::string registered = std::exchange(root, "");
    std::string_view rest = text;
    std::string_view word = take_word(rest);
    if (word == "async")
      word = take_word(rest);
    if (word == "import" || word == "from") {
      add_imports(bindings, text);
    } else if (word == "def" || word == "class") {
      const std::string name{take_word(rest)};
      const bool method = rest.starts_with("(self") || rest.starts_with("(cls");
      bindings.names.insert(name);
      if (!method && word == "def")
        bindings.functions.emplace(name, registered);
      else if (!method)
        bindings.classes.insert(name);
    } else {
      add_targets(bindings, text);
    }
  }
  return bindings;
}

}  // namespace snipcheck
