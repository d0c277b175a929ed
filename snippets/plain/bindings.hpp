#pragma once
/// What a program binds at its margin, read off its lines: enough to see whether the next paragraph is another program.
#include "snippets/plain/program.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace snipcheck {

struct Bindings {
  std::set<std::string> names;  ///< All of them: assigned, imported, defined.
  /// Name and what its decorator is called on (`shop` of `@shop.route("/")`), "" for nothing. Without methods, which stand at the
  /// margin where indentation was lost.
  std::set<std::pair<std::string, std::string>> functions;
  std::set<std::string> classes;
  std::set<std::pair<std::string, std::string>> imports;  ///< Module and name, "" for the module itself.
  std::set<std::string> mentioned;  ///< Where indentation was lost: every word, for locals are not told apart.
  bool flat = false;                ///< Indentation was lost.
  bool makes_app = false;           ///< Calls Flask(...).
  bool finished = false;            ///< The `__main__` guard has passed.

  void add(const Bindings& more);
  /// Whether `more` makes again what is here already. A function of the same name that is registered elsewhere is another one.
  [[nodiscard]] bool made_again(const Bindings& more) const;
};

Bindings bindings_of(std::span<const std::string_view> lines, const Run& run);

}  // namespace snipcheck
