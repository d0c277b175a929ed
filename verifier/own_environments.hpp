#pragma once
/// Environments of the user's own: tables [env.NAME] of snipcheck.toml, with their locks beside it.
#include "sandboxes/pin_set.hpp"
#include "verifier/toml_values.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Reads the table [env], in the order of the file. Of each environment:
///
///     requires = ["flask==2.2.5"]         # as in a requirements file
///     requirements = "requirements.txt"   # such a file; -r and -c in it are followed
///     group = "docs"                      # of the pyproject.toml beside the configuration
///     python = "3.10"                     # which it is made for; default: the newest that it has a lock for
///     date = "2024-06-30"                 # no release after that day
///
/// Throws UsageError with the place of whatever cannot be read so.
std::vector<PinSet> read_own_environments(const TomlPlace& place, const toml::node& node);

/// Where the locks of an environment lie: snipcheck.locks/NAME beside the configuration.
std::filesystem::path locks_folder(const std::filesystem::path& folder_of_configuration, std::string_view name);

/// What lies among them under this name is of no environment: see overlays.hpp.
inline constexpr std::string_view kOverlays = "requires";

/// Why this is no name for an environment; "" when it is one.
std::string fault_of_name(std::string_view name);

/// A requirements file with what -r includes in its place, and apart from it what -c names.
struct Requirements {
  std::string packages, constraints;
};
/// Throws UsageError when a file cannot be read, or includes itself.
Requirements read_requirements(const std::filesystem::path& file);

/// The requirements of a group of a pyproject.toml: of [dependency-groups], else of [project.optional-dependencies].
/// Throws UsageError, with the groups there are, when there is none of that name.
std::vector<std::string> read_group(const std::filesystem::path& pyproject, const std::string& group);

}  // namespace snipcheck
