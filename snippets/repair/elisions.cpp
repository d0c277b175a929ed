#include "snippets/repair/elisions.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>

namespace snipcheck {
namespace {

/// A gap in a line: its first byte and its size, and what it is filled with.
struct Gap {
  std::size_t line = 0, begin = 0, size = 0;
  std::string filling;
  bool whole_line = false;
  bool certain = false;  ///< Nobody writes this in Python, though tree-sitter may read on behind it.
};

/// Bytes of `....`, `…` or `. . .` at the start; 0 for none. `...` counts where it is not alone to be one.
std::size_t dots_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    if (text.substr(size).starts_with("\u2026"))
      size += 3;
    else if (text[size] == '.')
      ++size;
    else
      break;
  }
  const bool ellipsis = text.substr(0, size).find("\u2026") != std::string_view::npos;
  return ellipsis || size >= 3 ? size : 0;
}

/// `// ...`, `etc.`, `-- snip --`: a line that says that others are left out.
bool is_gap_line(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.size() > 60)
    return false;
  for (const std::string_view start : {"//", "/*", "--"})
    if (line.starts_with(start))
      return true;
  static constexpr std::string_view words[] = {"etc",    "etc.",   "etc...", "and so on", "and so on.", "and so on...",
                                               "<snip>", "(snip)", ". . .",  "<...>",     "***"};
  return is_any_of(lower(line), words);
}

bool may_be_value_before(std::string_view before) {
  before = trim_right(before);
  if (before.empty())
    return false;
  const char c = before.back();
  if (std::string_view{"=(,[:{+%"}.find(c) != std::string_view::npos)
    return true;
  return before == "return" || before.ends_with(" return") || before.ends_with(" in");
}

/// Bytes of `<your key>` or `[YOUR KEY]` at the start of a text; 0 for none.
std::size_t words_at(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.empty() || (text[0] != '<' && text[0] != '['))
    return 0;
  const std::size_t close = text.substr(0, kLongest).find(text[0] == '<' ? '>' : ']');
  if (close == std::string_view::npos || close < 2)
    return 0;
  const std::string_view inside = text.substr(1, close - 1);
  const bool capitals = text[0] == '[';
  if (capitals && inside.find(' ') == std::string_view::npos)
    return 0;
  const auto fits = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = capitals ? std::isupper(byte) != 0 : std::isalnum(byte) != 0 || byte >= 0x80;
    return letter || std::string_view{" _-./"}.find(c) != std::string_view::npos;
  };
  return inside.front() != ' ' && std::ranges::all_of(inside, fits) ? close + 1 : 0;
}

/// The gaps in a line of code, left to right.
void gaps_in(std::string_view line, Zones& zones, std::size_t number, std::vector<Gap>& gaps) {
  const std::size_t indent = indent_of(line);
  if (indent < line.size() && is_gap_line(line) && zones.is(Zone::code, number, indent)) {
    gaps.push_back({number, indent, line.size() - indent, "...", true, !line.substr(indent).starts_with("--")});
    return;
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    const std::size_t dots = dots_at(rest);
    const std::size_t words = dots > 0 ? 0 : words_at(rest);
    if (dots + words == 0 || !zones.is(Zone::code, number, i))
      continue;
    if (dots > 0) {
      const bool after_word = i > 0 && (std::isalnum(static_cast<unsigned char>(line[i - 1])) != 0 || line[i - 1] == '_');
      const bool whole = i == indent && trim(rest.substr(dots)).empty();
      if (rest.substr(0, dots) != "..." || !whole)
        gaps.push_back({number, i, dots, after_word ? "" : "...", whole, rest.substr(0, dots) != "..."});
      i += dots - 1;
    } else if (may_be_value_before(line.substr(0, i))) {
      gaps.push_back({number, i, words, "\"" + std::string{rest.substr(1, words - 2)} + "\"", false, false});
      i += words - 1;
    }
  }
}

std::vector<std::string> filled(const std::vector<std::string>& lines, std::span<const Gap> gaps, bool blank) {
  std::vector<std::string> out = lines;
  for (std::size_t g = gaps.size(); g-- > 0;) {  // from the right, so that the places stay true
    const Gap& gap = gaps[g];
    const bool drop = blank && !gap.whole_line && gap.filling == "...";
    std::string& line = out[gap.line];
    line.replace(gap.begin, gap.size, drop ? std::string(gap.size, ' ') : gap.filling);
  }
  return out;
}

