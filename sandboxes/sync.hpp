#pragma once
/// Environments on disk: built, looked at, compared with what was built.
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

class Sandbox;

/// What a build says as it goes, for the progress display; never called at the same time from two threads.
using Say = std::function<void(std::string_view)>;

/// Builds what is not built yet, or takes it from the cache: in a fresh folder, checked against every RECORD, self-tested and
/// indexed inside `sandbox`, its contents written down, then renamed into place. Safe under several processes at once, and for
/// different environments from several threads. With a wheelhouse (see bundle()), packages come from there alone.
/// Where the sandbox lets runs write to an environment, its files are its own; else they are shared with the package cache.
/// Throws CannotCheck, with a hint, when an interpreter, a wheel or the network is missing.
void sync(const Environment& environment, Sandbox& sandbox, const Say& say, const std::filesystem::path& wheelhouse = {});

/// Whether its folder is there, complete, and made by this version.
bool is_ready(const Environment& environment);

/// What differs from what was written down when it was built; empty when nothing does. Reads every file.
/// Throws UsageError and std::filesystem::filesystem_error when something cannot be read.
std::vector<std::string> altered_files(const Environment& environment);

/// The locks of the environment of a folder: held alone while it is built, and shared while it is used.
std::filesystem::path build_lock_of(const std::filesystem::path& folder);
std::filesystem::path use_lock_of(const std::filesystem::path& folder);

}  // namespace snipcheck
