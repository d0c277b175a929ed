#pragma once
/// The lines of a text as items: each logical line with what it is worth where it stands.
#include "snippets/plain/code_lines.hpp"
#include "snippets/plain/program.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Items that cover all lines, in order. Lines that are `taken` are prose. Blocks of other languages are added to `others` and
/// are one item of prose each, so that no Python goes on across them; in strict belief none is looked for.
std::vector<Item> read_items(std::span<const std::string_view> lines, const std::vector<bool>& taken, Belief belief,
                             std::vector<CodeBlock>& others);

}  // namespace snipcheck
