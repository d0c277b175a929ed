#pragma once
/// cmark-gfm by itself: what reading Markdown costs before anything is understood.
#include <cstddef>
#include <string_view>

namespace snipcheck::bench {

/// Parses the text to a tree, with tables and without rendering; the number of its code blocks whose info begins with `label`
/// (all for "").
std::size_t code_blocks_by_cmark(std::string_view text, std::string_view label = {});

}  // namespace snipcheck::bench
