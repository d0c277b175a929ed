#pragma once
/// Folders that look like built environments, for tests that only link or list their files.
#include "sandboxes/environment.hpp"
#include "sandboxes/records.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <string>

namespace snipcheck::testing {

/// Puts a package of one module ("click": `click.py`, with bytecode) into the folder of an environment on Python 3.11, which
/// knows the release then.
inline void install(Environment& environment, const std::string& package, const std::string& version) {
  if (!environment.interpreter)
    environment.interpreter =
        Interpreter{.path = "/usr/bin/python3.11", .version = "3.11.7", .prefix = "/usr", .platform = "linux"};
  const auto packages = site_packages(environment.folder, environment);
  const std::string info = package + "-" + version + ".dist-info";
  write_file(packages / (package + ".py"), "version = '" + version + "'\n");
  write_file(packages / "__pycache__" / (package + ".cpython-311.pyc"), version);
  write_file(packages / info / "RECORD", package + ".py,,\n" + info + "/RECORD,,\n../../../bin/" + package + ",,\n");
  write_file(environment.folder / "bin" / package, "#!" + version);
  environment.packages[package] = version;
}

}  // namespace snipcheck::testing
