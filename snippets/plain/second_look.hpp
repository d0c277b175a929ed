#pragma once
/// What stands around a line and speaks for it.
#include "snippets/plain/program.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Whether the logical line wants something after it: a decorator, the head of a block.
bool opens(std::string_view logical_line);

/// Raises the evidence of lines that are nothing by themselves: a broken line between two of code, and whatever stands deeper
/// than the head of a block when head and body parse as a whole. `taken` is parallel to `lines`.
void look_again(std::span<const std::string_view> lines, const std::vector<bool>& taken, std::vector<Item>& items);

}  // namespace snipcheck
