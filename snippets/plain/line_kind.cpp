#include "snippets/plain/line_kind.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/shell.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/console.hpp"
#include "snippets/repair/elisions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace snipcheck {
namespace {

constexpr std::size_t kMaxLine = 16'384;  // of a logical line; longer ones are data

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9'); }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_keyword(std::string_view word) {
  static const std::set<std::string_view> keywords{
      "and",  "as",    "assert", "async",    "await",   "break", "class", "continue", "def",   "del",
      "elif", "else",  "except", "exec",     "finally", "for",   "from",  "global",   "if",    "import",
      "in",   "is",    "lambda", "nonlocal", "not",     "or",    "pass",  "print",    "raise", "return",
      "try",  "while", "with",   "yield",    "match",   "case",  "type"};
  return keywords.contains(word);
}

std::string_view first_word(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_word);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool is_all_caps(std::string_view name) { return std::ranges::none_of(name, is_lower) && std::ranges::any_of(name, is_upper); }

/// Whether the expression has something that prose has not: a call, an index, a string, an operator ...
bool is_telling(TSNode node) {
  static const std::set<std::string_view> telling{"call",
                                                  "subscript",
                                                  "string",
                                                  "list",
                                                  "dictionary",
                                                  "comparison_operator",
                                                  "lambda",
                                                  "list_comprehension",
                                                  "dictionary_comprehension",
                                                  "set_comprehension",
                                                  "await",
                                                  "generator_expression",
                                                  "conditional_expression",
                                                  "set",
                                                  "concatenated_string",
                                                  "yield"};
  std::vector<TSNode> open{node};
  for (int seen = 0; !open.empty() && seen < 200; ++seen) {
    const TSNode here = open.back();
    open.pop_back();
    if (telling.contains(kind(here)))
      return true;
    for (const Child& child : children_of(here))
      open.push_back(child.node);
  }
  return false;
}

Evidence of_condition(TSNode condition) {
  if (is_telling(condition))
    return Evidence::strong;
  return kind(condition) == "attribute" || kind(condition) == "not_operator" ? Evidence::fair : Evidence::weak;
}

class LineJudge {
 public:
  explicit LineJudge(const PythonTree& tree) : tree_(tree) {}

  Evidence statement(TSNode node) const {
    const std::string_view what = kind(node);
    if (what == "expression_statement")
      return expression(ts_node_named_child(node, 0));
    if (what == "import_from_statement" || what == "future_import_statement")
      return Evidence::strong;
    if (what == "import_statement")
      return tree_.text(node).find_first_of("._, ", 7) == std::string_view::npos ? Evidence::fair : Evidence::strong;
    if (what == "function_definition" || what == "decorated_definition")
      return Evidence::strong;
    if (what == "class_definition")
      return class_definition(node);
    if (what == "if_statement" || what == "while_statement")
      return of_condition(field(node, "condition"));
    if (what == "for_statement")
      return is_telling(field(node, "right")) ? Evidence::strong : Evidence::fair;
    if (what == "with_statement")
      return is_telling(ts_node_named_child(node, 0)) ? Evidence::strong : Evidence::weak;
    if (what == "return_statement" || what == "raise_statement" || what == "assert_statement" || what == "delete_statement")
      return jump(node);
    if (what == "print_statement")
      return is_telling(node) ? Evidence::fair : Evidence::bare;
    return Evidence::weak;  // pass, break, global, try, match, ...
  }

 private:
  Evidence class_definition(TSNode node) const {
    const std::string_view name = tree_.text(field(node, "name"));
    const bool camel = !name.empty() && is_upper(name[0]);
    return camel || !ts_node_is_null(field(node, "superclasses")) ? Evidence::strong : Evidence::weak;
  }

  Evidence jump(TSNode node) const {
    if (ts_node_named_child_count(node) == 0)
      return Evidence::weak;
    if (is_telling(node))
      return Evidence::strong;
    const TSNode value = ts_node_named_child(node, 0);
    const std::string_view text = tree_.text(value);
    return kind(value) == "attribute" || text.ends_with("Error") || text.ends_with("Exception") ? Evidence::fair : Evidence::weak;
  }

