#include "snippets/encoded_outline.hpp"

#include "snippets/formats/fences.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

std::size_t byte_of(std::string_view line, int column) {
  int seen = 0;
  for (std::size_t at = 0; at < line.size(); ++at)
    if ((static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U && ++seen == column)
      return at;
  return line.size();
}

}  // namespace

/// Returns how many lines stood before them.
int EncodedOutline::add_lines(const EncodedText& text) {
  const auto before = static_cast<int>(outline_.places.size());
  for (const std::string_view line : split_lines(text.text())) {
    outline_.places.push_back(positions_.of(text.origin(static_cast<std::size_t>(line.data() - text.text().data()))));
    outline_.text += line;
    outline_.text += '\n';
  }
  if (!outline_.places.empty()) {  // pieces are paragraphs of their own
    outline_.places.push_back(outline_.places.back());
    outline_.text += '\n';
  }
  return before;
}

/// An outline has one place for each of its lines. Where encoded characters stand before the code on its line, that place is
/// too far to the left: the columns of the block make up for it.
void EncodedOutline::place_columns(CodeBlock& block, const EncodedText& text, std::span<const std::string_view> lines) const {
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto index = static_cast<std::size_t>(block.document_lines[i]) - 1;
    if (index >= lines.size() || block.columns[i] <= 1)
      continue;
    const auto begin = static_cast<std::size_t>(lines[index].data() - text.text().data());
    const Place start = positions_.of(text.origin(begin));
    const Place here = positions_.of(text.origin(begin + byte_of(lines[index], block.columns[i])));
    if (here.line == start.line)
      block.columns[i] = here.column - start.column + 1;
  }
}

void EncodedOutline::add_code(const EncodedText& code, std::string info, Part part) {
  const int before = add_lines(code);
  CodeBlock block{.first_line = before + 1, .info = std::move(info), .in_question = part == Part::question};
  for (const std::string_view line : split_lines(code.text())) {
    block.lines.emplace_back(line);
    block.document_lines.push_back(before + static_cast<int>(block.lines.size()));
    block.columns.push_back(1);
  }
  if (std::ranges::any_of(block.lines, [](const std::string& line) { return !trim(line).empty(); }))
    outline_.blocks.push_back(std::move(block));
}

void EncodedOutline::add_text(const EncodedText& text, const Format& format, Part part) {
  Outline inner = format.outline(text.text());
  const auto lines = split_lines(text.text());
  const int before = add_lines(text);
  for (CodeBlock& block : inner.blocks) {
    place_columns(block, text, lines);
    block.first_line += before;
    for (int& line : block.document_lines)
      line += before;
    block.in_question = part == Part::question;
    outline_.blocks.push_back(std::move(block));
  }
  for (Heading& heading : inner.headings) {
    heading.line += before;
    outline_.headings.push_back(std::move(heading));
  }
}

void EncodedOutline::add_heading(const EncodedText& text, int level) {
  const int before = add_lines(text);
  outline_.headings.push_back(heading_from(trim(text.text()), before + 1, level));
}

void EncodedOutline::add_remark(std::size_t offset, std::string what) {
  outline_.remarks.push_back({"", std::move(what), positions_.of(offset).line});
}

const Format& format_by_content(std::string_view text) {
  const std::string low = lower(text);
  const auto has = [&](std::string_view mark) { return low.find(mark) != std::string::npos; };
  if (!has("<pre") && std::ranges::any_of(split_lines(text), opens_fence))
    return format_named("markdown");
  const bool begins_with_tag = low.size() > 1 && low[0] == '<' && low[1] >= 'a' && low[1] <= 'z';
  return format_named(has("</pre>") || has("</p>") || (begins_with_tag && has("</")) ? "html" : "plain_text");
}

}  // namespace snipcheck
