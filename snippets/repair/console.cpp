#include "snippets/repair/console.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/repair/echoed.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace snipcheck {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `ValueError: no`, `sqlalchemy.exc.NoResultFound`: no, only names that end as Python's own do.
bool names_error(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  return (name.ends_with("Error") || name.ends_with("Exception")) && name.find_first_of(" ('\"") == std::string_view::npos;
}

/// Bytes of `In [12]: ` at the start; 0 for none.
std::size_t notebook_prompt(std::string_view text, std::string_view word) {
  if (!text.starts_with(word))
    return 0;
  std::size_t at = word.size();
  at += at < text.size() && text[at] == ' ' ? 1 : 0;
  if (at >= text.size() || text[at] != '[')
    return 0;
  ++at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == ' ' || text[at] == '*'))
    ++at;
  if (!text.substr(at).starts_with("]:"))
    return 0;
  at += 2;
  return at + (at < text.size() && text[at] == ' ' ? 1 : 0);
}

/// Bytes of a prompt that goes on with one.
std::size_t next_prompt(std::string_view text) {
  if (!text.starts_with("..."))
    return 0;
  std::size_t dots = text.find_first_not_of('.');
  dots = dots == std::string_view::npos ? text.size() : dots;
  if (dots < text.size() && text[dots] == ':')
    ++dots;
  else if (dots > 3)
    return 0;
  return dots + (dots < text.size() && text[dots] == ' ' ? 1 : 0);
}

/// Whether what is printed from line `i` up to the next prompt is an exception's report; short ones lack their traceback.
bool shows_exception(const std::vector<std::string>& lines, std::size_t i, bool prints) {
  const auto text = [&](std::size_t line) { return trim(lines[line]); };
  if (i < lines.size() && !prints && names_error(text(i)))
    return true;
  for (; i < lines.size() && prompt_size(text(i)) == 0; ++i)
    if (text(i).find("Traceback (most recent call last)") != std::string_view::npos ||
        text(i).starts_with("File \"<stdin>\", line "))
      return true;
  return false;
}

/// Whether the input so far waits for more: an open bracket, or a colon at its end.
bool waits(const std::vector<TypedLine>& typed, std::size_t statement) {
  std::vector<std::string_view> lines;
  for (std::size_t i = statement; i < typed.size(); ++i)
    lines.emplace_back(typed[i].text);
  return !lines.empty() &&
         (trim_right(lines.back()).ends_with(':') || end_of_logical_line(lines, lines.size() - 1) < lines.size() ||
          (lines.size() > 1 && indent_of(lines.back()) > 0));
}

/// `%timeit f()`, `!ls`: words to IPython, not to Python.
bool is_magic(std::string_view text) { return text.starts_with('%') || text.starts_with('!'); }

}  // namespace

std::size_t prompt_size(std::string_view text) {
  if (text.starts_with(">>>"))
    return 3 + (text.size() > 3 && text[3] == ' ' ? 1 : 0);
  return notebook_prompt(text, "In");
}

std::size_t answer_size(std::string_view text) { return notebook_prompt(text, "Out"); }

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
  std::size_t margin = 0;     // where its prompt stands
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t indent = indent_of(lines[i]);
    const std::string_view text = std::string_view{lines[i]}.substr(indent);
    const std::size_t first = prompt_size(text);
    const std::size_t next = in_statement && first == 0 ? next_prompt(text) : 0;
    const bool bare = in_statement && first + next == 0 && indent >= margin + 4 && waits(typed, statement);
    if (first + next == 0 && !bare) {
      if (in_statement && shows_exception(lines, i, prints))
        typed.resize(statement);
      in_statement = false;
      continue;
    }
    if (first > 0) {
      statement = typed.size();
      prints = false;
      margin = indent;
    }
    in_statement = true;
    prints |= text.find("print") != std::string_view::npos;
    const std::size_t cut = bare ? margin : indent + first + next;
    if (!is_magic(trim(std::string_view{lines[i]}.substr(cut))))
      typed.push_back({lines[i].substr(cut), i, cut});
  }
  return typed;
}

void keep_typed_lines(CodeText& text) {
  text.echoed = echoed_results(text.lines);
  for (EchoedResult& one : text.echoed)
    one.line = text.document_lines[static_cast<std::size_t>(one.line)];
  std::vector<bool> gone(text.lines.size(), true);
  for (const TypedLine& typed : typed_lines(text.lines)) {
    gone[typed.line] = false;
    text.cut(typed.line, typed.cut);
  }
  text.drop(gone);
}

void take_off_stray_prompts(CodeText& text) {
  Zones zones{text.lines};
  const auto in_code = [&](std::size_t i, std::size_t byte) {
    return byte < text.lines[i].size() && zones.is(Zone::code, i, byte);
  };
  std::vector<bool> gone(text.lines.size());
  std::optional<std::size_t> first;
  bool printing = false;  // below a prompt, up to a blank line
  bool typing = false;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::size_t indent = indent_of(text.lines[i]);
    const std::string_view line = std::string_view{text.lines[i]}.substr(indent);
    const std::size_t prompt = prompt_size(line);
    const std::size_t begins = prompt > 0 && in_code(i, indent) ? prompt : 0;
    const std::size_t goes_on = typing && begins == 0 ? next_prompt(line) : 0;
    if (begins + goes_on > 0) {
      printing = typing = true;
      text.cut(i, indent + begins + goes_on);
    } else if (line.starts_with("$ ") && in_code(i, indent)) {
      gone[i] = true;
      printing = typing = false;
    } else {
      typing = false;
      printing = printing && !line.empty();
      gone[i] = printing;
      continue;
    }
    first = first.value_or(i);
  }
  if (!first)
    return;
  text.repaired_at(*first, "SC105", "a prompt stands among the code");
  text.drop(gone);
}

}  // namespace snipcheck
