#pragma once
/// What lies in the cache folder, and taking it away.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

/// Names of the folders of built environments below envs/, and of what builds that were killed have left; sorted.
struct OnDisk {
  std::vector<std::string> environments;  ///< "2020-py3.8-0123456789ab"
  std::vector<std::string> leftovers;     ///< ".building-...", ".removing-...", ".mixed-..."
};
OnDisk environments_on_disk();

/// Where this process makes its n-th mixture of an environment with another one: beside it, and a leftover when the process dies.
std::filesystem::path mixture_folder(const std::filesystem::path& environment, int n);

/// Takes the folder of an environment, or a leftover, below envs/ away: in one step, so that no part of it is ever taken for the
/// whole. Nothing, and nothing is done, while somebody builds or uses it; else the bytes that were freed (files that other
/// environments or the package cache share count only where this was their last name).
std::optional<std::uintmax_t> remove_environment(const std::string& folder);

/// Takes the package cache away. Returns the bytes that were freed.
std::uintmax_t remove_package_cache();

}  // namespace snipcheck
