#include "sandboxes/sync.hpp"

#include "sandboxes/python_install.hpp"
#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "verifier/builds.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/isolation.hpp"
#include "verifier/overlays.hpp"
#include "verifier/progress.hpp"
#include "verifier/reading.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

class Sync : public Subcommand {
 public:
  explicit Sync(CLI::App& app) {
    options_.declare(app, "those that runs use");
    app.add_option("--from", wheelhouse_, "Take packages from this folder, made by env bundle, and none from the network")
        ->type_name("DIR");
    app.add_flag("--install-pythons", installs_,
                 "Let uv install the Pythons that environments were made for and that are missing");
    app.add_option("--isolation", isolation_, "Where builds are tried out (default: the strongest of full and basic)")
        ->type_name("TIER");
  }

  /// Builds what is missing; one that cannot be built does not keep the others from it.
  int execute() override {
    if (!wheelhouse_.empty() && !std::filesystem::is_directory(wheelhouse_))
      throw UsageError(wheelhouse_ + " is no folder", "snipcheck env bundle DIR makes one");
    const std::filesystem::path from = wheelhouse_.empty() ? "" : std::filesystem::absolute(wheelhouse_);
    Config config = options_.config();
    config.isolation = isolation_.empty() ? config.isolation : isolation_from(isolation_);
    Progress progress{Progress::Style::lines};
    std::vector<Environment> environments = choose_environments(options_.sets(config, config.environments));
    if (installs_ && install_missing(environments, progress))
      environments = choose_environments(options_.sets(config, config.environments));
    const std::unique_ptr<Sandbox> sandbox = open_sandbox(with_isolation(config, progress).isolation);
    add_overlays(environments, config, progress);
    std::vector<bool> was_ready;
    for (const Environment& one : environments)
      was_ready.push_back(is_ready(one));
    std::size_t ready = 0;
    build_environments(environments, *sandbox, progress, from, [&](std::size_t i, const Trouble& trouble) {
      ready += trouble.what.empty() ? 1 : 0;
      if (!trouble.what.empty())
        print_error(fmt::format("{}: {}", environments[i].name, trouble.what), trouble.hint);
      else if (was_ready[i])
        progress.say(fmt::format("{}: ready", environments[i].name));
    });
    if (environments.size() > 1)
      progress.say(fmt::format("{} of {} environments are ready", ready, environments.size()));
    const int signal = interrupt::signal_number();
    return signal != 0 ? 128 + signal : ready == environments.size() ? 0 : 3;
  }

 private:
  /// Says whether there are others now. One that cannot be had leaves its environments to the Pythons that are there.
  static bool install_missing(const std::vector<Environment>& environments, Progress& progress) {
    bool some = false;
    for (const std::string& series : missing_pythons(environments))
      try {
        install_python(series, [&](std::string_view line) { progress.say(line); });
        some = true;
      } catch (const CannotCheck& problem) {
        print_error(problem.what(), problem.hint());
      }
    return some;
  }

  /// What the configured documents require and no environment holds, as environments of its own.
  static void add_overlays(std::vector<Environment>& environments, const Config& config, Progress& progress) {
    if (config.folder.empty())  // nowhere to keep their locks
      return;
    const std::vector<Selector> here{{".", {}}};
    const Reading reading = read_all(config.documents.empty() ? here : config.documents, config.ignoring);
    for (Environment& overlay : lock_overlays(environments, wanted_packages(reading.snippets, environments), config, progress)) {
      progress.say(fmt::format("{}: adding what documents require", overlay.name));
      environments.insert(environments.begin(), std::move(overlay));  // the last is built first
    }
  }

  EnvironmentOptions options_;
  std::string wheelhouse_, isolation_;
  bool installs_ = false;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Sync>(app); }

}  // namespace

extern constinit const SubcommandEntry sync{
    .name = "sync", .summary = "Build environments, so that runs find them ready", .make = make};

}  // namespace snipcheck::env_command
