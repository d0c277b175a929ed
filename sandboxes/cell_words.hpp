#pragma once
/// What a cell of an environment holds, in the words that the cell program reads (sandboxes/cell/words.hpp).
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

/// User ids of a cell: a range that nobody on this machine has, so that each run can have one of its own; or none.
struct CellUsers {
  unsigned count = 0, first = 0;
};

/// A fresh range where we are the root of the machine and may take any id; none otherwise.
CellUsers users_for_a_cell();

/// One id for the runs of a plain cell where we may give it, in a container too; none otherwise.
CellUsers user_for_a_plain_cell();

/// What to put into a cell.
struct CellContent {
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>>
      trees;                          ///< Ours, and the place where it is shown read-only.
  std::vector<std::string> settings;  ///< Environment variables, "NAME=value".
  std::vector<std::string> command;   ///< Of the zygote; empty for a trial.
  std::string greeting;               ///< The zygote's first packet.
  std::vector<std::string> without;   ///< Defences that a test leaves out.
};

/// The system's programs and libraries, five devices and four small files of /etc come by themselves.
std::string cell_words(const CellContent& content, const CellUsers& users);

/// The same for a cell without namespaces, whose runs write below `folder` and are kept from these system calls.
std::string plain_cell_words(const CellContent& content, const CellUsers& user, const std::filesystem::path& folder,
                             std::string_view filter);

/// An environment, or a folder that is to become one, with its Python, the harness and the zygote; the greeting is still missing.
CellContent content_for(const Environment& environment, const std::filesystem::path& folder);

/// The same where everything is seen at its own place.
CellContent plain_content_for(const Environment& environment, const std::filesystem::path& folder);

}  // namespace snipcheck
