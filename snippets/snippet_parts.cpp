#include "snippets/snippet_parts.hpp"

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

bool is_path_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
         c == '/';
}

/// A file name with an extension that answers use, or a name without one that everybody knows.
bool is_file_name(std::string_view text) {
  static const std::set<std::string_view> extensions{"py",   "html", "htm",   "txt",  "yml", "yaml", "json",
                                                     "toml", "ini",  "cfg",   "conf", "js",  "css",  "sql",
                                                     "sh",   "env",  "jinja", "j2",   "xml", "md",   "service"};
  if (text.empty() || text.size() > 120 || !std::ranges::all_of(text, is_path_char))
    return false;
  const std::string_view base = text.substr(text.rfind('/') + 1);
  if (base == "Dockerfile" || base == "Procfile" || base == ".env" || base == ".flaskenv")
    return true;
  const auto dot = base.rfind('.');
  return dot != std::string_view::npos && dot > 0 && extensions.contains(base.substr(dot + 1));
}

/// `title="a.py"`, `file=a.py`, `python:a.py`, or a file name as a word of its own.
std::string file_in_info(std::string_view info) {
  for (const std::string_view key : {"title=", "file=", "filename=", "name="}) {
    const auto at = info.find(key);
    if (at == std::string_view::npos)
      continue;
    std::string_view value = info.substr(at + key.size());
    const char quote = value.empty() ? ' ' : value[0];
    if (quote == '"' || quote == '\'')
      value = value.substr(1, value.find(quote, 1) - 1);
    else
      value = value.substr(0, value.find_first_of(" ,}"));
    if (is_file_name(value))
      return std::string{value};
  }
  for (std::string_view word : split(info, ' ')) {
    if (const auto colon = word.find(':'); colon != std::string_view::npos)
      word.remove_prefix(colon + 1);
    if (is_file_name(word))
      return std::string{word};
  }
  return "";
}

/// A comment that is a file name: `# app/routes.py`, `# File: app.py`, `<!-- base.html -->`.
std::string file_in_comment(std::string_view line) {
  line = trim(line);
  if (line.starts_with("<!--") && line.ends_with("-->"))
    line = line.substr(4, line.size() - 7);
  else if (line.starts_with("{#") && line.ends_with("#}"))
    line = line.substr(2, line.size() - 4);
  else if (line.starts_with("//"))
    line.remove_prefix(2);
  else if (line.starts_with('#'))
    line.remove_prefix(1);
  else
    return "";
  line = trim(line);
  for (const std::string_view word : {"File:", "file:", "filename:", "Filename:", "FILE:", "In ", "in "})
    if (line.starts_with(word))
      line = trim(line.substr(word.size()));
  const auto end = std::ranges::find_if_not(line, is_path_char);
  const std::string_view name = line.substr(0, static_cast<std::size_t>(end - line.begin()));
  const std::string_view rest = trim(line.substr(name.size()));
  const bool whole = rest.empty() || rest.starts_with('(') || rest.starts_with("- ") || rest.starts_with(":") ||
                     rest.starts_with("\u2014") || rest.starts_with("\u2013");
  return whole && is_file_name(name) ? std::string{name} : "";
}

/// `Create app.py:`, `**templates/base.html**`.
std::string file_at_end(std::string_view line) {
  line = trim(line);
  while (!line.empty() && std::string_view{"*`_:)\"' "}.find(line.back()) != std::string_view::npos)
    line.remove_suffix(1);
  std::size_t begin = line.size();
  while (begin > 0 && is_path_char(line[begin - 1]))
    --begin;
  const std::string_view name = line.substr(begin);
  return is_file_name(name) && name.find('.') != 0 ? std::string{name} : "";
}

bool suits(std::string_view file, bool python) { return file.ends_with(".py") == python; }

}  // namespace

