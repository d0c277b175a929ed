/// Everything that no other format reads: prose with code between its lines.
#include "snippets/format.hpp"
#include "snippets/plain/code_lines.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

bool recognises(std::string_view, std::string_view) { return true; }

Outline outline(std::string_view text) {
  const auto lines = split_lines(text);
  std::vector<bool> taken(lines.size());
  Outline out;
  out.blocks = find_code(lines, taken, Belief::ordinary);
  for (const CodeBlock& block : out.blocks)
    for (const int line : block.document_lines)
      taken[static_cast<std::size_t>(line) - 1] = true;
  out.headings = question_lines(lines, taken);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!taken[i] && (i + 1 == lines.size() || !taken[i + 1]))  // right above code it is a comment on it
      if (auto heading = marked_heading(lines[i], static_cast<int>(i) + 1))
        out.headings.push_back(std::move(*heading));
  std::ranges::stable_sort(out.headings, {}, &Heading::line);
  return out;
}

}  // namespace

namespace format {
extern const Format plain_text;
const Format plain_text{"plain_text", recognises, outline};
}  // namespace format
}  // namespace snipcheck
