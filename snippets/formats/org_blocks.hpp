#pragma once
/// The marks of Org mode: https://orgmode.org/worg/org-syntax.html
#include "snippets/formats/marked.hpp"

#include <span>
#include <string_view>

namespace snipcheck {

/// Source and example blocks, fixed-width lines and headings. Results, comments, drawers and tables are taken, not given. A block
/// that is never closed ends before the next one, before a heading, or where prose begins below a blank line.
MarkedText org_blocks(std::span<const std::string_view> lines);

/// Whether a line, white space apart, begins a block of source code.
bool opens_org_source(std::string_view line);

}  // namespace snipcheck
