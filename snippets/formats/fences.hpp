#pragma once
/// The blocks of Markdown, with the lines and columns of the document.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

struct MarkdownBlocks {
  std::vector<CodeBlock> fenced;
  std::vector<CodeBlock> indented;
  std::vector<Heading> headings;
  std::vector<std::pair<int, int>> fenced_lines;  ///< Document lines from fence to fence, 1-based and inclusive.
};

/// Reads a document. A fence that was never closed ends before the next one, or where its code gives way to prose; fences
/// inside of indented text (admonitions) and of directives such as `{note}` count as well.
MarkdownBlocks markdown_blocks(std::span<const std::string_view> lines);

/// Whether a line, prefixes of quotes and lists apart, begins with three backticks or tildes.
bool opens_fence(std::string_view line);

}  // namespace snipcheck
