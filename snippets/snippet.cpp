#include "snippets/snippet.hpp"

namespace snipcheck {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::complete: return "complete";
    case Role::fragment: return "fragment";
    case Role::continuation: return "continuation";
    case Role::directive_only: return "directive-only";
    case Role::expression: return "expression";
  }
  return "";
}

}  // namespace snipcheck
