#pragma once
/// A wheelhouse: all files that environments are built from, for a machine without network.
#include "sandboxes/sync.hpp"

#include <filesystem>
#include <vector>

namespace snipcheck {

/// Downloads what the locks of these environments and their build constraints name for the Python that each has here, into one
/// folder, by pip: hashes are checked, and what is there already stays. `sync` takes it as its wheelhouse.
/// Throws CannotCheck, with a hint, when the index cannot be reached or there is no pip for a Python.
void bundle(const std::vector<Environment>& environments, const std::filesystem::path& folder, const Say& say);

}  // namespace snipcheck
