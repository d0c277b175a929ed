#include "snippets/plain/conviction.hpp"

#include "snippets/file_names.hpp"
#include "snippets/names.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

std::string text_of(Lines lines, const Item& item) { return joined(lines, item.first, item.end); }

/// The line before, blank lines left out, announces code.
bool announced(Lines lines, std::size_t first) {
  for (std::size_t i = first; i-- > 0;)
    if (!trim(lines[i]).empty())
      return trim(lines[i]).ends_with(':');
  return false;
}

/// A list of names and calls that prose speaks of, not a program: nothing is bound, defined or decided.
bool only_expressions(Lines lines, const Run& run) {
  std::string text;
  for (const Item& item : run.items())
    text += text_of(lines, item) + "\n";
  const PythonTree tree{text};
  return std::ranges::all_of(children_of(tree.root()), [](const Child& child) {
    const std::string_view inner = kind(ts_node_named_child(child.node, 0));
    return kind(child.node) == "return_statement" ||
           (kind(child.node) == "expression_statement" && !inner.ends_with("assignment"));
  });
}

/// Several `return` side by side: what a view may answer, not what one does.
bool lists_returns(Lines lines, const Run& run) {
  int returns = 0;
  for (const Item& item : run.items()) {
    const std::string text = text_of(lines, item);
    const std::string_view trimmed = trim(text);
    if (opens(trimmed) || trimmed.starts_with("if ") || trimmed.starts_with("def "))
      return false;
    returns += trimmed.starts_with("return ") ? 1 : 0;
  }
  return returns > 1;
}

/// Right below at least two lines of one word each: the last of the names that prose lists.
bool ends_list_of_words(const Run& run, const Neighbours& around) {
  std::size_t words = 0;
  for (std::size_t i = run.first(); i-- > 0 && words < 2; ++words)
    if (const std::string_view text = trim(around.lines[i]);
        around.taken[i] || text.empty() || text.find_first_of(" \t:['\"") != text.npos || joins_alternatives(text))
      break;
  return words == 2;
}

/// An opener with its body indented below it.
bool has_blocks(Lines lines, const Run& run) {
  const auto& items = run.items();
  for (std::size_t i = 0; i + 1 < items.size(); ++i)
    if (is_code(items[i].evidence) && opens(text_of(lines, items[i])) && items[i + 1].indent > items[i].indent)
      return true;
  return false;
}

/// `x = 5` above `print(x)`: some statement uses the name that one above it binds.
bool uses_what_it_binds(Lines lines, const Run& run) {
  std::string whole;
  for (const Item& item : run.items())
    whole += text_of(lines, item) + "\n";
  const auto named = [](const std::vector<FreeName>& free, const std::string& name) {
    return std::ranges::any_of(free, [&](const FreeName& one) { return one.name == name; });
  };
  const std::vector<FreeName> outer = names_of(whole).free;
  return std::ranges::any_of(run.items(), [&](const Item& item) {
    const std::vector<FreeName> inner = names_of(text_of(lines, item)).free;
    return std::ranges::any_of(inner, [&](const FreeName& one) { return !named(outer, one.name); });
  });
}

/// Right below a numbered question, as where answers follow without a blank line; a single line only when it is the whole answer.
bool answers(Lines lines, const Run& run) {
  return run.first() > 0 && numbered_question(lines[run.first() - 1]) && (run.code() > 1 || parts_below(lines, run.end()));
}

/// `note_added(sender, note=None)` above its description, which stands deeper.
bool heads_description(Lines lines, const Run& run) {
  return run.size() == 1 && run.end() < lines.size() && !trim(lines[run.end()]).empty() &&
         indent_width(lines[run.end()]) > run.indent();
}

/// A paragraph by itself: blank lines (or the edge) on both sides.
bool alone(Lines lines, const Run& run) {
  const bool before = run.first() == 0 || trim(lines[run.first() - 1]).empty();
  const bool after = run.end() >= lines.size() || trim(lines[run.end()]).empty();
  return before && after;
}

/// As `alone`, where questions and lead-ins stand right above code and the next question right below.
bool alone_in_tight_text(Lines lines, const Run& run) { return parts_above(lines, run.first()) && parts_below(lines, run.end()); }

/// As `alone`, or deeper than its neighbours, as below an item of a list.
bool set_apart(Lines lines, const Run& run) {
  const auto leaves = [&](std::size_t line) { return trim(lines[line]).empty() || indent_width(lines[line]) < run.indent(); };
  return (run.first() == 0 || leaves(run.first() - 1)) && (run.end() >= lines.size() || leaves(run.end()));
}

