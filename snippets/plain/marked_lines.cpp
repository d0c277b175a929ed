#include "snippets/plain/marked_lines.hpp"

#include "snippets/language.hpp"
#include "snippets/plain/code_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kDeepest = 3;       // quotes of quotes
constexpr std::size_t kFewestQuoted = 2;  // one line may be a prompt
constexpr std::size_t kFewestNumbers = 3;
constexpr std::size_t kFewestSigned = 2;

/// Bytes of marks before the text of each line; nothing on lines of other kinds.
using Marks = std::vector<std::optional<std::size_t>>;

/// How often a line was quoted, and the bytes of that. A session's `>>>` is no quote.
struct Quotation {
  std::size_t depth = 0, bytes = 0;
};

Quotation quotation_of(std::string_view line) {
  Quotation out;
  for (std::size_t at = 0; at < line.size() && line[at] == '>' && !line.substr(at).starts_with(">>>"); at = out.bytes) {
    ++out.depth;
    out.bytes = at + 1;
    if (out.bytes < line.size() && line[out.bytes] == ' ')
      ++out.bytes;
  }
  return out;
}

std::vector<CodeBlock> behind(const Marks& marks, Lines lines, const std::vector<bool>& taken) {
  std::vector<std::string_view> texts{lines.begin(), lines.end()};
  std::vector<bool> others = taken;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    others[i] = others[i] || !marks[i];
    texts[i].remove_prefix(marks[i].value_or(0));
  }
  std::vector<CodeBlock> blocks = find_code(texts, others, Belief::ordinary);
  std::erase_if(blocks, [](const CodeBlock& block) { return !language_of("", block.lines).starts_with("python"); });
  return blocks;
}

std::vector<CodeBlock> quoted(Lines lines, const std::vector<bool>& taken, std::size_t depth) {
  Marks marks(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const Quotation quotation = quotation_of(lines[i]); quotation.depth == depth)
      marks[i] = quotation.bytes;
  std::vector<CodeBlock> blocks = behind(marks, lines, taken);
  std::erase_if(blocks, [](const CodeBlock& block) { return block.lines.size() < kFewestQuoted; });
  for (CodeBlock& block : blocks)
    for (std::size_t i = 0; i < block.lines.size(); ++i)
      block.columns[i] += static_cast<int>(*marks[static_cast<std::size_t>(block.document_lines[i]) - 1]);
  return blocks;
}

/// The number before a line of a listing, and the bytes up to its text. `1.` and `1)` count points, not lines.
struct Numbered {
  int number = 0;
  std::size_t bytes = 0;
};

std::optional<Numbered> numbered(std::string_view line) {
  Numbered out;
  const std::size_t begin = indent_of(line);
  const auto [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), out.number);
  if (error != std::errc{} || out.number < 0)
    return std::nullopt;
  out.bytes = static_cast<std::size_t>(end - line.data());
  if (out.bytes == line.size())
    return out;
  const std::size_t mark = line.find_first_not_of(' ', out.bytes);
  if (mark != std::string_view::npos && (line[mark] == '|' || (line[mark] == ':' && mark == out.bytes)))
    out.bytes = mark + 1;
  else if (line[out.bytes] != ' ' && line[out.bytes] != '\t')
    return std::nullopt;
  return out;
}

/// Marks runs of lines that count up, blank lines between them or not.
Marks numbers_of(Lines lines) {
  Marks marks(lines.size());
  for (std::size_t i = 0; i < lines.size();) {
    const auto first = numbered(lines[i]);
    std::size_t count = 0, end = i;
    for (; first && end < lines.size(); ++end) {
      if (trim(lines[end]).empty())
        continue;
      const auto next = numbered(lines[end]);
      if (!next || next->number != first->number + static_cast<int>(count))
        break;
      ++count;
    }
    if (count >= kFewestNumbers)
      for (std::size_t line = i; line < end; ++line)
        marks[line] = trim(lines[line]).empty() ? 0 : numbered(lines[line])->bytes;
    i = std::max(end, i + 1);
  }
  return marks;
}

/// Marks paragraphs of which each line has a sign of a diff or its blank, some line a plus.
Marks signs_of(Lines lines) {
  Marks marks(lines.size());
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i, signs = 0, added = 0;
    for (; end < lines.size() && !lines[end].empty() && std::string_view{"+- "}.find(lines[end][0]) != std::string_view::npos;
         ++end) {
      signs += lines[end][0] == ' ' ? 0 : 1;
      added += lines[end][0] == '+' ? 1 : 0;
    }
    if (added > 0 && signs > 1)
      std::fill(marks.begin() + static_cast<std::ptrdiff_t>(i), marks.begin() + static_cast<std::ptrdiff_t>(end), 1);
    i = std::max(end, i + 1);
  }
  return marks;
}

/// A diff with the names of its files above it; what is changed in them may stand in pieces, which are no programs.
std::vector<CodeBlock> headed_diffs(Lines lines) {
  std::vector<CodeBlock> out;
  for (std::size_t i = 0; i + 1 < lines.size();) {
    std::size_t end = i;
    if (lines[i].starts_with("diff --git ") || (lines[i].starts_with("--- ") && lines[i + 1].starts_with("+++ ")))
      while (end < lines.size() && !lines[end].empty() &&
             (end < i + 2 || lines[end].starts_with("index ") ||
              std::string_view{"+- @\\"}.find(lines[end][0]) != std::string_view::npos))
        ++end;
    if (end > i + 2)
      out.push_back(block_of(lines, i, end));
    i = std::max(end, i + 1);
  }
  return out;
}

/// As `behind`, with the marks: from each program's first line to its last, at least `fewest` lines.
std::vector<CodeBlock> with_marks(const Marks& marks, Lines lines, const std::vector<bool>& taken, std::size_t fewest) {
  if (std::ranges::none_of(marks, [](const auto& mark) { return mark.has_value(); }))
    return {};
  std::vector<CodeBlock> out;
  for (const CodeBlock& block : behind(marks, lines, taken))
    if (block.lines.size() >= fewest)
      out.push_back(block_of(lines, static_cast<std::size_t>(block.document_lines.front()) - 1,
                             static_cast<std::size_t>(block.document_lines.back())));
  return out;
}

}  // namespace

std::vector<CodeBlock> find_marked_code(Lines lines, const std::vector<bool>& taken) {
  std::vector<CodeBlock> out = headed_diffs(lines);
  std::vector<bool> mine = taken;
  for (const CodeBlock& block : out)
    for (const int line : block.document_lines)
      mine[static_cast<std::size_t>(line) - 1] = true;
  for (std::size_t depth = 1; depth <= kDeepest; ++depth)
    if (std::ranges::any_of(lines, [&](std::string_view line) { return quotation_of(line).depth == depth; }))
      std::ranges::move(quoted(lines, mine, depth), std::back_inserter(out));
  std::ranges::move(with_marks(numbers_of(lines), lines, mine, kFewestNumbers), std::back_inserter(out));
  std::ranges::move(with_marks(signs_of(lines), lines, mine, kFewestSigned), std::back_inserter(out));
  return out;
}

}  // namespace snipcheck
