#pragma once
/// What the commands on environments have in common.
#include "sandboxes/environment.hpp"
#include "verifier/config.hpp"

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace snipcheck {

/// Names of environments and the configuration that may define some.
struct EnvironmentOptions {
  std::vector<std::string> names;
  std::string config_file;

  /// `which` says what is meant where no name is given.
  void declare(CLI::App& app, const std::string& which);
  /// Only --config.
  void declare_config(CLI::App& app);
  /// The configuration that was named, else the nearest upward, else none. Throws as read_config() does.
  [[nodiscard]] Config config() const;
  /// The sets of these names, oldest first; of `otherwise` where none was given. Throws UsageError for an unknown name.
  [[nodiscard]] std::vector<PinSet> sets(const Config& config, const std::vector<std::string>& otherwise) const;
};

/// A CPython of this machine for each series from 3.7 on, the newest release of each, oldest series first.
std::vector<Interpreter> interpreter_of_each_series();

}  // namespace snipcheck
