#pragma once
/// What an environment folder holds, file by file: written down when it was built, compared when somebody asks.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One line for each file and symbolic link below a folder, sorted by path: SHA-256, size and path, divided by tabs; of a link,
/// "->", its target and its path. Without manifest, contents and index, which are written down beside them. Throws
/// std::filesystem::filesystem_error and UsageError when something cannot be read.
std::string contents_of(const std::filesystem::path& folder);

/// What differs between a folder and the contents that were written down: "x.py has changed", "is missing", "is new"; sorted by
/// path. Reads every file.
std::vector<std::string> differences(const std::filesystem::path& folder, std::string_view contents);

/// Replaces every file that has more than one name by a copy of its own, each in one step: what is written to it afterwards
/// changes no other environment. Safe while the folder is in use, and to be cut short.
void separate_files(const std::filesystem::path& folder);

}  // namespace snipcheck
