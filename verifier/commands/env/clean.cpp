#include "sandboxes/removal.hpp"
#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/overlays.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

class Clean : public Subcommand {
 public:
  explicit Clean(CLI::App& app) {
    app.add_option("NAME", options_.names, "Environments to remove, on whatever Python")->take_all()->type_name("");
    app.add_flag("--unused", unused_, "What no environment of this version, machine and configuration is kept in");
    app.add_flag("--all", all_, "Every environment, and the package cache that they are built from");
    options_.declare_config(app);
  }

  int execute() override {
    if (options_.names.empty() && !unused_ && !all_)
      throw UsageError("there is nothing to remove", "name environments, or use --unused or --all");
    const OnDisk disk = environments_on_disk();
    std::vector<std::string> doomed = doomed_of(disk);
    std::uintmax_t bytes = 0;
    std::size_t removed = 0, kept = 0;
    for (const std::string& folder : doomed) {
      if (const auto freed = remove_environment(folder)) {
        bytes += *freed;
        ++removed;
        continue;
      }
      ++kept;
      fmt::print(stderr, "snipcheck: {} is in use and stays\n", folder);
    }
    if (all_ && kept == 0)
      bytes += remove_package_cache();
    write_out(fmt::format("removed {}, {} MB\n", counted(removed, "environment"), bytes / 1'000'000));
    return kept == 0 ? 0 : 3;
  }

 private:
  [[nodiscard]] std::vector<std::string> doomed_of(const OnDisk& disk) const {
    std::vector<std::string> doomed = disk.leftovers;
    if (all_) {
      doomed.insert(doomed.end(), disk.environments.begin(), disk.environments.end());
      return doomed;
    }
    const Config config = options_.config();
    const bool every = std::ranges::find(options_.names, "all") != options_.names.end();
    std::vector<std::string> used;
    if (unused_)
      used = folders_in_use(config);
    std::vector<std::string> unknown = options_.names;
    for (const std::string& folder : disk.environments) {
      const bool named =
          every || std::ranges::any_of(options_.names, [&](const std::string& name) { return is_folder_of(folder, name); });
      std::erase_if(unknown, [&](const std::string& name) { return is_folder_of(folder, name); });
      if (named || (unused_ && std::ranges::find(used, folder) == used.end()))
        doomed.push_back(folder);
    }
    if (!unknown.empty() && !every)  // it may be gone already, or be mistyped
      (void)sets_named(unknown, config.own);
    return doomed;
  }

  static std::vector<std::string> folders_in_use(const Config& config) {
    std::vector<std::string> used;
    const std::vector<Environment> all = choose_environments(all_sets(config.own));
    for (const Environment& one : all)
      used.push_back(one.folder.filename().string());
    for (const std::optional<Environment>& one : ready_overlays(all, config))
      if (one)
        used.push_back(one->folder.filename().string());
    return used;
  }

  EnvironmentOptions options_;
  bool unused_ = false, all_ = false;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Clean>(app); }

}  // namespace

extern constinit const SubcommandEntry clean{.name = "clean", .summary = "Remove built environments", .make = make};

}  // namespace snipcheck::env_command
