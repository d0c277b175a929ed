#include "snippets/repair/console.hpp"

#include "support/text.hpp"

#include <string_view>

namespace snipcheck {

bool is_console(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const std::string_view text = trim(line);
    if (text.starts_with(">>>"))
      return true;
    if (!text.empty() && !text.starts_with('#') && !text.starts_with('$'))
      return false;
  }
  return false;
}

std::vector<TypedLine> typed_lines(const std::vector<std::string>& lines) {
  std::vector<TypedLine> typed;
  bool in_statement = false;  // `...` continues only what a prompt began
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t indent = indent_of(lines[i]);
    const std::string_view text = std::string_view{lines[i]}.substr(indent);
    const bool first = text.starts_with(">>>");
    if (!first && !(in_statement && text.starts_with("..."))) {
      in_statement = false;
      continue;
    }
    in_statement = true;
    const std::size_t cut = indent + 3 + (text.size() > 3 && text[3] == ' ' ? 1 : 0);
    typed.push_back({lines[i].substr(cut), i, cut});
  }
  return typed;
}

}  // namespace snipcheck