Role role_of(std::string_view code, const Names& names, const std::set<std::string>& known) {
  if (code.size() > kMaxParsed)
    return Role::fragment;
  const PythonTree tree{code};
  const std::vector<std::string> lines = [&] {
    std::vector<std::string> out;
    for (const std::string_view line : split_lines(code))
      out.emplace_back(line);
    return out;
  }();
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  bool decorators = false, others = false;
  for (const LogicalLine& line : logical_lines(views))
    if (!line.blank)
      (line.text.starts_with('@') ? decorators : others) = true;
  if (decorators && !others)
    return Role::directive_only;
  const auto statements = children_of(tree.root());
  if (statements.size() == 1 && kind(statements[0].node) == "expression_statement") {
    const std::string_view what = kind(ts_node_named_child(statements[0].node, 0));
    if (what != "assignment" && what != "augmented_assignment" && what != "call" && what != "await" && what != "yield")
      return Role::expression;
  }
  const bool only_imports = std::ranges::all_of(
      statements, [](const Child& child) { return kind(child.node).find("import") != std::string_view::npos; });
  const bool by_itself = names.free.empty() && !names.returns_outside_function && !names.has_error && !only_imports;
  if (names.makes_app || by_itself)
    return Role::complete;
  const bool goes_on = std::ranges::any_of(names.free, [&](const FreeName& name) { return known.contains(name.name); });
  return goes_on ? Role::continuation : Role::fragment;
}

std::optional<std::string> file_of(const CodeBlock& block, std::string_view before, bool python) {
  std::string found = file_in_info(block.info);
  if (found.empty())
    for (const std::string& line : block.lines)
      if (!trim(line).empty()) {
        found = file_in_comment(line);
        break;
      }
  if (found.empty())
    found = file_at_end(before);
  if (found.empty() || !suits(found, python))
    return std::nullopt;
  return found;
}

std::optional<Directive> directive_in(std::string_view line) {
  line = trim(line);
  const auto at = line.find("snipcheck:");
  if (at == std::string_view::npos || !(line.starts_with("<!--") || line.starts_with('#') || line.starts_with("{/*") ||
                                        line.starts_with("..") || line.starts_with("[//]:")))
    return std::nullopt;
  std::string_view rest = trim(line.substr(at + 10));
  for (const std::string_view end : {"-->", "*/}", ")"})
    if (rest.ends_with(end))
      rest = trim(rest.substr(0, rest.size() - end.size()));
  const auto space = std::min(rest.find_first_of(" \t"), rest.size());
  std::string_view reason = trim(rest.substr(space));
  if (reason.size() > 1 && (reason[0] == '"' || reason[0] == '\'') && reason.back() == reason[0])
    reason = reason.substr(1, reason.size() - 2);
  return Directive{std::string{rest.substr(0, space)}, std::string{reason}};
}

void give_ids(std::span<Snippet> snippets, std::string_view post) {
  std::map<std::pair<std::string, std::string>, int> seen;
  std::set<std::string> taken;
  for (Snippet& snippet : snippets) {
    const std::string title = snippet.question && post.empty() ? snippet.question->title : "";
    int occurrence = ++seen[{title, snippet.code}];
    do {  // ten digits may meet by chance: then the next occurrence is taken
      Digest digest;
      if (!post.empty())
        digest.add("post", post);
      digest.add("question", title).add("code", snippet.code).add("occurrence", std::to_string(occurrence++));
      snippet.id = digest.hex().substr(0, post.empty() ? kIdLength : kPostIdLength);
    } while (!taken.insert(snippet.id).second);
  }
}

std::vector<Remark> remarks_on(const Snippet& snippet) {
  std::vector<Remark> remarks;
  const auto lines = split_lines(snippet.code);
  const std::string shape = without_strings(snippet.code);
  const auto shapes = split_lines(shape);
  for (std::size_t i = 0; i < shapes.size(); ++i)
    for (const std::string_view quote : {"\u201C", "\u201D", "\u2018", "\u2019"})
      if (shapes[i].find(quote) != std::string_view::npos) {
        remarks.push_back(
            {"SC104", "typographic quotes instead of plain ones", snippet.lines.document_line(static_cast<int>(i) + 1)});
        break;
      }
  const auto prompt = std::ranges::find_if(lines, [](std::string_view line) { return trim(line).starts_with(">>> "); });
  if (prompt != lines.end())
    remarks.push_back(
        {"SC105", "a prompt stands among the code", snippet.lines.document_line(static_cast<int>(prompt - lines.begin()) + 1)});
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
