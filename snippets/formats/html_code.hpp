#pragma once
/// Code in HTML: the content of `pre`, with entities read and tags inside it left out.
#include "snippets/format.hpp"

#include <string_view>

namespace snipcheck {

/// The `pre` elements and headings (h1 to h6, summary) of a page or of a piece of one. Lines and columns are those of `html`,
/// from 1.
Outline html_outline(std::string_view html);

}  // namespace snipcheck
