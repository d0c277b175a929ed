#pragma once
/// Code in plain text whose lines carry marks of where they come from: quoted mail, listings with numbers, changes to a file.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The blocks of Python behind `> ` (taken off), and behind numbers that count up or the signs of a diff (left for cleaning,
/// which reports them), and diffs with a header, whatever they change, among the lines that are not `taken` (parallel to
/// `lines`).
std::vector<CodeBlock> find_marked_code(std::span<const std::string_view> lines, const std::vector<bool>& taken);

}  // namespace snipcheck
