#include "snippets/language.hpp"

#include "snippets/language_names.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_languages.hpp"
#include "snippets/plain/printed.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/plain/shell.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/code_text.hpp"
#include "snippets/repair/console.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace snipcheck {
namespace {

/// How the lines of a block divide by evidence.
struct Tally {
  int strong = 0, fair = 0, weak = 0, bare = 0, prose = 0, shell = 0;
  [[nodiscard]] int python() const { return strong + fair + weak; }
};

Tally tally_of(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  std::vector<Item> items;
  for (const LogicalLine& line : logical_lines(views))
    items.push_back({line.first, line.end, evidence_of(line.text), line.indent});
  look_again(views, std::vector<bool>(lines.size()), items);
  Tally tally;
  for (const Item& item : items) {
    switch (item.evidence) {
      case Evidence::strong: ++tally.strong; break;
      case Evidence::fair: ++tally.fair; break;
      case Evidence::weak: ++tally.weak; break;
      case Evidence::bare: ++tally.bare; break;
      case Evidence::prose: ++tally.prose; break;
      case Evidence::shell: ++tally.shell; break;
      default: break;
    }
  }
  return tally;
}

/// Dotted names and the like say Python only where they begin with an object that Flask's readers know.
bool names_known_object(const std::vector<std::string>& lines) {
  static const std::set<std::string_view> known{"request", "session", "g",     "app",      "current_app", "db",
                                                "self",    "os",      "flask", "response", "current_user"};
  return std::ranges::all_of(lines, [](const std::string& line) {
    const std::string_view text = trim(line);
    return text.empty() || text.starts_with('#') || known.contains(text.substr(0, text.find_first_of(".[")));
  });
}

/// Python without anybody saying so.
bool is_surely_python(const std::vector<std::string>& lines, const Tally& tally) {
  if (tally.shell > 0)
    return tally.strong >= 2 && tally.shell == 1 && tally.prose == 0;
  if (tally.prose == 0 && tally.python() > 0)
    return tally.bare <= tally.python();
  if (tally.prose == 0 && tally.bare > 0)
    return names_known_object(lines);
  return tally.strong >= 2 && tally.prose * 4 <= tally.strong + tally.fair;
}

/// A command line with its prompt: what it printed stands below.
bool starts_with_prompt(const std::vector<std::string>& lines) { return !lines.empty() && has_prompt(lines.front()); }

bool any_of_lines(const std::vector<std::string>& lines, bool (*holds)(std::string_view)) {
  return std::ranges::any_of(lines, [&](const std::string& line) { return holds(trim(line)); });
}

/// Whether a traceback is all that stands here.
bool is_trace(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  std::size_t i = 0;
  while (i < views.size() && trim(views[i]).empty())
    ++i;
  if (i == views.size() || !trim(views[i]).starts_with("Traceback ("))
    return false;
  const std::size_t end = end_of_trace(views, std::vector<bool>(views.size()), i);
  return std::all_of(views.begin() + static_cast<std::ptrdiff_t>(end), views.end(),
                     [](std::string_view line) { return !is_code(evidence_of(line)); });
}

/// What even a mistaken line of Python has: a word that begins a statement, a call, an assignment.
bool has_code_marks(std::string_view line) {
  static constexpr std::string_view openings[] = {"def ",   "class ", "from ",  "import ", "return ", "print ",
                                                  "raise ", "with ",  "while ", "assert ", "del ",    "async ",
                                                  "await ", "try:",   "else:",  "lambda "};
  if (line.starts_with('@') || line.starts_with('#') || line == "..." ||
      std::ranges::any_of(openings, [&](std::string_view opening) { return line.starts_with(opening); }))
    return true;
  const std::string shape = without_strings(plain_quotes(line));
  const auto open = shape.find_first_of("([");
  const bool called = open != std::string::npos && open > 0 && shape[open - 1] != ' ';
  const auto equals = shape.find('=');
  return called || (equals != std::string::npos && equals > 0);
}

/// Whether no line is Python by itself: what a program printed, words, a program in plain words.
bool is_wording(const std::vector<std::string>& lines, const Tally& tally) {
  if (tally.strong + tally.fair > 0 || tally.prose == 0)
    return false;
  const auto marked = std::ranges::count_if(lines, [](const std::string& line) { return has_code_marks(trim(line)); });
  const auto worded = std::ranges::count_if(lines, [](const std::string& line) { return has_adjacent_words(trim(line)); });
  return marked == 0 || (worded > 1 && marked < worded && tally.prose > 2 * tally.weak + tally.bare);
}

/// `true`, `false` or `null` outside of strings.
bool has_json_words(const std::vector<std::string>& lines) {
  const std::string shape = without_strings(join(lines, "\n"));
  for (const std::string_view word : {"true", "false", "null"})
    if (shape.find(word) != std::string::npos)
      return true;
  return false;
}

/// `DEBUG=True`, `PORT=5000`: settings whose values are Python's.
bool has_python_values(std::string_view line) {
  const std::string_view value = trim(line.substr(std::min(line.find('=') + 1, line.size())));
  return value.starts_with('"') || value.starts_with('\'') || value == "True" || value == "False" || value == "None" ||
         (!value.empty() && value.find_first_not_of("0123456789.") == std::string_view::npos);
}

/// Whether some line is Python without a doubt.
bool has_strong_line(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  for (std::size_t i = 0; i < views.size();) {
    const std::size_t end = std::max(end_of_logical_line(views, i), i + 1);
    if (evidence_of(joined(views, i, end)) == Evidence::strong)
      return true;
    i = end;
  }
  return false;
}

/// `--8<-- "app.py"`: where a site puts a file's text.
bool is_include(const std::vector<std::string>& lines) { return lines.size() == 1 && trim(lines.front()).starts_with("--8<--"); }

/// A block whose author says Python.
std::string of_labelled_python(const std::vector<std::string>& lines) {
  if (is_console(lines))
    return "python-console";
  if (is_trace(lines) || is_include(lines))
    return "text";
  if (has_strong_line(lines))
    return "python";
  const Tally tally = tally_of(lines);
  if (tally.shell > 0 && (tally.python() + tally.bare + tally.prose == 0 || (starts_with_prompt(lines) && tally.python() == 0)))
    return "bash";
  const bool python = reads_as_python(lines);
  const bool settled = tally.fair > 0 || (tally.prose == 0 && python);
  const bool section = trim(lines.front()).starts_with('[') && trim(lines.front()).ends_with(']');
  if (settled && python && !section && !has_json_words(lines))
    return "python";
  std::string other = other_language(lines);
  if (section && (other == "ini" || other == "toml"))
    return other;
  if (other == "ini" && python && !any_of_lines(lines, [](std::string_view line) { return !has_python_values(line); }))
    return "python";
  if (settled && !other.empty() && (other == "json" || !python))
    return other;
  if (settled)
    return "python";
  return !other.empty() ? other : is_wording(lines, tally) ? "text" : "python";
}

/// Languages whose code may read as Python and is none.
bool resembles_python(std::string_view language) {
  static constexpr std::string_view names[] = {"cython", "gdscript", "mojo", "nim", "starlark", "bazel", "xonsh", "coffeescript"};
  return is_any_of(language, names);
}

/// How only a line of Python begins.
bool begins_python(std::string_view line) {
  return line.starts_with("def ") || line.starts_with("from ") || line.starts_with("async def ") || line.starts_with("with ") ||
         line.starts_with("return jsonify(") || line.starts_with("return render_template(");
}

/// Words that are values in Python alone: `True`, `None`.
bool has_python_words(std::string_view line) {
  const std::string shape = without_strings(line);
  for (const std::string_view word : {"True", "False", "None"})
    for (std::size_t at = shape.find(word); at != std::string::npos; at = shape.find(word, at + 1)) {
      const auto is_name = [&](std::size_t i) {
        return i < shape.size() && (std::isalnum(static_cast<unsigned char>(shape[i])) != 0 || shape[i] == '_');
      };
      if (!is_name(at + word.size()) && (at == 0 || !is_name(at - 1)))
        return true;
    }
  return false;
}

/// What a diff without a header leaves of Python.
bool is_changed_python(const std::vector<std::string>& lines) {
  std::vector<std::string> kept;
  bool added = false;
  for (const std::string& line : lines) {
    if (!line.empty() && std::string_view{"+- "}.find(line[0]) == std::string_view::npos)
      return false;
    added = added || line.starts_with('+');
    if (!line.starts_with('-'))
      kept.push_back(line.empty() ? line : line.substr(1));
  }
  return added && is_surely_python(kept, tally_of(kept));
}

/// Python with a word in bold type, as in a page's literal text: `from flask import **Blueprint**`.
bool is_bold_python(const std::vector<std::string>& lines) {
  std::vector<std::string> plain = lines;
  bool any = false;
  for (std::string& line : plain)
    for (std::size_t open = line.find("**"), close = 0; open != std::string::npos; open = line.find("**", close - 2)) {
      close = line.find("**", open + 2);
      if (close == std::string::npos)
        break;
      line.erase(close, 2).erase(open, 2);
      any = true;
    }
  return any && is_surely_python(plain, tally_of(plain));
}

/// A program that has a template or SQL in a string: all of its statements are Python.
bool holds_other_language(const std::vector<std::string>& lines, const Tally& tally) {
  return tally.strong >= 2 && tally.prose + tally.shell == 0 && tally.bare <= tally.python() &&
         join(lines, "\n").find_first_of("\"'") != std::string::npos && any_of_lines(lines, begins_python);
}

/// A block without a label, or with one for "just text".
std::string of_unlabelled(const std::vector<std::string>& lines, const Tally& tally) {
  if (is_console(lines))
    return "python-console";
  if (is_trace(lines))
    return "text";
  std::string other = other_language(lines);
  if (!other.empty() && !holds_other_language(lines, tally))
    return other;
  if (is_surely_python(lines, tally))
    return "python";
  if (is_changed_python(lines) || is_bold_python(lines))
    return "python";
  if (tally.shell > 0 && (starts_with_prompt(lines) || tally.shell >= tally.prose))
    return "bash";
  return "text";
}

}  // namespace

