#pragma once
/// Modules of the user's own that examples may import: key `modules` of the configuration.
#include "snippets/names.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace snipcheck {

/// Python files as they will lie in the working folder of a run.
struct HelperModules {
  std::map<std::string, std::string> files;  ///< "helpers.py", "shop/models.py" to their code.
  Names names;                               ///< Of all of them: only the imports are filled in.

  /// Whether this code imports one of them.
  [[nodiscard]] bool are_imported_by(const Names& code) const;
};

/// Reads files and folders (packages, all *.py below). Throws UsageError for what is not there, is no Python file, or is a second
/// one of its name.
HelperModules read_modules(const std::vector<std::filesystem::path>& paths);

}  // namespace snipcheck