/// One statement in a paragraph of its own: `import redis`, `db.session.add(user)`, `app.run()`; where the line above announces
/// it `init_db()` and `return app` too, and then it need only stand deeper than its neighbours.
bool is_lone_statement(Lines lines, const Run& run) {
  if (run.size() != 1 || among_names(lines, run.first(), run.end()))
    return false;
  const bool said = announced(lines, run.first());
  if (!alone_in_tight_text(lines, run) && !(said && set_apart(lines, run)))
    return false;
  const std::string text = text_of(lines, run.front());
  const std::string_view line = trim(text);
  const auto bracket = line.find('(');
  const bool call = bracket != std::string_view::npos && line.ends_with(')');
  const bool method = call && line.substr(0, bracket).find('.') != std::string_view::npos;
  const auto equals = line.find('=');
  const bool argument = equals != std::string_view::npos && equals > 0 && line[equals - 1] != ' ' && !call;  // `debug=True`
  return (run.front().evidence >= Evidence::fair && (said || !argument)) || method ||
         (said && (call || line.starts_with("return ")));
}

/// `request.headers["X"].split()`, `args.get("page")`: a chain from a name on, with a string as index or argument of a method.
bool looks_up_a_string(TSNode node) {
  bool string = false;
  for (;;) {
    const std::string_view what = kind(node);
    if (what == "subscript") {
      string |= kind(field(node, "subscript")) == "string";
      node = field(node, "value");
    } else if (what == "call") {
      const TSNode function = field(node, "function");
      const TSNode first = ts_node_named_child(field(node, "arguments"), 0);
      string |= kind(function) == "attribute" && kind(first) == "string";
      node = function;
    } else if (what == "attribute") {
      node = field(node, "object");
    } else {
      return what == "identifier" && string;
    }
  }
}

}  // namespace

bool joins_alternatives(std::string_view line) {
  constexpr std::size_t kLongest = 40;  // bytes: `or, inside of a blueprint,`
  const std::string text = lower(trim(line));
  static constexpr std::string_view words[] = {"or", "and", "vs", "vs."};
  if (is_any_of(text, words))
    return true;
  return text.size() < kLongest && (text.starts_with("or ") || text.starts_with("or,")) &&
         (text.ends_with(',') || text.ends_with(':'));
}

bool parts_above(Lines lines, std::size_t first) {
  if (first == 0)
    return true;
  const std::string_view above = trim(lines[first - 1]);
  return above.empty() || above.ends_with(':') || joins_alternatives(above) || numbered_question(above);
}

bool parts_below(Lines lines, std::size_t end) {
  if (end >= lines.size())
    return true;
  const std::string_view below = trim(lines[end]);
  return below.empty() || joins_alternatives(below) || numbered_question(below);
}

bool among_names(Lines lines, std::size_t first, std::size_t end) {
  const auto is_name = [](std::string_view line) {
    line = trim(line);
    return !line.empty() && line.find_first_of(" \t:=\"'@") == std::string_view::npos && line[0] >= '_' && line[0] <= 'z' &&
           !line.ends_with('.');
  };
  std::size_t above = first, below = end;
  while (above > 0 && trim(lines[above - 1]).empty())
    --above;
  while (below < lines.size() && trim(lines[below]).empty())
    ++below;
  return (above > 0 && is_name(lines[above - 1])) || (below < lines.size() && is_name(lines[below]));
}

bool convinces(const Run& run, const Neighbours& around) {
  const Lines lines = around.lines;
  const int strong = run.count(Evidence::strong), fair = run.count(Evidence::fair), bare = run.count(Evidence::bare);
  if (bare > run.code() || heads_description(lines, run))
    return false;
  const bool said = announced(lines, run.first());
  if (around.belief == Belief::strict && strong < 2 && !(strong == 1 && said && (fair >= 1 || alone(lines, run))))
    return false;  // as most are: before anything is parsed
  if (lists_returns(lines, run) || (ends_list_of_words(run, around) && only_expressions(lines, run)))
    return false;
  if ((bare > 0 || around.belief == Belief::strict) && only_expressions(lines, run))
    return false;
  if (around.belief == Belief::strict)
    return true;
  return strong >= 1 || fair >= 2 || (fair >= 1 && (said || answers(lines, run))) ||
         (run.code() >= 3 && bare == 0 && has_blocks(lines, run)) ||
         (fair >= 1 && run.size() >= 2 && uses_what_it_binds(lines, run)) || is_lone_statement(lines, run);
}

bool is_telling_expression(std::string_view line) {
  const std::string text = plain_quotes(trim(line));
  const PythonTree tree{text};
  if (tree.has_error())
    return false;
  const TSNode node = ts_node_named_child(ts_node_named_child(tree.root(), 0), 0);
  if (kind(node) != "comparison_operator")
    return looks_up_a_string(node);
  const auto sides = children_of(node);
  return std::ranges::any_of(sides, [](const Child& side) { return looks_up_a_string(side.node); });
}

bool is_attribute(std::string_view line) {
  if (is_file_name(line))
    return false;
  const PythonTree tree{line};
  TSNode node = ts_node_named_child(ts_node_named_child(tree.root(), 0), 0);
  if (tree.has_error() || kind(node) != "attribute")
    return false;
  while (kind(node) == "attribute")
    node = field(node, "object");
  return kind(node) == "identifier";
}

}  // namespace snipcheck
