#pragma once
/// Pinned environments: which there are, and which are ready on this machine.
#include "sandboxes/pin_set.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A CPython on this machine.
struct Interpreter {
  std::filesystem::path path;                ///< Absolute, symlinks resolved.
  std::string version;                       ///< "3.11.7".
  std::filesystem::path prefix;              ///< sys.base_prefix.
  std::string platform;                      ///< sysconfig.get_platform() and the libc, e.g. "linux-x86_64-glibc2.36".
  [[nodiscard]] std::string series() const;  ///< "3.11".
};

/// An environment as one run chose it: set, interpreter and lock. Its folder may not be built yet.
struct Environment {
  std::string name;      ///< The set's.
  std::string flask;     ///< "" when Flask is not in it.
  std::string python;    ///< "3.11.7", "" when no interpreter is there.
  std::string made_for;  ///< The Python of its time, "3.8"; "" when any will do.
  std::string lock;      ///< SHA-256 of the lock.
  std::string key;       ///< Of interpreter, platform, lock, build constraints and index format: names its folder.
  std::map<std::string, std::string> packages;  ///< Normalised distribution name to version, from the lock.
  std::optional<Interpreter> interpreter;
  std::filesystem::path folder;      ///< cache/envs/NAME-pyX.Y-KEY
  std::string trouble;               ///< Why it cannot be had (no interpreter ...); "" when it can.
  std::string hint;                  ///< What to do about the trouble.
  std::string lock_text;             ///< What the installer installs.
  std::string build_constraints;     ///< The hashed pins of what builds source distributions.
  std::string remembered_as;         ///< What the memory of interpreters calls it: own sets of two projects may share a name.
  bool is_era = true;                ///< Not one of the user's own.
  int download_mb = 0, disk_mb = 0;  ///< As of its set.
};

/// Whether `a` stands before `b` in a row: as of their sets.
bool is_older(const Environment& a, const Environment& b);

/// Chooses an interpreter for each set: its own Python, else the nearest newer one that it has a lock for, else the nearest
/// older one; the newest where it was made for none. Runs Python at most once per interpreter and machine (remembered in the
/// cache folder); where an interpreter has vanished but an environment was built with it, chooses as before, so that cached
/// results still count.
std::vector<Environment> choose_environments(const std::vector<PinSet>& sets);

/// The same for eras by their names. Throws UsageError for an unknown one, listing the known ones.
std::vector<Environment> choose_environments(const std::vector<std::string>& names);

/// "2020-py3.8-" and 12 digits of a key: whether a folder below envs/ is one of that environment, on any Python and of any lock.
bool is_folder_of(std::string_view folder, std::string_view name);

}  // namespace snipcheck
