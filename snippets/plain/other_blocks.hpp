#pragma once
/// Blocks of other languages among prose, where their marks leave no doubt.
#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One past the last line of a block of HTML or Jinja, a Dockerfile, JSON or SQL that starts at line `first`; `first` when none
/// does. Lines that are `taken` end it.
std::size_t end_of_other_block(std::span<const std::string_view> lines, const std::vector<bool>& taken, std::size_t first);

}  // namespace snipcheck
