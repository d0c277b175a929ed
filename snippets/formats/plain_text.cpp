/// Everything that no other format reads: prose with code between its lines.
#include "snippets/directive_lines.hpp"
#include "snippets/format.hpp"
#include "snippets/formats/shortcodes.hpp"
#include "snippets/plain/changed_lines.hpp"
#include "snippets/plain/code_lines.hpp"
#include "snippets/plain/line_marks.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace snipcheck {
namespace {

/// A line of text with a line of `=`, `-`, `~` ... below it that is about as long: the marks rank by first appearance.
std::optional<Heading> underlined_heading(std::span<const std::string_view> lines, std::size_t i, std::string& marks) {
  if (i + 1 >= lines.size() || lines[i].empty() || indent_of(lines[i]) > 0)
    return std::nullopt;
  const std::string_view line = trim_right(lines[i + 1]);
  if (line.size() < 3 || std::string_view{"=-~^\"*+#"}.find(line[0]) == std::string_view::npos ||
      line.find_first_not_of(line[0]) != std::string_view::npos)
    return std::nullopt;
  const auto length = static_cast<std::size_t>(code_points(trim_right(lines[i])));
  if (line.size() + 3 < length || line.size() > length + 30 || lines[i][0] == line[0])
    return std::nullopt;
  if (marks.find(line[0]) == std::string::npos)
    marks += line[0];
  const auto level = std::min<std::size_t>(marks.find(line[0]) + 1, 5);
  return heading_from(trim(lines[i]), static_cast<int>(i) + 1, static_cast<int>(level));
}

/// Code between the tags of forums and wikis; all lines from tag to tag are taken.
std::vector<CodeBlock> tagged_blocks(std::span<const std::string_view> lines, std::vector<bool>& taken) {
  std::vector<CodeBlock> found;
  for (std::size_t i = 0; i < lines.size();) {
    const auto tagged = shortcode_at(lines, i);
    if (tagged && tagged->first < tagged->end) {
      CodeBlock block = block_of(lines, tagged->first, tagged->end);
      block.info = tagged->label;
      block.fenced = true;
      if (!block.lines.empty())
        found.push_back(std::move(block));
    }
    const std::size_t next = tagged ? tagged->next : i + 1;
    for (; i < next; ++i)
      taken[i] = taken[i] || tagged.has_value();
  }
  return found;
}

void take(std::vector<bool>& taken, const std::vector<CodeBlock>& blocks) {
  for (const CodeBlock& block : blocks)
    for (const int line : block.document_lines)
      taken[static_cast<std::size_t>(line) - 1] = true;
}

bool recognises(std::string_view, std::string_view) { return true; }

Outline outline(std::string_view text) {
  const auto whole = split_lines(text);
  const UnmarkedLines unmarked{whole};
  const std::span<const std::string_view> lines = unmarked.lines();
  std::vector<bool> taken(lines.size());
  Outline out;
  std::vector<CodeBlock> tagged = tagged_blocks(whole, taken);
  out.blocks = find_changed_code(lines, taken);
  take(taken, out.blocks);
  std::ranges::move(find_code(lines, taken, Belief::ordinary), std::back_inserter(out.blocks));
  std::erase_if(out.blocks, is_directive_alone);  // a comment that looks like a block of HTML
  take(taken, out.blocks);
  for (CodeBlock& block : out.blocks)
    unmarked.restore(block);
  std::ranges::move(tagged, std::back_inserter(out.blocks));
  std::ranges::stable_sort(out.blocks, {}, &CodeBlock::first_line);
  out.headings = question_lines(lines, taken, Titles::bare);
  std::string marks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (taken[i])
      continue;
    if (auto underlined = underlined_heading(lines, i, marks)) {
      std::erase_if(out.headings, [&](const Heading& heading) { return heading.line == underlined->line; });
      out.headings.push_back(std::move(*underlined));
    }
    if (!taken[i] && (i + 1 == lines.size() || !taken[i + 1]))  // right above code it is a comment on it
      if (auto heading = marked_heading(lines[i], static_cast<int>(i) + 1))
        out.headings.push_back(std::move(*heading));
  }
  std::ranges::stable_sort(out.headings, {}, &Heading::line);
  return out;
}

}  // namespace

namespace format {
extern const Format plain_text;
const Format plain_text{"plain_text", recognises, outline};
}  // namespace format
}  // namespace snipcheck
