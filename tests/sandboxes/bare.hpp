#pragma once
/// An environment to run things in that is made in a moment: Python alone.
#include "sandboxes/environment.hpp"
#include "sandboxes/interpreters.hpp"
#include "sandboxes/moved_python.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <filesystem>

namespace snipcheck::testing {

/// A virtual environment of the newest Python here, with nothing in it; the harness goes into a cache of its own.
struct Bare {
  TempDir cache;
  Variable cache_set{"SNIPCHECK_CACHE_DIR", cache.path().string()};
  Environment environment{.name = "bare"};

  /// false when there is no Python
  bool make() {
    static const auto found = InterpreterMemory{cache.path() / "interpreters.json"}.find(interpreter_folders());
    for (const Interpreter& one : found)
      if (one.series() == "3.11" || !environment.interpreter)
        environment.interpreter = one;
    if (!environment.interpreter)
      return false;
    const Interpreter& python = *environment.interpreter;
    environment.folder = cache.path() / "bare";
    std::filesystem::create_directories(environment.folder / "bin");
    std::filesystem::create_directories(environment.folder / "lib" / ("python" + python.series()) / "site-packages");
    std::filesystem::create_symlink(python.path, environment.folder / "bin/python");
    write_file(environment.folder / "pyvenv.cfg", "home = " + python.path.parent_path().string() + "\n");
    prepare_move(environment.folder, python);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path()))
      if (entry.is_directory())
        std::filesystem::permissions(entry, std::filesystem::perms{0755});
    return true;
  }
};

}  // namespace snipcheck::testing