std::string language_of(std::string_view label, const std::vector<std::string>& lines) {
  std::size_t size = 0;
  for (const std::string& line : lines)
    size += line.size() + 1;
  std::string named = canonical_language(label);
  if (size > kMaxParsed)
    return named.empty() ? "text" : named;
  if (named == "python" || named == "python-console")
    return of_labelled_python(lines);
  const Tally tally = tally_of(lines);
  if (named.empty())
    return of_unlabelled(lines, tally);
  if (is_console(lines))
    return "python-console";
  const bool python = is_surely_python(lines, tally) && tally.strong + tally.fair > 0;
  if (named == "bash")
    return python && tally.shell == 0 ? "python" : named;
  if (named == "html" || named == "jinja") {
    const std::string found = other_language(lines);
    return found == "jinja" || found == "html" ? (named == "jinja" ? named : found)
           : python && tally.strong > 0        ? "python"
                                               : named;
  }
  if (named == "text" && tally.strong >= 2 && tally.prose == 0 && python)
    return "python";
  if (!resembles_python(named) && python && tally.strong > 0 && reads_as_python(lines) &&
      (any_of_lines(lines, begins_python) || any_of_lines(lines, has_python_words)) && other_language(lines).empty())
    return "python";
  return named;
}

std::string label_of(std::string_view info) {
  info = trim(info);
  if (info.starts_with('{')) {
    const auto close = info.find('}');
    const std::string_view inside = info.substr(1, close == std::string_view::npos ? info.size() - 1 : close - 1);
    const std::string_view after = close == std::string_view::npos ? std::string_view{} : trim(info.substr(close + 1));
    for (const std::string_view directive : {"code-block", "code-cell", "code", "sourcecode", "literalinclude"})
      if (trim(inside) == directive)
        return after.empty() ? (directive == "code-cell" ? "python" : "") : label_of(after);
    std::string_view name = trim(inside);
    for (const std::string_view word : split(inside, ' '))
      if (word.starts_with('.')) {
        name = word.substr(1);
        break;
      }
    return std::string{name.substr(0, name.find_first_of(" ,\t="))};
  }
  return std::string{info.substr(0, info.find_first_of(" ,\t{:;="))};
}

}  // namespace snipcheck
