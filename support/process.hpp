#pragma once
/// Starting other programs and waiting for them.
#include "support/fd.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// What to start. Of our descriptors only the three standard streams are inherited.
struct Command {
  std::vector<std::string> argv;                                       ///< argv[0] is looked up on PATH.
  std::optional<std::map<std::string, std::string>> environment = {};  ///< Nothing: inherit ours.
  std::filesystem::path directory = {};                                ///< Empty: ours.
  std::string input = {};                                              ///< Written to its standard input.
};

/// How a command ended and what it printed.
struct Finished {
  int status = 0;          ///< Exit status, or 128 + signal; 127 when the program was not found.
  bool timed_out = false;  ///< Killed at the deadline.
  std::string out, err;
  [[nodiscard]] bool ok() const { return status == 0 && !timed_out; }
};

/// Runs a command to its end in a process group of its own, which is killed at the timeout or at an interrupt.
/// `on_error_line` sees each line of standard error as it comes (for progress).
Finished run_command(const Command& command, std::chrono::milliseconds timeout,
                     const std::function<void(std::string_view)>& on_error_line = {});

/// The first program of that name on PATH, if any.
std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace snipcheck
