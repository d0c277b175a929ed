#include "sandboxes/bundle.hpp"

#include "support/error.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/progress.hpp"
#include "verifier/subcommand.hpp"

#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

namespace fs = std::filesystem;

class Bundle : public Subcommand {
 public:
  explicit Bundle(CLI::App& app) {
    app.add_option("DIR", folder_, "Where the packages go")->required()->type_name("");
    options_.declare(app, "those that runs use");
  }

  int execute() override {
    std::error_code error;
    if (fs::exists(folder_, error) && !fs::is_directory(folder_, error))
      throw UsageError(folder_ + " is no folder");
    const Config config = options_.config();
    const std::vector<PinSet> sets = options_.sets(config, config.environments);
    Progress progress{Progress::Style::lines};
    try {
      bundle(choose_environments(sets), fs::absolute(folder_), [&](std::string_view line) { progress.say(line); });
    } catch (const fs::filesystem_error& problem) {
      throw UsageError(fmt::format("cannot write {}: {}", folder_, problem.code().message()));
    }
    std::string names;
    for (const PinSet& set : sets)
      names += " " + set.name;
    progress.say(fmt::format("on the other machine: snipcheck env sync --from {}{}", folder_, names));
    return 0;
  }

 private:
  EnvironmentOptions options_;
  std::string folder_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Bundle>(app); }

}  // namespace

extern constinit const SubcommandEntry bundle{
    .name = "bundle", .summary = "Collect all packages of environments in a folder, for env sync --from", .make = make};

}  // namespace snipcheck::env_command
