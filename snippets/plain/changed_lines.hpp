#pragma once
/// Code in plain text as a change to a file: each line has the sign of a diff before it.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Diffs with the names of their files above them, and the blocks of Python behind the signs of a diff without (which are left
/// for cleaning, that reports them), among the lines that are not
/// `taken` (parallel to `lines`).
std::vector<CodeBlock> find_changed_code(std::span<const std::string_view> lines, const std::vector<bool>& taken);

}  // namespace snipcheck
