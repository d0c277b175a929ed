#pragma once
/// Rules that the kernel keeps for a process and all that comes from it, where no namespaces can be had.
#include "sandboxes/cell/words.hpp"

#include <string>
#include <vector>

namespace snipcheck::cell {

/// Version of Landlock here, 0 where there is none.
int landlock_version();

/// From now on: nothing but the trees of the cell can be opened, for reading and executing, and the paths of `own`, for
/// everything; no signal and no abstract socket reaches out (Linux 6.12). What is not there is passed over. Ends the program
/// where the kernel refuses.
void confine_files(const Words& words, const std::vector<std::string>& own);

/// The same, and system calls go through the filter.
void confine(const Words& words, const std::vector<std::string>& own);

}  // namespace snipcheck::cell
