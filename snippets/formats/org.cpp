/// Org mode: blocks between `#+BEGIN_SRC` and `#+END_SRC`, or no marks at all.
#include "snippets/format.hpp"
#include "snippets/formats/fences.hpp"
#include "snippets/formats/marked.hpp"
#include "snippets/formats/org_blocks.hpp"
#include "support/text.hpp"

namespace snipcheck {
namespace {

/// A source block at the margin, before any fence.
bool has_source_block(std::string_view text) {
  for (const std::string_view line : split_lines(text)) {
    if (opens_org_source(line) && indent_of(line) == 0)
      return true;
    if (opens_fence(line))
      return false;
  }
  return false;
}

bool recognises(std::string_view path, std::string_view text) {
  const std::string name = lower(path.substr(path.rfind('/') + 1));
  if (name.ends_with(".org"))
    return true;
  return (name.ends_with(".txt") || name.find('.') == std::string::npos) && has_source_block(text);
}

Outline outline(std::string_view text) {
  const auto lines = split_lines(text);
  MarkedText marked = org_blocks(lines);
  return outline_of(lines, std::move(marked), Belief::ordinary);
}

}  // namespace

namespace format {
extern const Format org;
const Format org{"org", recognises, outline};
}  // namespace format
}  // namespace snipcheck
