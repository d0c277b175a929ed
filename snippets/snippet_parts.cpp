#include "snippets/snippet_parts.hpp"

#include "snippets/directive_lines.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/python_tree.hpp"
#include "support/digest.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>

namespace snipcheck {
namespace {

constexpr std::size_t kIdLength = 10;
constexpr std::size_t kPostIdLength = 16;  // a dump holds millions of snippets, and two must not meet by chance

/// An expression that does nothing: no call, no assignment.
bool is_value(const Child& statement) {
  if (kind(statement.node) != "expression_statement")
    return false;
  const std::string_view what = kind(ts_node_named_child(statement.node, 0));
  return what != "assignment" && what != "augmented_assignment" && what != "call" && what != "await" && what != "yield";
}

/// The first line that is neither blank nor a comment says whether it is worth a look at all of them.
bool holds_decorators_alone(std::string_view code) {
  const auto lines = split_lines(code);
  const auto first = std::ranges::find_if(lines, [](std::string_view line) {
    const std::string_view text = trim(line);
    return !text.empty() && text[0] != '#';
  });
  return first != lines.end() && trim(*first).starts_with('@') &&
         std::ranges::all_of(logical_lines(lines),
                             [](const LogicalLine& line) { return line.blank || line.text.starts_with('@'); });
}

/// A title by which a snippet is known again when case, blanks or punctuation of its question are mended.
std::string comparable(std::string_view title) {
  std::string out;
  for (const char c : lower(title))
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
  return out;
}

}  // namespace

Role role_of(std::string_view code, const Names& names, const std::set<std::string>& known) {
  if (code.size() > kMaxParsed)
    return Role::fragment;
  const PythonTree tree{code};
  if (holds_decorators_alone(code))
    return Role::directive_only;
  const auto statements = children_of(tree.root());
  if (!statements.empty() && std::ranges::all_of(statements, is_value))
    return Role::expression;
  const bool only_imports = std::ranges::all_of(
      statements, [](const Child& child) { return kind(child.node).find("import") != std::string_view::npos; });
  const bool by_itself = names.free.empty() && !names.returns_outside_function && !names.has_error && !only_imports;
  if (names.makes_app || by_itself)
    return Role::complete;
  const bool goes_on = std::ranges::any_of(names.free, [&](const FreeName& name) { return known.contains(name.name); });
  return goes_on ? Role::continuation : Role::fragment;
}

void give_ids(std::span<Snippet> snippets, std::string_view post) {
  std::map<std::pair<std::string, std::string>, int> seen;
  std::set<std::string> taken;
  for (Snippet& snippet : snippets) {
    const std::string title = snippet.question && post.empty() ? comparable(snippet.question->title) : "";
    const std::string code = without_directives(snippet.code);
    int occurrence = ++seen[{title, code}];
    do {  // ten digits may meet by chance: then the next occurrence is taken
      Digest digest;
      if (!post.empty())
        digest.add("post", post);
      digest.add("question", title).add("code", code).add("occurrence", std::to_string(occurrence++));
      snippet.id = digest.hex().substr(0, post.empty() ? kIdLength : kPostIdLength);
    } while (!taken.insert(snippet.id).second);
  }
}

std::vector<Remark> remarks_on(const Snippet& snippet) {
  std::vector<Remark> remarks;
  const auto lines = split_lines(snippet.code);
  if (std::ranges::none_of(lines, [](std::string_view line) { return trim(line).starts_with('@'); }))
    return remarks;
  const LogicalLine* last = nullptr;
  const auto logical = logical_lines(lines);
  for (const LogicalLine& line : logical)
    if (!line.blank)
      last = &line;
  if (last != nullptr && last->text.starts_with('@'))
    remarks.push_back(
        {"SC106", "a decorator with nothing below it", snippet.lines.document_line(static_cast<int>(last->first) + 1)});
  return remarks;
}

}  // namespace snipcheck
