#include "snippets/repair/console.hpp"

#include "support/text.hpp"

#include <string_view>

namespace snipcheck {
namespace {

/// `ValueError: no`, `sqlalchemy.exc.NoResultFound`: no, only names that end as Python's own do.
bool names_error(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  return (name.ends_with("Error") || name.ends_with("Exception")) && name.find_first_of(" ('\"") == std::string_view::npos;
}

/// Whether what is printed from line `i` up to the next prompt is an exception's report; short ones lack their traceback.
bool shows_exception(const std::vector<std::string>& lines, std::size_t i, bool prints) {
  const auto text = [&](std::size_t line) { return trim(lines[line]); };
  if (i < lines.size() && !prints && names_error(text(i)))
    return true;
  for (; i < lines.size() && !text(i).starts_with(">>>"); ++i)
    if (text(i).starts_with("Traceback (most recent call last)") || text(i).starts_with("File \"<stdin>\", line "))
      return true;
  return false;
}

}  // namespace

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
  bool prints = false;        // the statement may print what looks like an exception
  std::size_t statement = 0;  // index of its first line among `typed`
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t indent = indent_of(lines[i]);
    const std::string_view text = std::string_view{lines[i]}.substr(indent);
    const bool first = text.starts_with(">>>");
    if (!first && !(in_statement && text.starts_with("..."))) {
      if (in_statement && shows_exception(lines, i, prints))
        typed.resize(statement);
      in_statement = false;
      continue;
    }
    if (first) {
      statement = typed.size();
      prints = false;
    }
    in_statement = true;
    prints |= text.find("print") != std::string_view::npos;
    const std::size_t cut = indent + 3 + (text.size() > 3 && text[3] == ' ' ? 1 : 0);
    typed.push_back({lines[i].substr(cut), i, cut});
  }
  return typed;
}

}  // namespace snipcheck
