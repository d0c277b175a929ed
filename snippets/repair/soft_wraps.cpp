#include "snippets/repair/soft_wraps.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>

namespace snipcheck {
namespace {

constexpr std::string_view kBroken = "the page broke a line in two";

/// Nothing of Python's ends so, though tree-sitter reads on in the next line.
bool ends_in_operator(std::string_view line) {
  for (const std::string_view end : {" =", " +", " -", " *", " /", " %", " and", " or", " not", " ==", " !="})
    if (line.ends_with(end))
      return true;
  return false;
}

bool ends_open(std::string_view line) {
  for (const std::string_view end :
       {"=", ",", "+", " -", "*", "/", "%", " and", " or", " not", " in", " is", ".", "import", "return ("})
    if (line.ends_with(end))
      return true;
  return false;
}

bool begins_open(std::string_view line) {
  for (const std::string_view start :
       {".", "+ ", "- ", "* ", "/ ", "and ", "or ", "== ", "!= ", "if ", "else ", "for ", "in ", "= ", ")", "("})
    if (line.starts_with(start))
      return true;
  return false;
}

/// The quote of an ordinary string that the line leaves open; '\0' when it leaves none.
char open_quote(std::string_view line) {
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote == '\0' && line[i] == '#')
      return '\0';
    if (quote != '\0' && line[i] == '\\')
      ++i;
    else if (line[i] == quote)
      quote = '\0';
    else if (quote == '\0' && (line[i] == '"' || line[i] == '\''))
      quote = line[i];
  }
  return quote;
}

/// Whether the page may have broken the line in two before `next`, by their looks: what mend() asks for at least.
bool may_be_broken(std::string_view line, std::string_view next) {
  line = trim_right(line);
  next = trim(next);
  if (line.empty() || next.empty())
    return false;
  const bool comment =
      line.find('#') != std::string_view::npos && next[0] >= 'a' && next[0] <= 'z' && next.find(' ') != std::string_view::npos;
  return comment || ends_open(line) || begins_open(next) || (open_quote(line) != '\0' && open_quote(next) != '\0');
}

/// One line break mended in `text` behind line `i`, in the first way that fits its looks; false when none does.
bool mend(CodeText& text, std::size_t i) {
  const std::string_view line = trim_right(text.lines[i]);
  const std::string_view next = trim(text.lines[i + 1]);
  if (line.empty() || next.empty())
    return false;
  if (zones_of({std::string{line}})[0].back() == Zone::comment) {
    const bool goes_on =
        (next[0] >= 'a' && next[0] <= 'z') && next.find(' ') != std::string_view::npos && !reads_as_python({std::string{next}});
    if (goes_on)
      text.prepend(i + 1, "# ");
    return goes_on;
  }
  if (const char quote = open_quote(line); quote != '\0' && open_quote(next) != '\0') {
    text.lines[i] += std::string{" "} + quote + " \\";
    text.cut(i + 1, indent_of(text.lines[i + 1]));
    text.prepend(i + 1, std::string(1, quote));
    return true;
  }
  if (!ends_open(line) && !begins_open(next))
    return false;
  text.lines[i] = std::string{line} + " \\";
  return true;
}

}  // namespace

void trim_backslashes(CodeText& text) {
  Zones zones{text.lines};
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view line = trim_right(text.lines[i]);
    if (line.size() == text.lines[i].size() || !line.ends_with('\\') || !zones.is(Zone::code, i, line.size() - 1))
      continue;
    text.lines[i].resize(line.size());
    first = first.value_or(i);
  }
  if (first)
    text.repaired_at(*first, "SC101", "blanks stand behind the backslash that ends a line");
}

void join_open_operators(CodeText& text) {
  const auto may_go_on = [](std::string_view line) {
    return ends_in_operator(trim_right(line)) || trim_right(line).ends_with(',');
  };
  if (std::ranges::none_of(text.lines, may_go_on))
    return;
  const std::vector<std::string> printed = text.lines;
  const std::vector<std::string_view> views(printed.begin(), printed.end());
  std::optional<std::size_t> first;
  for (const LogicalLine& line : logical_lines(views)) {
    const std::size_t last = line.end - 1;
    const bool list = line.text.starts_with("from ") && line.text.ends_with(',');
    if (line.blank || line.end == views.size() || trim(views[line.end]).empty() || (!list && !ends_in_operator(line.text)))
      continue;
    const bool next_assigns = without_strings(views[line.end]).find(" = ") != std::string::npos;
    if (line.text.ends_with('=') && next_assigns)
      continue;  // `x =` with its value left out
    text.lines[last] = std::string{trim_right(views[last])} + " \\";
    first = first.value_or(last);
  }
  if (!first)
    return;
  if (reads_as_python(text.lines))
    text.repaired_at(*first, "SC101", std::string{kBroken});
  else
    text.lines = printed;
}

void join_soft_wraps(CodeText& text) {
  constexpr std::size_t kMostLines = 400, kMostWraps = 8;
  if (text.lines.size() < 2 || text.lines.size() > kMostLines)
    return;
  const std::vector<std::string_view> views(text.lines.begin(), text.lines.end());
  const std::vector<LogicalLine> logical = logical_lines(views);
  const auto breaks = [&](const LogicalLine& line) {
    return line.end < views.size() && may_be_broken(views[line.end - 1], views[line.end]);
  };
  if (std::ranges::none_of(logical, breaks) || reads_as_python(text.lines))
    return;
  CodeText mended = text;
  std::optional<std::size_t> first;
  std::size_t wraps = 0;
  for (const LogicalLine& line : logical) {
    const std::size_t i = line.end - 1;
    if (line.end == views.size() || wraps == kMostWraps || !mend(mended, i))
      continue;
    first = first.value_or(i);
    ++wraps;
    if (reads_as_python(mended.lines))
      break;
  }
  if (!first || !reads_as_python(mended.lines))
    return;
  text = std::move(mended);
  text.repaired_at(*first, "SC101", std::string{kBroken});
}

}  // namespace snipcheck
