#pragma once
/// Programs of this machine that start other people's code (an installer builds packages) and touch no more of it than they need.
#include <filesystem>
#include <string>
#include <vector>

namespace snipcheck {

/// Paths that a program needs besides the system's own files; what is not there is passed over.
struct Reach {
  std::vector<std::filesystem::path> reads;
  std::vector<std::filesystem::path> writes;
};

/// Whether this kernel can hold a program to that (Landlock, since Linux 5.19 for what installers do with links).
bool can_confine();

/// The command line that runs `argv` (argv[0] is looked up on PATH) so that all that comes from it opens nothing else, has no
/// capability, and is ended with it. The network is not closed. `argv` itself where can_confine() says no.
std::vector<std::string> confined(std::vector<std::string> argv, const Reach& reach);

}  // namespace snipcheck
