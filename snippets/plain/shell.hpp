#pragma once
/// Command lines among prose.
#include <string_view>

namespace snipcheck {

/// Whether a line is a command that one types into a shell: a known command with arguments of its shape, not a sentence about it.
bool is_shell_line(std::string_view line);

}  // namespace snipcheck
