#include "snippets/language.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_languages.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/console.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
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

/// The name of this tool for what a label says; "" for one that says nothing.
std::string canonical(std::string_view label) {
  static const std::map<std::string_view, std::string_view> names{{"py", "python"},
                                                                  {"python", "python"},
                                                                  {"python3", "python"},
                                                                  {"py3", "python"},
                                                                  {"python2", "python"},
                                                                  {"flask", "python"},
                                                                  {"python-flask", "python"},
                                                                  {"ipython", "python"},
                                                                  {"ipython3", "python"},
                                                                  {"sage", "python"},
                                                                  {"pycon", "python-console"},
                                                                  {"python-console", "python-console"},
                                                                  {"python-repl", "python-console"},
                                                                  {"pyconsole", "python-console"},
                                                                  {"doctest", "python-console"},
                                                                  {"sh", "bash"},
                                                                  {"shell", "bash"},
                                                                  {"bash", "bash"},
                                                                  {"zsh", "bash"},
                                                                  {"console", "bash"},
                                                                  {"terminal", "bash"},
                                                                  {"cmd", "bash"},
                                                                  {"powershell", "bash"},
                                                                  {"ps1", "bash"},
                                                                  {"shell-session", "bash"},
                                                                  {"shellscript", "bash"},
                                                                  {"bat", "bash"},
                                                                  {"batch", "bash"},
                                                                  {"html", "html"},
                                                                  {"html5", "html"},
                                                                  {"htm", "html"},
                                                                  {"jinja", "jinja"},
                                                                  {"jinja2", "jinja"},
                                                                  {"html+jinja", "jinja"},
                                                                  {"html+jinja2", "jinja"},
                                                                  {"django", "jinja"},
                                                                  {"htmldjango", "jinja"},
                                                                  {"html+django", "jinja"},
                                                                  {"jinja-html", "jinja"},
                                                                  {"j2", "jinja"},
                                                                  {"js", "javascript"},
                                                                  {"javascript", "javascript"},
                                                                  {"jsx", "javascript"},
                                                                  {"node", "javascript"},
                                                                  {"ts", "typescript"},
                                                                  {"yml", "yaml"},
                                                                  {"yaml", "yaml"},
                                                                  {"json", "json"},
                                                                  {"jsonc", "json"},
                                                                  {"sql", "sql"},
                                                                  {"toml", "toml"},
                                                                  {"ini", "ini"},
                                                                  {"cfg", "ini"},
                                                                  {"env", "ini"},
                                                                  {"dotenv", "ini"},
                                                                  {"properties", "ini"},
                                                                  {"conf", "ini"},
                                                                  {"nginx", "nginx"},
                                                                  {"nginxconf", "nginx"},
                                                                  {"dockerfile", "dockerfile"},
                                                                  {"docker", "dockerfile"},
                                                                  {"procfile", "procfile"},
                                                                  {"diff", "diff"},
                                                                  {"patch", "diff"},
                                                                  {"text", "text"},
                                                                  {"txt", "text"},
                                                                  {"plain", "text"},
                                                                  {"plaintext", "text"},
                                                                  {"output", "text"},
                                                                  {"none", "text"},
                                                                  {"nohighlight", "text"},
                                                                  {"tree", "text"},
                                                                  {"md", "markdown"},
                                                                  {"markdown", "markdown"}};
  const std::string low = lower(label);
  const auto found = names.find(low);
  return std::string{found == names.end() ? std::string_view{low} : found->second};
}

bool parses(const std::vector<std::string>& lines) {
  const std::string code = join(lines, "\n") + "\n";
  return !PythonTree{code}.has_error();
}

/// A block whose author says Python.
std::string of_labelled_python(const std::vector<std::string>& lines, const Tally& tally) {
  if (is_console(lines))
    return "python-console";
  if (tally.shell > 0 && tally.python() + tally.bare + tally.prose == 0)
    return "bash";
  if (tally.strong + tally.fair > 0 || (tally.prose == 0 && parses(lines)))
    return "python";
  std::string other = other_language(lines);
  return other.empty() ? "python" : other;
}

/// A block without a label, or with one for "just text".
std::string of_unlabelled(const std::vector<std::string>& lines, const Tally& tally) {
  if (is_console(lines))
    return "python-console";
  std::string other = other_language(lines);
  if (!other.empty())
    return other;
  if (is_surely_python(lines, tally))
    return "python";
  const bool session = !lines.empty() && trim(lines.front()).starts_with("$ ");  // what it printed stands below
  if (tally.shell > 0 && (session || tally.shell >= tally.prose))
    return "bash";
  return "text";
}

}  // namespace

std::string language_of(std::string_view label, const std::vector<std::string>& lines) {
  std::size_t size = 0;
  for (const std::string& line : lines)
    size += line.size() + 1;
  std::string named = canonical(label);
  if (size > kMaxParsed)
    return named.empty() ? "text" : named;
  const Tally tally = tally_of(lines);
  if (named == "python" || named == "python-console")
    return of_labelled_python(lines, tally);
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
