#include "snippets/plain/changed_lines.hpp"

#include "snippets/language.hpp"
#include "snippets/plain/code_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

/// Bytes of marks before the text of each line; nothing on lines of other kinds.
using Marks = std::vector<std::optional<std::size_t>>;

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

/// As `behind`, with the marks: from each program's first line to its last, at least two lines.
std::vector<CodeBlock> with_marks(const Marks& marks, Lines lines, const std::vector<bool>& taken) {
  if (std::ranges::none_of(marks, [](const auto& mark) { return mark.has_value(); }))
    return {};
  std::vector<CodeBlock> out;
  for (const CodeBlock& block : behind(marks, lines, taken))
    if (block.lines.size() > 1)
      out.push_back(block_of(lines, static_cast<std::size_t>(block.document_lines.front()) - 1,
                             static_cast<std::size_t>(block.document_lines.back())));
  return out;
}

}  // namespace

std::vector<CodeBlock> find_changed_code(Lines lines, const std::vector<bool>& taken) {
  std::vector<CodeBlock> out = headed_diffs(lines);
  std::vector<bool> all_taken = taken;
  for (const CodeBlock& block : out)
    for (const int line : block.document_lines)
      all_taken[static_cast<std::size_t>(line) - 1] = true;
  std::ranges::move(with_marks(signs_of(lines), lines, all_taken), std::back_inserter(out));
  return out;
}

}  // namespace snipcheck
