/// Markdown: its fences, what cmark-gfm makes of the rest, and what stands unmarked beside them.
#include "snippets/format.hpp"
#include "snippets/formats/fences.hpp"
#include "snippets/formats/markdown_tree.hpp"
#include "snippets/language.hpp"
#include "snippets/plain/code_lines.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

bool has_extension(std::string_view path) {
  const std::string low = lower(path);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{".md", ".markdown", ".mdx", ".mkd", ".mdown", ".qmd", ".rmd"},
      [&](std::string_view extension) { return low.ends_with(extension); });
}

bool recognises(std::string_view path, std::string_view text) {
  if (has_extension(path))
    return true;
  const bool marks = text.find("```") != std::string_view::npos || text.find("~~~") != std::string_view::npos;
  return marks && std::ranges::any_of(split_lines(text), [](std::string_view line) { return opens_fence(line); });
}

/// `=== "Tab"`, `!!! note`, `??? tip "Title"`: what opens a box of MkDocs.
bool opens_box(std::string_view line) {
  line = trim(line);
  return line.starts_with("=== \"") || line.starts_with("!!! ") || line.starts_with("??? ") || line.starts_with("???+ ");
}

/// An indented block is code when its lines are; authors also indent prose.
bool is_worth_listing(const CodeBlock& block) {
  if (language_of("", block.lines) != "text")
    return true;
  return std::ranges::none_of(block.lines, [](const std::string& line) { return has_adjacent_words(line) || opens_box(line); });
}

bool overlaps(const CodeBlock& a, const CodeBlock& b) {
  return a.document_lines.front() <= b.document_lines.back() && b.document_lines.front() <= a.document_lines.back();
}

void take(std::vector<bool>& taken, const std::vector<CodeBlock>& blocks) {
  for (const CodeBlock& block : blocks)
    for (const int line : block.document_lines)
      taken[static_cast<std::size_t>(line) - 1] = true;
}

Outline outline(std::string_view text) {
  const auto lines = split_lines(text);
  Fences fences = fences_of(lines);
  std::vector<bool> taken(lines.size());
  for (const auto& [first, last] : fences.lines)
    std::fill(taken.begin() + first - 1, taken.begin() + last, true);
  MarkdownTree tree = markdown_tree(lines, taken);
  take(taken, tree.preformatted);
  std::vector<CodeBlock> loose = find_code(lines, taken, Belief::strict);
  std::erase_if(tree.indented, [&](const CodeBlock& block) {
    return !is_worth_listing(block) || std::ranges::any_of(loose, [&](const CodeBlock& other) { return overlaps(block, other); });
  });
  Outline out;
  out.remarks = std::move(tree.remarks);
  for (auto* blocks : {&fences.blocks, &tree.preformatted, &tree.indented, &loose})
    std::ranges::move(*blocks, std::back_inserter(out.blocks));
  std::ranges::stable_sort(out.blocks, {}, &CodeBlock::first_line);
  take(taken, out.blocks);
  out.headings = question_lines(lines, taken);
  for (Heading& heading : tree.headings)
    if (!taken[static_cast<std::size_t>(heading.line) - 1])
      out.headings.push_back(std::move(heading));
  std::ranges::stable_sort(out.headings, {}, &Heading::line);
  return out;
}

}  // namespace

namespace format {
extern const Format markdown;
const Format markdown{"markdown", recognises, outline};
}  // namespace format
}  // namespace snipcheck
