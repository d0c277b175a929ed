#pragma once
/// What the standard library lost between Pythons, for machines that have no Python old enough to show it.
#include "sandboxes/job.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

struct PythonChange {
  std::string_view module;   ///< "imp"
  std::string_view name;     ///< What went from it ("" for the module itself).
  int minor = 0;             ///< 3.N is the first Python without it; 0: only Python 2 had it.
  std::string_view instead;  ///< Code that does the same, or "".

  [[nodiscard]] std::string since() const { return "3." + std::to_string(minor); }
};

/// The change behind a failed import or a missing attribute of a standard module; nullptr when it is none.
/// Source: "Removed" in What's New In Python 3.0 to 3.13, and PEP 594.
const PythonChange* python_change_of(const Fault& fault);

/// Whether only Python 2 had that builtin: `xrange`, `unicode`.
bool is_python2_builtin(std::string_view name);

}  // namespace snipcheck
