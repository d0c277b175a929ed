#pragma once
/// One program run to its end under limits, with everything it leaves behind ended too.
#include "sandboxes/job.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace snipcheck {

inline constexpr int kResultDescriptor = 3;  ///< Where the program says its results.

struct Launch {
  std::vector<std::string> argv;         ///< argv[0] is a path.
  std::vector<std::string> environment;  ///< "NAME=value"; nothing else.
  std::filesystem::path directory;       ///< Empty: ours.
  std::string input;                     ///< Its standard input.
  Limits limits;                         ///< `processes` is left to the program.
  std::size_t keep = 0;                  ///< Bytes to keep of each output stream.
};

struct Landing {
  RunResult::End end = RunResult::End::not_started;
  int code = 0;
  std::string trouble;   ///< With End::not_started.
  std::string out, err;  ///< At most Launch::keep bytes each, and one more if there was more.
  std::string results;   ///< From kResultDescriptor.
  std::chrono::milliseconds wall{0};
};

/// Blocks until it ended, reached a limit or was interrupted (support/interrupt.hpp); no process of it is left then.
/// Never throws for what the program does; throws CannotCheck when the machine gives no descriptor.
Landing launch(const Launch& launch);

}  // namespace snipcheck
