#include "snippets/formats/rst_marks.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr CodeDirective kCode[] = {{"code-block", ""},
                                   {"sourcecode", ""},
                                   {"code", ""},
                                   {"code-tab", ""},
                                   {"code-cell", ""},
                                   {"parsed-literal", " "},
                                   {"doctest", "doctest"},
                                   {"prompt", ""},
                                   {"testcode", "python"},
                                   {"testsetup", "python"},
                                   {"ipython", "python"},
                                   {"runblock", ""},
                                   {"plot", "python"},
                                   {"exec", "python"},
                                   {"exec-code", "python"},
                                   {"jupyter-execute", "python"},
                                   {"pyodide", "python"},
                                   {"altair-plot", "python"},
                                   {"click:example", "python"}};

constexpr std::string_view kOpaque[] = {
    "raw",          "literalinclude", "include",        "testoutput",     "testcleanup",
    "math",         "graphviz",       "digraph",        "graph",          "mermaid",
    "uml",          "plantuml",       "csv-table",      "toctree",        "image",
    "meta",         "ditaa",          "blockdiag",      "seqdiag",        "actdiag",
    "nwdiag",       "jinja",          "click:run",      "bibliography",   "productionlist",
    "code-include", "program-output", "command-output", "jupyter-output", "inheritance-diagram",
    "highlight"};

constexpr std::string_view kNotes[] = {"note",         "warning",    "tip",    "hint",          "important",
                                       "attention",    "caution",    "danger", "error",         "seealso",
                                       "versionadded", "deprecated", "todo",   "versionchanged"};

constexpr std::string_view kCodeOptions[] = {"linenos", "lineno-start", "number-lines", "emphasize-lines",
                                             "caption", "name",         "dedent",       "force",
                                             "class",   "hide",         "options",      "filename"};

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_name_char(char c) {
  return is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_punctuation(char c) { return c > ' ' && c < 0x7F && !is_alphanumeric(c); }

bool is_enumerator(std::string_view word) {
  if (word.starts_with('('))
    word.remove_prefix(1);
  if (word.size() < 2 || (word.back() != '.' && word.back() != ')'))
    return false;
  word.remove_suffix(1);
  const auto all_of = [&](std::string_view set) { return word.find_first_not_of(set) == std::string_view::npos; };
  return word == "#" || (word.size() == 1 && is_alphanumeric(word[0])) || all_of("0123456789") || all_of("ivxlcdm") ||
         all_of("IVXLCDM");
}

bool is_edge(std::string_view text, std::string_view marks) {
  return !text.empty() && text.find_first_not_of(marks) == std::string_view::npos;
}

}  // namespace

bool is_explicit(std::string_view text) {
  return text.starts_with("..") && (text.size() == 2 || text[2] == ' ' || text[2] == '\t');
}

std::optional<RstDirective> rst_directive(std::string_view text) {
  const std::string_view rest = trim(text.substr(2));
  std::size_t end = 0;
  while (end < rest.size() && is_name_char(rest[end]) && !rest.substr(end).starts_with("::"))
    ++end;
  std::string_view name = rest.substr(0, end);
  const std::string_view after = rest.substr(end).starts_with(" ::") ? rest.substr(end + 1) : rest.substr(end);
  if (!name.empty() && after.starts_with("::") && (after.size() == 2 || after[2] == ' ' || after[2] == '\t'))
    return RstDirective{name, trim(after.substr(2))};
  name = rest.substr(0, rest.find(':'));
  if (name.size() == rest.size() || (name != "code-block" && name != "sourcecode"))
    return std::nullopt;
  const std::string_view argument =
      rest.substr(rest.find_first_not_of(':', name.size()) == std::string_view::npos ? rest.size()
                                                                                     : rest.find_first_not_of(':', name.size()));
  return RstDirective{name, trim(argument)};
}

std::optional<CodeDirective> code_directive(std::string_view name) {
  const auto* found = std::ranges::find(kCode, name, &CodeDirective::name);
  return found == std::end(kCode) ? std::nullopt : std::optional{*found};
}

bool is_opaque(std::string_view name) { return is_any_of(name, kOpaque); }

bool begins_with_text(std::string_view name) { return is_any_of(name, kNotes); }

bool is_code_option(std::string_view text) {
  return text.starts_with(':') && is_any_of(text.substr(1, text.find(':', 1) - 1), kCodeOptions);
}

std::size_t list_mark(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  if (!is_any_of(word, std::initializer_list<std::string_view>{"-", "*", "+", "\u2022", "\u2023", "\u2043"}) &&
      !is_enumerator(word))
    return 0;
  return end + indent_of(text.substr(end));
}

std::size_t field_mark(std::string_view text) {
  if (text.size() < 3 || text[0] != ':' || text[1] == ':' || text[1] == ' ')
    return 0;
  const std::size_t end = text.find(':', 1);
  if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != ' ' && text[end + 1] != '\t'))
    return 0;
  return end + 1 + indent_of(text.substr(end + 1));
}

bool is_rule(std::string_view line) {
  line = trim_right(line);
  return line.size() >= 2 && is_punctuation(line[0]) && line.find_first_not_of(line[0]) == std::string_view::npos &&
         line != "::" && line != "..";
}

bool is_grid_edge(std::string_view text) {
  text = trim_right(text);
  return text.size() > 2 && text.starts_with("+-") && text.ends_with("-+") && is_edge(text, "+-");
}

bool is_simple_edge(std::string_view text) {
  text = trim_right(text);
  return is_edge(text, "= ") && text.starts_with('=') && text.find(" =") != std::string_view::npos;
}

}  // namespace snipcheck
