#pragma once
/// The command line of bubblewrap: which files a run sees, and as whom it runs.
#include "sandboxes/launch.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The programs that make a box, and how this process has to use them.
struct BoxTools {
  std::filesystem::path bwrap;
  std::filesystem::path setpriv;  ///< Empty: a user namespace changes the user id.
  bool own_users = false;         ///< We are root and may take any user id; otherwise every run gets a user namespace.
};

/// Throws CannotCheck when bubblewrap (or setpriv, for root) is not installed.
BoxTools find_box_tools();

/// What is in a box, beside the system's libraries and three empty private file systems: /work, /tmp and /dev/shm.
struct Box {
  struct Shown {
    std::filesystem::path ours, theirs;
  };
  std::vector<Shown> shown = {};      ///< Folders and files, read-only.
  std::vector<std::string> settings;  ///< "NAME=value".
  std::vector<std::string> command;
  std::uint64_t private_bytes = 0;  ///< More than the private file systems hold together.
};

/// The launch of a box under a user id of its own; `filter` is the system call filter.
Launch box_launch(const BoxTools& tools, const Box& box, const std::string& filter, unsigned user);

/// What to do when a box does not work, going by bubblewrap's words and the machine's settings.
std::string remedy_for(std::string_view words);

}  // namespace snipcheck
