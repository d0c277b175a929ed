#pragma once
/// CPythons on this machine: found by listing folders, asked once each, remembered in the cache folder.
#include "sandboxes/environment.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Folders that hold pythons, in the order in which they are preferred where versions are equal.
/// $SNIPCHECK_PYTHONS (separated by colons) where it is set, else the ones of this machine: PATH, /usr/bin, /usr/local/bin, what
/// pyenv and uv have installed (never their shims).
std::vector<std::filesystem::path> interpreter_folders();

/// Where uv keeps the Pythons that it installs: $UV_PYTHON_INSTALL_DIR, or below the user's data folder.
std::filesystem::path uv_pythons_folder();

/// What is remembered between runs: the answer of each python, and which one each environment was built with.
class InterpreterMemory {
 public:
  /// A missing or damaged file is an empty memory.
  explicit InterpreterMemory(std::filesystem::path file);
  /// Every CPython in those folders, asked now only where it is new or has changed. Writes the file when it learned something.
  std::vector<Interpreter> find(const std::vector<std::filesystem::path>& folders);
  /// The interpreter that the environment was last built with, even where it is gone from the machine.
  [[nodiscard]] std::optional<Interpreter> built_with(std::string_view environment) const;
  void remember(std::string_view environment, const Interpreter& interpreter);

 private:
  struct Answer {
    long long changed = 0;  // of the file: time in nanoseconds
    unsigned long long size = 0;
    Interpreter interpreter;  // version "": not usable
  };
  [[nodiscard]] Answer ask(const std::filesystem::path& python) const;
  void save() const;

  std::filesystem::path file_;
  std::map<std::string, Answer> answers_;                  // by resolved path
  std::map<std::string, Interpreter, std::less<>> built_;  // by Environment::remembered_as
};

/// The set's own Python, else the nearest newer one that it has a lock for, else the nearest older one; of one series the
/// newest release. nullptr when none will do.
const Interpreter* choose_interpreter(const PinSet& set, const std::vector<Interpreter>& interpreters);

/// The environment of a set, given what is on the machine and what is remembered: choose_environments() for one of them.
Environment choose_environment(const PinSet& set, const InterpreterMemory& memory, const std::vector<Interpreter>& found);

/// How far a series is from what the set was made for: 0 its own, then the newer ones, then the older ones; -1 when the set
/// has no lock for it. Where it was made for none, the newest is nearest.
int distance(const PinSet& set, std::string_view series);

}  // namespace snipcheck
