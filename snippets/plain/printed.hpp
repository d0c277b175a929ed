#pragma once
/// What programs print, between the lines of a text: tracebacks, and lines below `Output:`.
#include "snippets/plain/program.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One past the last line of a traceback, or of one of its `File "...", line 3, in f` with the line of source it quotes, that
/// starts at line `first`; `first` when none does. Lines that are `taken` end it.
std::size_t end_of_trace(std::span<const std::string_view> lines, const std::vector<bool>& taken, std::size_t first);

/// Makes prose of the paragraph below a line such as `Output:`, unless it defines, imports or decides something.
void hide_output(std::span<const std::string_view> lines, std::vector<Item>& items);

}  // namespace snipcheck
