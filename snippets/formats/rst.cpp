/// reStructuredText as docutils and Sphinx read it.
#include "snippets/format.hpp"
#include "snippets/formats/fences.hpp"
#include "snippets/formats/marked.hpp"
#include "snippets/formats/rst_blocks.hpp"
#include "snippets/formats/rst_marks.hpp"
#include "support/text.hpp"

namespace snipcheck {
namespace {

/// A directive for code at the margin, before any fence.
bool has_code_directive(std::string_view text) {
  for (const std::string_view line : split_lines(text)) {
    if (opens_fence(line) && !is_rule(line))
      return false;
    if (!is_explicit(line))
      continue;
    const auto directive = rst_directive(line);
    if (directive && code_directive(directive->name))
      return true;
  }
  return false;
}

bool recognises(std::string_view path, std::string_view text) {
  const std::string name = lower(path.substr(path.rfind('/') + 1));
  if (name.ends_with(".rst") || name.ends_with(".rest") || name.ends_with(".rst.txt"))
    return true;
  return (name.ends_with(".txt") || name.find('.') == std::string::npos) && has_code_directive(text);
}

Outline outline(std::string_view text) {
  const auto lines = split_lines(text);
  return outline_of(lines, rst_blocks(lines), Belief::strict);
}

}  // namespace

namespace format {
extern const Format rst;
const Format rst{"rst", recognises, outline};
}  // namespace format
}  // namespace snipcheck
