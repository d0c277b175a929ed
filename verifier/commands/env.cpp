#include "verifier/subcommand.hpp"

#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace snipcheck {
namespace env_command {
#define SNIPCHECK_ENTRY(name) extern const SubcommandEntry name;
#include "verifier/commands/env.def"
#undef SNIPCHECK_ENTRY
}  // namespace env_command

namespace command {
namespace {

constexpr const SubcommandEntry* kCommands[] = {
#define SNIPCHECK_ENTRY(name) &env_command::name,
#include "verifier/commands/env.def"
#undef SNIPCHECK_ENTRY
};

class Env : public Subcommand {
 public:
  explicit Env(CLI::App& app) {
    app.require_subcommand(1);
    for (const SubcommandEntry* entry : kCommands) {
      CLI::App* word = app.add_subcommand(std::string(entry->name), std::string(entry->summary));
      commands_.emplace_back(word, entry->make(*word));
    }
  }

  int execute() override {
    for (const auto& [word, command] : commands_)
      if (word->parsed())
        return command->execute();
    return 2;  // not reached: one is required
  }

 private:
  std::vector<std::pair<const CLI::App*, std::unique_ptr<Subcommand>>> commands_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Env>(app); }

}  // namespace

extern constinit const SubcommandEntry env{
    .name = "env", .summary = "List, build, lock and compare the pinned environments", .make = make};

}  // namespace command
}  // namespace snipcheck
