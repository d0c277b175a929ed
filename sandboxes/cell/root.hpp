#pragma once
/// What there is to see in a cell: a root of its own with read-only trees of the machine in it.
#include "sandboxes/cell/words.hpp"

#include <vector>

namespace snipcheck::cell {

/// Read-only copies of the mounts below each tree, as descriptors, in the same order. Root makes them before it gives up the
/// machine: a user id that is mapped to nobody's cannot reach what lies below a home folder (mode 0700) by its path.
/// Empty where the kernel refuses; then build_root() takes the trees by their paths.
std::vector<int> take_trees(const Words& words);

/// Makes a new root in the mount namespace that this process is alone in, and moves into it. Says whether it has a /proc.
bool build_root(const Words& words, const std::vector<int>& trees);

}  // namespace snipcheck::cell