  Evidence expression(TSNode node) const {
    const std::string_view what = kind(node);
    if (what == "assignment")
      return assignment(node);
    if (what == "augmented_assignment")
      return is_telling(node) || kind(field(node, "left")) != "identifier" ? Evidence::strong : Evidence::fair;
    if (what == "call")
      return call(node);
    if (what == "parenthesized_expression")  // a chain of calls over several lines
      return expression(ts_node_named_child(node, 0));
    if (what == "string" && tree_.text(node).size() > 6 &&
        (tree_.text(node).starts_with("\"\"\"") || tree_.text(node).starts_with("'''")))
      return Evidence::weak;  // says what the program below is for
    if (what == "await" || what == "yield")
      return is_telling(ts_node_named_child(node, 0)) ? Evidence::strong : Evidence::weak;
    return Evidence::bare;
  }

  /// Arguments say more than the callee; `words (in brackets)` is prose.
  Evidence call(TSNode node) const {
    const TSNode function = field(node, "function");
    const TSNode arguments = field(node, "arguments");
    if (ts_node_end_byte(function) != ts_node_start_byte(arguments))
      return Evidence::prose;
    const std::string_view name = tree_.text(function);
    if (name.size() == 1 && is_upper(name[0]))
      return Evidence::bare;  // O(n)
    const auto given = children_of(arguments);
    const bool dotted = kind(function) == "attribute";
    if (given.empty())
      return kind(function) == "attribute" && is_telling(function) ? Evidence::strong : Evidence::weak;
    const bool plain_names = std::ranges::all_of(given, [](const Child& child) { return kind(child.node) == "identifier"; });
    if (!plain_names)
      return Evidence::strong;
    return dotted ? Evidence::fair : Evidence::weak;
  }

  Evidence assignment(TSNode node) const {
    const TSNode left = field(node, "left");
    const TSNode right = field(node, "right");
    const TSNode type = field(node, "type");
    const std::string_view name = tree_.text(left);
    if (!ts_node_is_null(type))
      return annotated(name, tree_.text(type), right);
    const bool spaced = tree_.text(node).substr(name.size()).starts_with(' ');
    const bool capitalised = !name.empty() && is_upper(name[0]) && !is_all_caps(name);
    if (kind(left) == "identifier" && !spaced)
      return unspaced(name, right);
    if (capitalised && kind(right) == "string")
      return Evidence::bare;
    if (is_telling(right))
      return Evidence::strong;
    if (kind(left) == "attribute" || kind(left) == "subscript")
      return kind(right) == "identifier" ? Evidence::fair : Evidence::strong;
    if (capitalised)
      return Evidence::bare;
    return kind(right) == "identifier" ? Evidence::weak : Evidence::fair;
  }

  /// `KEY=value` is a line of an .env file, `debug=True` an argument that prose speaks of.
  Evidence unspaced(std::string_view name, TSNode right) const {
    if (is_all_caps(name))
      return kind(right) == "call" ? Evidence::strong : kind(right) == "string" ? Evidence::weak : Evidence::prose;
    if (kind(right) == "call" || kind(right) == "subscript")
      return Evidence::strong;
    return kind(right) == "string" || kind(right) == "integer" ? Evidence::fair : Evidence::weak;
  }

  /// `name: str = ...`, but not `Note: x = y`.
  static Evidence annotated(std::string_view name, std::string_view type, TSNode right) {
    static const std::set<std::string_view> known{"int",   "str", "float", "bool", "list",  "dict",
                                                  "tuple", "set", "bytes", "None", "object"};
    const std::string_view head = first_word(type);
    if (name.empty() || (!known.contains(head) && !(is_upper(head.empty() ? 'a' : head[0]) && is_lower(name[0]))))
      return Evidence::prose;
    return ts_node_is_null(right) ? Evidence::weak : Evidence::strong;
  }

