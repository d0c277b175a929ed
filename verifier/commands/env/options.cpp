#include "verifier/commands/env/options.hpp"

#include "sandboxes/interpreters.hpp"
#include "support/file.hpp"

#include <map>

#include <CLI/CLI.hpp>

namespace snipcheck {

void EnvironmentOptions::declare(CLI::App& app, const std::string& which) {
  app.add_option("NAME", names, "Environments, or all (default: " + which + ")")->take_all()->type_name("");
  declare_config(app);
}

void EnvironmentOptions::declare_config(CLI::App& app) {
  app.add_option("--config", config_file, "Configuration file (default: the nearest snipcheck.toml upward)")->type_name("FILE");
}

Config EnvironmentOptions::config() const {
  Config config{.environments = default_environments()};
  if (!config_file.empty())
    read_config(config_file, config);
  else if (const auto found = find_config("."))
    read_config(*found, config);
  return config;
}

std::vector<PinSet> EnvironmentOptions::sets(const Config& config, const std::vector<std::string>& otherwise) const {
  return sets_named(names.empty() ? otherwise : names, config.own);
}

std::vector<Interpreter> interpreter_of_each_series() {
  constexpr int oldest = 7;
  std::map<int, Interpreter> best;
  InterpreterMemory memory{cache_folder() / "interpreters.json"};
  for (const Interpreter& one : memory.find(interpreter_folders())) {
    PinSet any{.pythons = {one.series()}};
    if (minor_of(one.series()) < oldest || !one.version.starts_with("3."))
      continue;
    const auto [known, is_new] = best.emplace(minor_of(one.series()), one);
    if (!is_new && choose_interpreter(any, {known->second, one})->path == one.path)
      known->second = one;
  }
  std::vector<Interpreter> all;
  for (auto& [minor, one] : best)
    all.push_back(std::move(one));
  return all;
}

}  // namespace snipcheck
