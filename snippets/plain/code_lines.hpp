#pragma once
/// Finds code among prose: lines by their evidence, paragraphs to programs.
#include "snippets/format.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// How much a line without fences has to show. `strict` is for Markdown, whose authors mark their code.
enum class Belief { ordinary, strict };

/// The blocks of Python, console sessions and shell commands among the lines that are not `taken` (parallel to `lines`).
std::vector<CodeBlock> find_code(std::span<const std::string_view> lines, const std::vector<bool>& taken, Belief belief);

/// A block of whole lines `first` up to `end`, edge blank lines left out and the common indentation removed.
CodeBlock block_of(std::span<const std::string_view> lines, std::size_t first, std::size_t end);

}  // namespace snipcheck