  const PythonTree& tree_;
};

/// Clauses stand alone only in grammar books: give them the statement that they need.
std::string completed(const std::string& line, std::string_view word, bool opens) {
  const std::string body = opens ? line + " pass" : line;
  if (word == "elif" || word == "else")
    return "if x: pass\n" + body;
  if (word == "except" || word == "finally")
    return "try: pass\n" + body;
  if (word == "case")
    return opens ? "match x:\n  " + body : body;
  if (word == "try")
    return body + "\nfinally: pass";
  if (word == "match" && opens)
    return line + "\n  case 1: pass";
  return line.starts_with('@') ? line + "\ndef f(): pass" : body;
}

/// `match statement:`, `with blocks:`, `class methods:`: a title that happens to open a block.
bool names_grammar(std::string_view line, std::string_view word) {
  static constexpr std::string_view openers[] = {"class", "if", "match", "while", "with"};
  static constexpr std::string_view nouns[] = {"block",   "blocks",    "clause",     "clauses",   "loop",
                                               "loops",   "method",    "methods",    "statement", "statements",
                                               "keyword", "variables", "attributes", "syntax"};
  const std::string_view rest = trim(line.substr(word.size()));
  return is_any_of(word, openers) && rest.ends_with(':') && is_any_of(rest.substr(0, rest.size() - 1), nouns);
}

/// `def index()`: a header whose author forgot the colon is Python all the same.
Evidence without_colon(const std::string& code, std::string_view word, bool opens) {
  static const std::set<std::string_view> headers{"def", "class", "if", "for", "while", "with", "async"};
  if (opens || !headers.contains(word))
    return Evidence::prose;
  const std::string mended = code + ": pass";
  if (PythonTree{mended}.has_error())
    return Evidence::prose;
  return word == "def" ? Evidence::fair : Evidence::weak;
}

/// `from . import views`: its dots and spaces are no sentence's.
bool is_import(const std::string& line) {
  if (!line.starts_with("from ") && !line.starts_with("import "))
    return false;
  const PythonTree tree{line};
  return !tree.has_error() && ts_node_named_child_count(tree.root()) > 0 &&
         kind(ts_node_named_child(tree.root(), 0)).find("import") != std::string_view::npos;
}

/// How sentences end and go on: `... here.`, `... here. There ...`, `this , that`.
bool is_punctuated(std::string_view shape) {
  const bool stops =
      shape.ends_with('?') || shape.ends_with('!') || shape.ends_with(',') || (shape.ends_with('.') && !shape.ends_with("..."));
  return stops || shape.find(". ") != std::string_view::npos || shape.find(" ,") != std::string_view::npos;
}

Evidence of_clause(const PythonTree& tree, std::string_view line, std::string_view word) {
  if (word == "elif" || word == "else" || word == "except" || word == "finally" || word == "case") {
    if (word == "elif")
      return is_telling(ts_node_named_child(tree.root(), 0)) ? Evidence::strong : Evidence::weak;
    return word == "except" && line.size() > 8 ? Evidence::fair : Evidence::weak;
  }
  return line.find_first_of(".(") != std::string_view::npos ? Evidence::strong : Evidence::weak;  // a decorator
}

