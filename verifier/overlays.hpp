#pragma once
/// Environments with packages added that authors ask for (`requires=pandas`) and that no environment holds: locked and built by
/// `env sync`, never while documents are checked.
#include "sandboxes/environment.hpp"
#include "snippets/snippet.hpp"
#include "verifier/config.hpp"

#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

class Progress;

/// What snippets ask for and none of these environments satisfies: "pandas", "redis>=99"; sorted, each once.
std::vector<std::string> wanted_packages(const std::vector<Snippet>& snippets, const std::vector<Environment>& environments);

/// For each environment, it with the packages added that its lock beside the configuration names, where that lock is there, was
/// made for the environment as it is now, and is built. It has the environment's name. Nothing where there is none.
std::vector<std::optional<Environment>> ready_overlays(const std::vector<Environment>& environments, const Config& config);

/// Locks what is wanted for each environment, unless its lock is good for that already, and returns those that are to be built.
/// Where packages cannot be had with an environment, `progress` says so. Throws CannotCheck when the index cannot be reached.
std::vector<Environment> lock_overlays(const std::vector<Environment>& environments, const std::vector<std::string>& wanted,
                                       const Config& config, Progress& progress);

}  // namespace snipcheck
