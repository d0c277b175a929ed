#pragma once
/// What Markdown has beside its fences, as cmark-gfm sees it: headings, indented code, `<pre>`.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

struct MarkdownTree {
  std::vector<Heading> headings;
  std::vector<CodeBlock> indented;
  std::vector<CodeBlock> preformatted;
  std::vector<Remark> remarks;  ///< What could not be read.
};

/// Reads the lines that are not `taken` (parallel); those that are count as blank.
MarkdownTree markdown_tree(std::span<const std::string_view> lines, const std::vector<bool>& taken);

}  // namespace snipcheck
