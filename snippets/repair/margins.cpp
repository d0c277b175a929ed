#include "snippets/repair/margins.hpp"

#include "snippets/repair/characters.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

void trim_edges(CodeBlock& block) {
  std::size_t begin = 0, end = block.lines.size();
  while (begin < end && trim(block.lines[begin]).empty())
    ++begin;
  while (end > begin && trim(block.lines[end - 1]).empty())
    --end;
  const auto cut = [&](auto& list) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(end), list.end());
    list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  cut(block.lines);
  cut(block.document_lines);
  cut(block.columns);
}

/// Takes away the white space that all lines begin with.
void dedent(CodeBlock& block) {
  std::size_t margin = std::string::npos;
  std::string_view first;
  for (const std::string& line : block.lines) {
    if (trim(line).empty())
      continue;
    if (margin == std::string::npos) {
      margin = indent_of(line);
      first = line;
    }
    const std::size_t here = std::min(margin, indent_of(line));
    std::size_t same = 0;
    while (same < here && line[same] == first[same])
      ++same;
    margin = same;
  }
  if (margin == 0 || margin == std::string::npos)
    return;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const std::size_t cut = std::min(margin, indent_of(block.lines[i]));
    block.lines[i].erase(0, cut);
    block.columns[i] += static_cast<int>(cut);
  }
}

}  // namespace

bool plain_margins(CodeBlock& block) {
  const bool odd = plain_indentation(block.lines, block.columns);
  trim_edges(block);
  dedent(block);
  return odd;
}

CodeText text_of(const CodeBlock& block) {
  CodeText text{.lines = block.lines, .document_lines = block.document_lines, .shift = {}, .remarks = {}};
  for (const int column : block.columns)
    text.shift.push_back(column - 1);
  return text;
}

}  // namespace snipcheck
