#pragma once
/// Whether an environment is whole: a build that was killed leaves packages that look installed and lack files.
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace snipcheck {

/// lib/pythonX.Y/site-packages of an environment folder.
std::filesystem::path site_packages(const std::filesystem::path& folder, const Environment& environment);

/// What is wrong with the packages in a folder: pins that are not installed, installed ones that are no pins, files that a RECORD
/// lists and that are not there. Empty when it is whole; at most ten entries.
std::vector<std::string> missing_from(const std::filesystem::path& folder, const Environment& environment);

/// The files that the RECORD of a package (by its normalised name) lists, relative to site-packages; none without a RECORD.
std::vector<std::string> recorded_files(const std::filesystem::path& folder, const Environment& environment,
                                        const std::string& package);

/// The first field of each line of a RECORD (CSV).
std::vector<std::string> recorded_paths(std::string_view record);

}  // namespace snipcheck