/// What evidence_of says of a trimmed line.
Evidence judged(std::string_view trimmed) {
  if (trimmed.empty())
    return Evidence::blank;
  if (trimmed.size() > kMaxLine)
    return Evidence::prose;
  if (prompt_size(trimmed) > 0)
    return Evidence::prompt;
  if (trimmed.starts_with('#'))
    return Evidence::comment;
  const bool item = trimmed.size() > 1 && trimmed[1] == ' ' && std::string_view{"-*+"}.find(trimmed[0]) != std::string_view::npos;
  if (item || is_citation(trimmed))
    return Evidence::prose;
  if (is_shell_line(trimmed))
    return Evidence::shell;
  const std::string line = plain_quotes(trimmed);
  const std::string shape{trim_right(without_strings(line))};
  if (shape.empty() || has_adjacent_words(shape))
    return Evidence::prose;
  const bool foreign = std::ranges::any_of(shape, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (foreign && !is_word(shape[0]) && shape[0] != '@')
    return Evidence::prose;
  if (is_punctuated(shape) && !is_import(shape))
    return Evidence::prose;
  const std::string_view word = first_word(shape);
  const bool opens = shape.ends_with(':');
  if (opens && (!is_keyword(word) || names_grammar(shape, word)))
    return Evidence::prose;
  // The comment goes, or what is put behind the line would go into it.
  const std::string code =
      line.size() == shape.size() || line.find('\n') != std::string::npos ? line : line.substr(0, shape.size());
  const std::string program = completed(code, word, opens);
  const PythonTree tree{program};
  if (tree.has_error() || ts_node_named_child_count(tree.root()) == 0)
    return without_colon(code, word, opens);
  if (line.starts_with('@') || word == "elif" || word == "else" || word == "except" || word == "finally" || word == "case")
    return of_clause(tree, line, word);
  if (ts_node_named_child_count(tree.root()) == 1 &&
      kind(ts_node_named_child(ts_node_named_child(tree.root(), 0), 0)) == "identifier" && is_upper(line[0]))
    return Evidence::prose;  // one word with a capital
  const Evidence found = LineJudge{tree}.statement(ts_node_named_child(tree.root(), 0));
  return foreign && found != Evidence::strong ? Evidence::prose : found;  // words of another script are prose but for sure signs
}

/// `app.config["MAIL_USERNAME"] = <your name>` is Python but for the words that stand for a value.
Evidence judged_with_placeholders(std::string_view trimmed) {
  const Evidence found = judged(trimmed);
  if (found != Evidence::prose || trimmed.size() > kMaxLine || trimmed.find_first_of("<[") == std::string_view::npos)
    return found;
  const std::string filled = without_placeholders(trimmed);
  return filled != trimmed && judged(filled) == Evidence::strong ? Evidence::strong : found;
}

}  // namespace

bool is_citation(std::string_view line) {
  line = trim(line);
  bool digits = false;
  for (const char c : line) {
    if (c >= '0' && c <= '9')
      digits = true;
    else if (c != '[' && c != ']' && c != ',' && c != ' ' && c != '.')
      return false;
  }
  return digits && line.starts_with('[') && line.find(']') != std::string_view::npos;
}

bool has_adjacent_words(std::string_view line) {
  std::string_view previous;
  for (std::size_t i = 0; i < line.size();) {
    if (!is_word(line[i]) && static_cast<unsigned char>(line[i]) < 0x80) {
      if (line[i] != ' ' && line[i] != '\t')
        previous = {};
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && (is_word(line[end]) || static_cast<unsigned char>(line[end]) >= 0x80))
      ++end;
    const std::string_view word = line.substr(i, end - i);
    if (!previous.empty() && !is_keyword(word) && !is_keyword(previous))
      return true;
    previous = word;
    i = end;
  }
  return false;
}

Evidence evidence_of(std::string_view logical_line) {
  constexpr std::size_t kMaxKept = 16'384;  // lines
  constexpr std::size_t kMaxWidth = 240;    // bytes of a line
  const std::string_view trimmed = trim(logical_line);
  if (trimmed.size() > kMaxWidth)
    return judged_with_placeholders(trimmed);
  // A line is judged when code is looked for, again when its block's language is, and authors repeat themselves.
  thread_local std::unordered_map<std::string, Evidence> known;
  if (const auto found = known.find(std::string{trimmed}); found != known.end())
    return found->second;
  if (known.size() >= kMaxKept)
    known.clear();
  return known.emplace(trimmed, judged_with_placeholders(trimmed)).first->second;
}

}  // namespace snipcheck
