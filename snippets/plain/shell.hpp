#pragma once
/// Command lines among prose.
#include <cstddef>
#include <span>
#include <string_view>

namespace snipcheck {

/// Whether a line is a command that one types into a shell: a known command with arguments of its shape, not a sentence about it.
bool is_shell_line(std::string_view line);

/// `$ ...` or `(venv) $ ...`
bool has_prompt(std::string_view line);

/// One past the last line of the command at line `first`: a backslash at the end of a line or an open quote goes on on the next.
std::size_t end_of_command(std::span<const std::string_view> lines, std::size_t first);

}  // namespace snipcheck
