#pragma once
/// Fenced code in Markdown as people write it: wherever a line of backticks or tildes stands, at any indentation, inside of
/// lists, quotes, HTML and admonitions, closed or not.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

struct Fences {
  std::vector<CodeBlock> blocks;           ///< In reading order.
  std::vector<std::pair<int, int>> lines;  ///< Lines that are no text: from fence to fence, comments; 1-based and inclusive.
};

/// Finds the fences of a document. A fence that was never closed ends before the next one that opens, or where its code gives way
/// to prose. Fences inside of directives such as `{note}`, and of a fence that shows Markdown, count as well; those inside of an
/// HTML comment do not.
Fences fences_of(std::span<const std::string_view> lines);

/// Whether a line, prefixes of quotes and lists apart, begins with three backticks or tildes.
bool opens_fence(std::string_view line);

/// A line without the marks of quotes and lists before its text.
std::string_view without_prefix(std::string_view line);

}  // namespace snipcheck