/// A literal `...` behind keyword arguments or among the pairs of a dict is none of Python's; where it reads so the lines do not
/// parse, or CPython says "positional argument follows keyword argument".
bool follows_keyword(std::string_view line, const Gap& gap) {
  const std::string_view before = trim_right(line.substr(0, gap.begin));
  if (!before.ends_with(','))
    return false;
  int depth = 0;
  for (std::size_t i = before.size(); i-- > 0;) {
    const char c = before[i];
    if (c == ')' || c == ']' || c == '}')
      ++depth;
    else if (c == '(' || c == '[' || c == '{') {
      if (depth-- == 0)
        return false;
    } else if (c == '=' && depth == 0 && i > 0 && std::string_view{"=!<>"}.find(before[i - 1]) == std::string_view::npos &&
               (i + 1 == before.size() || before[i + 1] != '='))
      return before.find('(') < i;
  }
  return false;
}

void remark_on(CodeText& text, const std::vector<Gap>& gaps, const std::vector<std::string>& printed) {
  constexpr std::size_t kMost = 5;
  std::size_t said = 0;
  for (const Gap& gap : gaps)
    if (said++ < kMost)
      text.repaired_at(gap.line, "SC107",
                       "`" + printed[gap.line].substr(gap.begin, gap.size) + "` stands for something that is left out");
}

bool opens_block(std::string_view logical) {
  static constexpr std::string_view words[] = {"def",  "class", "if",     "for",     "while",    "with",  "try:", "else:",
                                               "elif", "async", "except", "except:", "finally:", "match", "case"};
  return is_any_of(logical.substr(0, logical.find(' ')), words);
}

}  // namespace

std::string without_placeholders(std::string_view line) {
  std::vector<std::string> out{std::string{line}};
  Zones zones{out};
  std::vector<Gap> gaps;
  gaps_in(line, zones, 0, gaps);
  std::erase_if(gaps, [](const Gap& gap) { return !gap.filling.starts_with('"'); });
  return filled(out, gaps, false)[0];
}

void fill_gaps(CodeText& text) {
  Zones zones{text.lines};
  std::vector<Gap> gaps;
  for (std::size_t i = 0; i < text.lines.size(); ++i)
    gaps_in(text.lines[i], zones, i, gaps);
  constexpr std::size_t kMostGaps = 200;  // more is no program with gaps
  if (gaps.empty() || gaps.size() > kMostGaps)
    return;
  const std::vector<std::string> printed = text.lines;
  std::vector<Gap> refused;  // Python's parser takes these, its compiler does not
  std::ranges::copy_if(gaps, std::back_inserter(refused),
                       [&](const Gap& gap) { return gap.filling == "..." && follows_keyword(printed[gap.line], gap); });
  if (!refused.empty()) {
    text.lines = filled(text.lines, refused, true);
    std::erase_if(gaps, [&](const Gap& gap) { return follows_keyword(printed[gap.line], gap); });
    remark_on(text, refused, printed);
  }
  const bool certain = std::ranges::any_of(gaps, &Gap::certain);
  auto in_place = filled(text.lines, gaps, false);
  auto gone = filled(text.lines, gaps, true);
  const bool better_gone = !reads_as_python(in_place) && reads_as_python(gone);
  auto& best = better_gone ? gone : in_place;
  if (certain)
    text.lines = std::move(best);
  else if (!accept(text, std::move(best)))
    return;
  remark_on(text, gaps, printed);
}

void fill_open_bodies(CodeText& text) {
  const std::vector<std::string_view> views(text.lines.begin(), text.lines.end());
  Zones zones{text.lines};
  const auto logical = logical_lines(views);
  for (std::size_t i = 0; i < logical.size(); ++i) {
    const LogicalLine& header = logical[i];
    if (header.blank || !opens_block(header.text))
      continue;
    std::size_t next = i + 1;
    std::size_t comment = 0;
    for (; next < logical.size() && logical[next].blank; ++next)
      if (comment == 0 && !logical[next].text.empty())
        comment = logical[next].first;
    const bool at_end = next == logical.size();
    if (!at_end && (logical[next].indent > header.indent || comment == 0 || indent_width(views[comment]) <= header.indent))
      continue;
    const std::size_t last = header.end - 1;
    const std::vector<Zone>& zone = zones.of(last);  // of a line that is still as it was printed
    std::size_t colon = text.lines[last].size();
    while (colon > 0 &&
           (zone[colon - 1] == Zone::comment || text.lines[last][colon - 1] == ' ' || text.lines[last][colon - 1] == '\t'))
      --colon;
    if (colon == 0 || text.lines[last][colon - 1] != ':' || zone[colon - 1] != Zone::code)
      continue;
    text.lines[last].insert(colon, " ...");
    text.repaired_at(comment > 0 ? comment : last, "SC107", "a body is left to the reader");
  }
}

}  // namespace snipcheck
