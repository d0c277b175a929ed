#pragma once
/// What formats that mark their code line by line (reStructuredText, Org) share. Tabs reach to the next multiple of 8 columns.
#include "snippets/format.hpp"
#include "snippets/plain/code_lines.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// What the marks of a document say.
struct MarkedText {
  std::vector<CodeBlock> blocks;  ///< In reading order; none of blank lines alone.
  std::vector<Heading> headings;  ///< In reading order.
  std::vector<bool> taken;        ///< Parallel to the lines: code, marks, or what is surely no code (tables, output, comments).
};

/// Columns of the first `bytes` bytes of a line of white space, list marks and the like.
std::size_t width_of(std::string_view line, std::size_t bytes);

/// Columns of white space at the start; of a blank line npos, for it ends nothing.
std::size_t margin_of(std::string_view line);

/// Which lines are a block, by index. Those from `first` up to `content` (options, blank lines) give blank lines.
struct BlockLines {
  std::size_t first = 0, content = 0, end = 0;
};

/// A block of whole lines with the columns of white space that all have taken away; nothing when all are blank.
std::optional<CodeBlock> cut_block(std::span<const std::string_view> lines, BlockLines where, std::string info, bool fenced);

/// The end (exclusive) of a Markdown fence of backticks that was pasted in at `at` and is closed; npos when there is none.
std::size_t end_of_pasted_fence(std::span<const std::string_view> lines, std::size_t at);

/// The whole outline: the marked blocks, code found between them with that belief, headings and numbered questions.
Outline outline_of(std::span<const std::string_view> lines, MarkedText marked, Belief belief);

}  // namespace snipcheck
