#pragma once
/// Pythons that this machine does not have, installed by uv: only where the user says so.
#include "sandboxes/environment.hpp"
#include "sandboxes/sync.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// The Pythons ("3.8") that these environments were made for and would not get, each once, in their order.
std::vector<std::string> missing_pythons(const std::vector<Environment>& environments);

/// Lets uv install that Python where it keeps its own, where interpreter_folders() finds it; says so. Throws CannotCheck with a
/// hint where there is no uv, or it has none of that series for this machine.
void install_python(const std::string& series, const Say& say);

}  // namespace snipcheck
