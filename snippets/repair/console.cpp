#include "snippets/repair/console.hpp"

#include "support/text.hpp"

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
  for (; i < lines.size() && prompt_size(text(i)) == 0; ++i) {
    const std::string_view line = text(i);
    if (line.find("Traceback (most recent call last)") != std::string_view::npos || line.starts_with("File \"<stdin>\", line "))
      return true;
  }
  return false;
}

/// Bytes of the prompt that continues a statement.
std::size_t continuation_size(std::string_view text) {
  if (!text.starts_with("..."))
    return 0;
  return text.starts_with("...:") ? 4 : 3;
}

/// `%timeit f()`, `!ls`: words to IPython, not to Python.
bool is_magic(std::string_view text) { return text.starts_with('%') || text.starts_with('!'); }

}  // namespace

std::size_t prompt_size(std::string_view text) {
  if (text.starts_with(">>>"))
    return 3;
  if (!text.starts_with("In ["))
    return 0;
  const auto close = text.find("]:");
  const bool counted = close != std::string_view::npos && text.find_first_not_of("0123456789 ", 4) == close;
  return counted ? close + 2 : 0;
}

bool is_console(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    const std::string_view text = trim(line);
    if (prompt_size(text) > 0)
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
    const std::size_t prompt = prompt_size(text);
    const bool first = prompt > 0;
    const std::size_t taken = first ? prompt : continuation_size(text);
    if (taken == 0 || (!first && !in_statement)) {
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
    const std::size_t cut = indent + taken + (text.size() > taken && text[taken] == ' ' ? 1 : 0);
    if (!is_magic(trim(text.substr(taken))))
      typed.push_back({lines[i].substr(cut), i, cut});
  }
  return typed;
}

}  // namespace snipcheck
