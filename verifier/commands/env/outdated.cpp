#include "sandboxes/locking.hpp"
#include "support/error.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"
#include "verifier/version_match.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::env_command {
namespace {

class Outdated : public Subcommand {
 public:
  explicit Outdated(CLI::App& app) { options_.declare(app, "the newest era"); }

  int execute() override {
    const Config config = options_.config();
    const std::vector<PinSet> sets = options_.sets(config, {eras().back().name});
    const std::vector<Environment> environments = choose_environments(sets);
    std::vector<std::vector<std::string>> rows{{"ENVIRONMENT", "PACKAGE", "HAS", "NEWEST"}};
    std::size_t looked_at = 0;
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const Environment& one = environments[i];
      if (!one.interpreter)
        throw CannotCheck(one.trouble, one.hint);
      const auto newest = newest_versions(sets[i], *one.interpreter);
      for (const auto& [name, version] : named_packages(sets[i].requirements, one.interpreter->series())) {
        const auto has = one.packages.find(name), now = newest.find(name);
        if (has == one.packages.end() || now == newest.end())
          continue;
        ++looked_at;
        if (has->second != now->second && satisfies(now->second, ">" + has->second))
          rows.push_back({one.name, name, has->second, now->second});
      }
    }
    if (rows.size() > 1)
      write_out(table(rows, rows[0].size(), width_of(STDOUT_FILENO)));
    fmt::print(stderr, "{} of {} packages have newer releases that can be had together\n", rows.size() - 1, looked_at);
    return 0;
  }

 private:
  EnvironmentOptions options_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Outdated>(app); }

}  // namespace

extern constinit const SubcommandEntry outdated{
    .name = "outdated", .summary = "Say which packages have newer releases", .make = make};

}  // namespace snipcheck::env_command
