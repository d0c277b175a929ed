#pragma once
/// Sets of pinned packages, before a Python of this machine is chosen for them: the eras, and those of the user.
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// What an environment is made of. An era of Flask and its extensions is data, the same on every machine (eras/NAME/); a set
/// of the user's own lies beside the configuration that names it.
struct PinSet {
  std::string name;      ///< "2020"; what --env takes.
  std::string flask;     ///< "1.1.2", on the Python it was made for; "" when Flask is not in it.
  std::string made_for;  ///< The Python of its time, "3.8"; "" when any will do.
  std::string date;  ///< No release after this day ("2020-12-01") is in its locks; "": whatever there was when they were made.
  std::map<std::string, std::string> dates;  ///< The same for Pythons on which too little of that day runs.
  int download_mb = 0;                       ///< What its first build takes from the network, roughly; 0: not known.
  int disk_mb = 0;                           ///< What it then takes in the cache folder, roughly; 0: not known.
  std::vector<std::string> pythons;          ///< Pythons that it has a lock for, "3.7" ... "3.13".
  std::string requirements;                  ///< What its locks are made from, as a requirements file.
  std::string constraints;                   ///< And what it must keep to, in the same form.
  std::filesystem::path folder;              ///< Where its locks lie; empty for an era, whose locks are in the binary.

  [[nodiscard]] bool is_era() const { return folder.empty(); }
};

/// Every era, oldest first.
const std::vector<PinSet>& eras();
/// nullptr when there is none of that name.
const PinSet* find_era(std::string_view name);
/// An era as a folder of the repository has it (era.json, packages.in, locks). Throws UsageError when that cannot be read.
PinSet read_era(const std::filesystem::path& folder);

/// The hashed lock of a set for a Python ("3.11"); "" when it has none.
std::string lock_of(const PinSet& set, std::string_view python);
/// The hashed pins of what builds source distributions on a Python ("3.11"): those of the nearest older one for a Python that
/// has none, "" before the first.
std::string build_constraints_of(std::string_view python);
/// The last day of releases for a Python; "" for no limit.
std::string date_of(const PinSet& set, std::string_view python);

/// Fills in what follows from the locks that lie in the folder of an own set. Throws UsageError when one cannot be read.
void find_locks(PinSet& set);
/// Whether the lock of an own set was made from what the set asks for now. Always for eras.
bool is_current(const PinSet& set, std::string_view lock);
/// The first line of a lock of an own set: says what it was made from.
std::string lock_header(const PinSet& set);
/// folder/py3.11.lock
std::filesystem::path lock_file(const PinSet& set, std::string_view python);

/// Whether `a` stands before `b` in a row: sets without Flask come first, then those with it by its version, and where it is
/// the same, the era. Sets for which this says nothing stay in the order in which they are defined.
bool is_older(const PinSet& a, const PinSet& b);
/// The same of the versions of Flask ("": without it), and whether they are in eras.
bool is_older_flask(std::string_view a, bool a_is_era, std::string_view b, bool b_is_era);

/// "Flask_SQLAlchemy" -> "flask-sqlalchemy", as PEP 503 has it.
std::string normalised_name(std::string_view distribution);
/// Distribution names (normalised: lower case, "-") and versions that a lock pins.
std::map<std::string, std::string> pins_of(std::string_view lock);
/// "3.10" -> 10: so that 3.9 comes before 3.10.
int minor_of(std::string_view series);

}  // namespace snipcheck
