#pragma once
/// The command line: from words to one of the commands.
#include <string>
#include <vector>

namespace snipcheck {

/// Runs the command that `arguments` (without the program's name) ask for and returns the exit code. Results go to standard
/// output, all else to standard error. Throws UsageError, naming the nearest word it knows, and CannotCheck.
int run_cli(const std::vector<std::string>& arguments);

}  // namespace snipcheck
