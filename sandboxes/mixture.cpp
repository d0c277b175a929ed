#include "sandboxes/mixture.hpp"

#include "sandboxes/records.hpp"
#include "sandboxes/removal.hpp"
#include "support/error.hpp"

#include <atomic>
#include <set>

#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// "site-packages/__pycache__/six.cpython-311.pyc" is of "site-packages/six.py".
fs::path source_of(const fs::path& path) {
  if (path.parent_path().filename() != "__pycache__")
    return path;
  const std::string name = path.filename().string();
  return path.parent_path().parent_path() / (name.substr(0, name.find('.')) + ".py");
}

/// The files of a package, relative to the folder of its environment. Throws CannotCheck when it has no RECORD.
std::set<fs::path> files_of(const Environment& environment, const std::string& package) {
  std::set<fs::path> files;
  if (!environment.packages.contains(package))
    return files;
  const fs::path packages = site_packages(environment.folder, environment).lexically_relative(environment.folder);
  for (const std::string& path : recorded_files(environment.folder, environment, package))
    files.insert((packages / path).lexically_normal());
  if (files.empty())
    throw CannotCheck(package + " has no RECORD in " + environment.folder.string());
  return files;
}

/// Links what is wanted of an environment into a folder: `wants` is given paths relative to the environment, of sources where
/// they are bytecode.
template <typename Wants>
void link_files(const fs::path& from, const fs::path& to, const Wants& wants) {
  for (const auto& entry : fs::recursive_directory_iterator{from}) {
    const fs::path path = entry.path().lexically_relative(from);
    if (entry.is_symlink() && wants(path)) {
      fs::create_directories((to / path).parent_path());
      fs::copy_symlink(entry.path(), to / path);
    } else if (entry.is_regular_file() && wants(source_of(path))) {
      fs::create_directories((to / path).parent_path());
      fs::create_hard_link(entry.path(), to / path);
    }
  }
}

}  // namespace

Mixture::Mixture(const Environment& base, const Environment& from, const std::string& package) : environment_(base) {
  static std::atomic<int> made{0};
  environment_.folder = mixture_folder(base.folder, ++made);
  environment_.key += " with " + package + " of " + from.key;
  environment_.packages.erase(package);
  if (const auto there = from.packages.find(package); there != from.packages.end())
    environment_.packages.insert(*there);
  try {
    const std::set<fs::path> without = files_of(base, package), with = files_of(from, package);
    link_files(base.folder, environment_.folder, [&](const fs::path& path) { return !without.contains(path); });
    link_files(from.folder, environment_.folder, [&](const fs::path& path) { return with.contains(path); });
  } catch (const std::exception& problem) {
    std::error_code error;
    fs::remove_all(environment_.folder, error);
    throw CannotCheck(std::string("no mixture of environments: ") + problem.what());
  }
}

Mixture::~Mixture() {
  std::error_code error;
  fs::remove_all(environment_.folder, error);
}

}  // namespace snipcheck
