#pragma once
/// The harness, unpacked from the binary to where a sandbox can show it to Python.
#include <filesystem>
#include <string>
#include <string_view>

namespace snipcheck {

/// The folder with the harness of this version, below the cache folder; written at the first call. Readable by everyone.
/// Throws UsageError when it cannot be written.
std::filesystem::path harness_folder();

/// The program of a cell (sandboxes/cell/), unpacked to the same place. Throws as harness_folder() does.
std::filesystem::path cell_program();

/// SHA-256 of one of its programs ("index.py"); of nothing when there is none of that name.
std::string program_digest(std::string_view program);

}  // namespace snipcheck
