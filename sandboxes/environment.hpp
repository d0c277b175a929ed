#pragma once
/// Pinned environments: which there are, and which are ready on this machine.
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

class Sandbox;

/// An era of Flask and its extensions, as pinned in eras/: data, the same on every machine.
struct Era {
  std::string_view name;      ///< "2020"; what --env takes.
  std::string_view flask;     ///< "1.1.2".
  std::string_view made_for;  ///< The Python of its time, "3.8".
  std::string_view date;      ///< What a reader would have had: the newest upload date in its locks, "" for the newest era.
  int download_mb = 0;        ///< What its first build takes from the network, roughly.
  int disk_mb = 0;            ///< What it then takes in the cache folder, roughly.
  std::vector<std::string> pythons;  ///< Pythons that it has a lock for, "3.7" ... "3.13".
};

/// Every era, oldest first.
const std::vector<Era>& eras();
/// nullptr when there is none of that name.
const Era* find_era(std::string_view name);
/// The hashed lock of an era for a Python ("3.11"); "" when it has none.
std::string_view lock_of(const Era& era, std::string_view python);
/// The hashed pins of what builds source distributions on a Python ("3.11"); "" when there are none.
std::string_view build_constraints_of(std::string_view python);
/// "Flask_SQLAlchemy" -> "flask-sqlalchemy", as PEP 503 has it.
std::string normalised_name(std::string_view distribution);
/// Distribution names (normalised: lower case, "-") and versions that a lock pins.
std::map<std::string, std::string> pins_of(std::string_view lock);

/// A CPython on this machine.
struct Interpreter {
  std::filesystem::path path;                ///< Absolute, symlinks resolved.
  std::string version;                       ///< "3.11.7".
  std::filesystem::path prefix;              ///< sys.base_prefix.
  std::string platform;                      ///< sysconfig.get_platform() and the libc, e.g. "linux-x86_64-glibc2.36".
  [[nodiscard]] std::string series() const;  ///< "3.11".
};

/// An environment as one run chose it: era, interpreter and lock. Its folder may not be built yet.
struct Environment {
  std::string name;  ///< The era's.
  std::string flask;
  std::string python;  ///< "3.11.7", "" when no interpreter is there.
  std::string lock;    ///< SHA-256 of the lock.
  std::string key;     ///< Of interpreter, platform, lock, build constraints and index format: names its folder.
  std::map<std::string, std::string> packages;  ///< Normalised distribution name to version, from the lock.
  std::optional<Interpreter> interpreter;
  std::filesystem::path folder;  ///< cache/envs/NAME-pyX.Y-KEY
  std::string trouble;           ///< Why it cannot be had (no interpreter ...); "" when it can.
  std::string hint;              ///< What to do about the trouble.
};

/// Chooses an interpreter for each era named: the era's own Python, else the nearest newer one that it has a lock for, else
/// the nearest older one. Runs Python at most once per interpreter and machine (remembered in the cache folder); where an
/// interpreter has vanished but an environment was built with it, chooses as before, so that cached results still count.
/// Throws UsageError for an unknown name, listing the known ones.
std::vector<Environment> choose_environments(const std::vector<std::string>& names);

/// What a build says as it goes, for the progress display; never called at the same time from two threads.
using Say = std::function<void(std::string_view)>;

/// Builds what is not built yet, or takes it from the cache: in a fresh folder, checked against every RECORD, self-tested and
/// indexed inside `sandbox`, then renamed into place. Safe under several processes at once.
/// Throws CannotCheck, with a hint, when an interpreter, a wheel or the network is missing.
void sync(const Environment& environment, Sandbox& sandbox, const Say& say);

/// Whether its folder is there, complete, and made by this version.
bool is_ready(const Environment& environment);

}  // namespace snipcheck
