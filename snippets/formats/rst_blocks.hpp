#pragma once
/// The marks of reStructuredText: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
#include "snippets/formats/marked.hpp"

#include <span>
#include <string_view>

namespace snipcheck {

/// Directives with code, literal blocks, doctest blocks and titles. What a reader never sees (comments) or what is output or
/// data is taken, not given. More forgiving than docutils where an author's slip would hide code that was marked.
MarkedText rst_blocks(std::span<const std::string_view> lines);

}  // namespace snipcheck
