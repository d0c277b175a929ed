#pragma once
/// Code between tags that are neither Markdown nor HTML: Jekyll's `{% highlight %}`, Hugo's `{{< highlight >}}`, `[code]` of
/// forums and WordPress, `{code}` of Jira, `<CodeBlock>` of MDX, `<syntaxhighlight>` of
/// MediaWiki.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace snipcheck {

/// Indexes of lines, ends exclusive.
struct ShortcodeBlock {
  std::size_t first = 0, end = 0;  ///< The code.
  std::size_t next = 0;            ///< Behind the closing tag.
  std::string label;               ///< The language that the tag names; "" for none.
};

/// The block whose opening tag is all of line `i`; nothing when there is none or nothing closes it within 2,000 lines.
std::optional<ShortcodeBlock> shortcode_at(std::span<const std::string_view> lines, std::size_t i);

}  // namespace snipcheck
