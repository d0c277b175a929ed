#include "sandboxes/removal.hpp"

#include "sandboxes/sync.hpp"
#include "support/file.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

fs::path envs() { return cache_folder() / "envs"; }

bool is_mixture(const std::string& name) { return name.starts_with(".mixed-"); }

bool is_leftover(const std::string& name) {
  return name.starts_with(".building-") || name.starts_with(".removing-") || is_mixture(name);
}

/// ".building-2020-py3.8-0123456789ab-4711": the environment that it belongs to.
std::string environment_of(const std::string& leftover) {
  const auto first = leftover.find('-') + 1;
  return leftover.substr(first, leftover.rfind('-') - first);
}

/// Of the files below that have no other name.
std::uintmax_t own_bytes(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    if (entry->is_regular_file(error) && !entry->is_symlink(error) && entry->hard_link_count(error) == 1)
      bytes += entry->file_size(error);
  return bytes;
}

std::uintmax_t remove_folder(const fs::path& folder) {
  const std::uintmax_t bytes = own_bytes(folder);
  std::error_code error;
  fs::remove_all(folder, error);
  return bytes;
}

}  // namespace

OnDisk environments_on_disk() {
  OnDisk found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{envs(), error}) {
    std::string name = entry.path().filename().string();
    if (!entry.is_directory(error))
      continue;
    if (is_leftover(name))
      found.leftovers.push_back(std::move(name));
    else if (!name.starts_with('.'))
      found.environments.push_back(std::move(name));
  }
  std::ranges::sort(found.environments);
  std::ranges::sort(found.leftovers);
  return found;
}

fs::path mixture_folder(const fs::path& environment, int n) {
  return environment.parent_path() / fmt::format(".mixed-{}-{}.{}", environment.filename().string(), ::getpid(), n);
}

std::optional<std::uintmax_t> remove_environment(const std::string& folder) {
  const fs::path path = envs() / folder;
  const fs::path environment = envs() / (is_leftover(folder) ? environment_of(folder) : folder);
  const auto unbuilt = FileLock::try_alone(build_lock_of(environment));
  const auto unused = FileLock::try_alone(use_lock_of(environment));
  if (!unbuilt || (!unused && (!is_leftover(folder) || is_mixture(folder))))
    return std::nullopt;
  std::error_code error;
  if (is_leftover(folder))
    return remove_folder(path);
  const fs::path doomed = envs() / fmt::format(".removing-{}-{}", folder, ::getpid());
  fs::rename(path, doomed, error);
  return remove_folder(error ? path : doomed);
}

std::uintmax_t remove_package_cache() {
  std::uintmax_t bytes = 0;
  for (const char* name : {"uv", "pip"})
    bytes += remove_folder(cache_folder() / name);
  return bytes;
}

}  // namespace snipcheck
