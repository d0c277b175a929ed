#pragma once
/// Code lines on their way to a program.
#include "snippets/names.hpp"
#include "snippets/plain/line_kind.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

/// One logical line and what it is worth.
struct Item {
  std::size_t first = 0, end = 0;
  Evidence evidence = Evidence::blank;
  std::size_t indent = 0;
};

/// Code lines with no blank line between them, and later whole programs; its sums are kept while it grows.
class Run {
 public:
  void add(const Item& item) {
    items_.push_back(item);
    ++counts_[static_cast<std::size_t>(item.evidence)];
    code_ += is_code(item.evidence) ? 1 : 0;
    if (item.evidence != Evidence::blank)
      indent_ = std::min(indent_, item.indent);
    if (!is_code(item.evidence))
      return;
    if (!last_code_)
      first_code_ = item;
    last_code_ = item;
  }
  void add(const Run& more) {
    for (const Item& item : more.items_)
      add(item);
  }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  [[nodiscard]] const Item& front() const { return items_.front(); }
  [[nodiscard]] std::size_t first() const { return items_.front().first; }
  [[nodiscard]] std::size_t end() const { return items_.back().end; }
  [[nodiscard]] int count(Evidence evidence) const { return counts_[static_cast<std::size_t>(evidence)]; }
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] std::size_t indent() const { return indent_; }
  [[nodiscard]] const Item& first_code() const { return first_code_ ? *first_code_ : items_.front(); }
  [[nodiscard]] const Item& last_code() const { return last_code_ ? *last_code_ : items_.back(); }

 private:
  std::vector<Item> items_;
  std::array<int, static_cast<std::size_t>(Evidence::strong) + 1> counts_{};
  int code_ = 0;
  std::size_t indent_ = std::string::npos;
  std::optional<Item> first_code_, last_code_;
};

/// What a program binds, kept while it grows.
struct Bindings {
  std::set<std::string> names, functions, classes;
  std::set<std::pair<std::string, std::string>> imports;  ///< Module and name.
  bool makes_app = false;
  bool finished = false;  ///< The `__main__` guard has passed.

  void add(const Names& more, std::string_view text) {
    names.insert(more.binds.begin(), more.binds.end());
    functions.insert(more.functions.begin(), more.functions.end());
    classes.insert(more.classes.begin(), more.classes.end());
    for (const Import& import : more.imports)
      imports.emplace(import.module, import.name);
    makes_app |= more.makes_app;
    finished |= text.find("__name__ ==") != std::string_view::npos;
  }
  /// Whether `more` makes again what is here already: then it is another program.
  [[nodiscard]] bool made_again(const Names& more) const {
    const auto has = [](const std::set<std::string>& known) {
      return [&known](const std::string& name) { return known.contains(name); };
    };
    return (makes_app && more.makes_app) || std::ranges::any_of(more.functions, has(functions)) ||
           std::ranges::any_of(more.classes, has(classes)) || std::ranges::any_of(more.imports, [&](const Import& import) {
             return imports.contains({import.module, import.name});
           });
  }
};

}  // namespace snipcheck
