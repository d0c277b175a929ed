#pragma once
/// Options that several commands have.
#include "verifier/config.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace snipcheck {

/// The documents that a command looks at, and the configuration they may come from.
struct DocumentOptions {
  std::vector<std::string> paths;
  std::string config_file;
  bool no_ignore = false;

  void declare(CLI::App& app);
  /// Defaults, then the file named or else the nearest snipcheck.toml, then the paths. Throws UsageError.
  [[nodiscard]] Config config() const;
};

/// What `--color` says; nothing for "auto". Throws UsageError.
std::optional<bool> colour_from(const std::string& word);

}  // namespace snipcheck
