#include "snippets/formats/marked.hpp"

#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kTab = 8;
constexpr std::size_t kFence = 3;

}  // namespace

std::size_t width_of(std::string_view line, std::size_t bytes) {
  std::size_t width = 0;
  for (const char c : line.substr(0, bytes)) {
    if (c == '\t')
      width += kTab - width % kTab;
    else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)  // one column for each code point
      ++width;
  }
  return width;
}

std::size_t margin_of(std::string_view line) {
  const std::size_t indent = indent_of(line);
  return indent == line.size() ? std::string_view::npos : width_of(line, indent);
}

std::optional<CodeBlock> cut_block(std::span<const std::string_view> lines, BlockLines where, std::string info, bool fenced) {
  std::size_t margin = std::string_view::npos;
  for (std::size_t i = where.content; i < where.end; ++i)
    margin = std::min(margin, margin_of(lines[i]));
  if (margin == std::string_view::npos)
    return std::nullopt;
  CodeBlock block;
  block.first_line = static_cast<int>(where.first) + 1;
  block.info = std::move(info);
  block.fenced = fenced;
  for (std::size_t i = where.first; i < where.end; ++i) {
    block.document_lines.push_back(static_cast<int>(i) + 1);
    const std::size_t width = i < where.content ? std::string_view::npos : margin_of(lines[i]);
    if (width == std::string_view::npos) {
      block.lines.emplace_back();
      block.columns.push_back(1);
      continue;
    }
    const std::size_t indent = indent_of(lines[i]);
    block.lines.push_back(std::string(width - margin, ' ') + std::string{lines[i].substr(indent)});
    block.columns.push_back(column_of(lines[i], indent) - static_cast<int>(width - margin));
  }
  return block;
}

std::size_t end_of_pasted_fence(std::span<const std::string_view> lines, std::size_t at) {
  const std::string_view open = trim(lines[at]);
  const std::size_t length = std::min(open.find_first_not_of('`'), open.size());
  if (length < kFence || open.find('`', length) != std::string_view::npos)
    return std::string_view::npos;
  for (std::size_t i = at + 1; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line.size() >= length && line.find_first_not_of('`') == std::string_view::npos)
      return i + 1;
  }
  return std::string_view::npos;
}

Outline outline_of(std::span<const std::string_view> lines, MarkedText marked, Belief belief) {
  Outline out;
  out.blocks = std::move(marked.blocks);
  std::ranges::move(find_code(lines, marked.taken, belief), std::back_inserter(out.blocks));
  std::ranges::stable_sort(out.blocks, {}, &CodeBlock::first_line);
  for (const CodeBlock& block : out.blocks)
    for (const int line : block.document_lines)
      marked.taken[static_cast<std::size_t>(line) - 1] = true;
  for (const Heading& heading : marked.headings)
    marked.taken[static_cast<std::size_t>(heading.line) - 1] = true;
  out.headings = question_lines(lines, marked.taken);
  std::ranges::move(marked.headings, std::back_inserter(out.headings));
  std::ranges::stable_sort(out.headings, {}, &Heading::line);
  return out;
}

}  // namespace snipcheck
