#pragma once
/// Several environments built at once.
#include "sandboxes/environment.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace snipcheck {

class Progress;
class Sandbox;

/// Why an environment cannot be had; `what` is empty when it can.
struct Trouble {
  std::string what, hint;
};

/// Builds what is not built yet, as many at once as there are cores, the last of them (the newest, which decides) first.
/// `done` is told of each as soon as it is there or cannot be had, never of two at the same time. After an interrupt, the rest
/// is not begun and `done` is not told of it.
void build_environments(const std::vector<Environment>& environments, Sandbox& sandbox, Progress& progress,
                        const std::filesystem::path& wheelhouse, const std::function<void(std::size_t, const Trouble&)>& done);

}  // namespace snipcheck
