#include "sandboxes/sync.hpp"
#include "support/text.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

constexpr std::size_t kShown = 20;  // files of one environment

class Verify : public Subcommand {
 public:
  explicit Verify(CLI::App& app) { options_.declare(app, "all that are built"); }

  int execute() override {
    const Config config = options_.config();
    int exit = 0;
    std::size_t looked_at = 0;
    for (const Environment& one : choose_environments(options_.sets(config, {"all"}))) {
      if (!is_ready(one)) {
        if (options_.names.empty() || options_.names == std::vector<std::string>{"all"})
          continue;
        print_error(one.name + " is not built", "snipcheck env sync " + one.name);
        exit = 3;
        continue;
      }
      ++looked_at;
      exit = std::max(exit, tell(one, altered_files(one)));
    }
    if (looked_at == 0 && exit == 0) {
      print_error("no environment is built", "snipcheck env sync");
      return 4;
    }
    return exit;
  }

 private:
  static int tell(const Environment& one, const std::vector<std::string>& altered) {
    if (altered.empty()) {
      write_out(fmt::format("{}: as it was built\n", one.name));
      return 0;
    }
    std::string text = fmt::format("{}: {} from what was built\n", one.name,
                                   altered.size() == 1 ? "1 file differs" : counted(altered.size(), "file") + " differ");
    for (std::size_t i = 0; i < std::min(kShown, altered.size()); ++i)
      text += "  " + altered[i] + "\n";
    if (altered.size() > kShown)
      text += fmt::format("  and {} more\n", altered.size() - kShown);
    write_out(text);
    fmt::print(stderr, "hint: build it anew: snipcheck env clean {0} && snipcheck env sync {0}\n", one.name);
    return 3;
  }

  EnvironmentOptions options_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Verify>(app); }

}  // namespace

extern constinit const SubcommandEntry verify{
    .name = "verify", .summary = "Compare every file of environments with what was built", .make = make};

}  // namespace snipcheck::env_command
