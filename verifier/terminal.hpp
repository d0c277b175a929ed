#pragma once
/// The two standard streams and the terminal that may be behind them.
#include <optional>
#include <string_view>

namespace snipcheck {

/// Whether to colour what goes to a descriptor: as asked (--color), else NO_COLOR (https://no-color.org), else FORCE_COLOR, else
/// whether it is a terminal that is not dumb.
bool wants_colour(std::optional<bool> asked, int fd);

/// Columns of the terminal behind a descriptor, else 100.
int width_of(int fd);

/// Writes all of it to standard output. A reader that went away is no error; anything else throws UsageError.
void write_out(std::string_view text);

/// "snipcheck: error: what", and the hint, if any, on a line of its own; to standard error.
void print_error(std::string_view what, std::string_view hint);

}  // namespace snipcheck
