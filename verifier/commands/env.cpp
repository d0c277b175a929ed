#include "sandboxes/environment.hpp"
#include "sandboxes/sandbox.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "verifier/config.hpp"
#include "verifier/progress.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <cstdint>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::command {
namespace {

namespace fs = std::filesystem;

/// Bytes of the regular files below a folder; a file that goes away meanwhile counts nothing.
std::uintmax_t size_of(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    if (entry->is_regular_file(error) && !entry->is_symlink(error))
      bytes += entry->file_size(error);
  return bytes;
}

/// The environments of those names; of the ones that runs use by default when there is no name.
std::vector<Environment> environments_named(const std::vector<std::string>& names) {
  return choose_environments(environments_from(names));
}

int list_all(const std::vector<std::string>& names) {
  std::vector<std::vector<std::string>> rows{{"NAME", "FLASK", "PYTHON", "STATE", "SIZE", "FOLDER"}};
  std::vector<std::string> troubles;
  for (const Environment& one : environments_named(names)) {
    const bool ready = is_ready(one);
    rows.push_back({one.name, one.flask, one.python.empty() ? "-" : one.python,
                    ready                 ? "ready"
                    : one.trouble.empty() ? "not built"
                                          : "unavailable",
                    ready ? fmt::format("{} MB", size_of(one.folder) / 1'000'000) : "-", ready ? one.folder.string() : ""});
    if (!ready && !one.trouble.empty())
      troubles.push_back(one.name + ": " + one.trouble + (one.hint.empty() ? "" : "\nhint: " + one.hint));
  }
  write_out(table(rows, rows[0].size(), width_of(STDOUT_FILENO)));
  for (const std::string& trouble : troubles)
    fmt::print(stderr, "{}\n", trouble);
  return 0;
}

/// Builds what is missing; one that cannot be built does not keep the others from it.
int sync_all(const std::vector<std::string>& names, const std::string& isolation) {
  Progress progress{Progress::Style::lines};
  std::unique_ptr<Sandbox> sandbox;
  int exit = 0;
  for (const Environment& one : environments_named(names)) {
    if (is_ready(one)) {
      progress.say(fmt::format("{}: ready", one.name));
      continue;
    }
    try {
      if (!one.trouble.empty())
        throw CannotCheck(one.trouble, one.hint);
      if (!sandbox)
        sandbox = open_sandbox(isolation);
      sync(one, *sandbox, [&](std::string_view line) { progress.say(line); });
    } catch (const CannotCheck& error) {
      print_error(fmt::format("{}: {}", one.name, error.what()), error.hint());
      exit = 3;
    }
    if (const int signal = interrupt::signal_number(); signal != 0)
      return 128 + signal;
  }
  return exit;
}

class Env : public Subcommand {
 public:
  explicit Env(CLI::App& app) {
    app.require_subcommand(1);
    CLI::App* list = app.add_subcommand("list", "Name the environments: Flask, Python, state and folder");
    list->add_option("NAME", names_, "Only these (default: all)")->take_all()->type_name("");
    sync_ = app.add_subcommand("sync", "Build environments, so that runs find them ready");
    sync_->add_option("NAME", names_, "Names, or all (default: those that runs use by default)")->take_all()->type_name("");
    sync_->add_option("--isolation", isolation_, "Where builds are tried out: full or none (default: full)")->type_name("TIER");
  }

  int execute() override {
    if (sync_->parsed())
      return sync_all(names_.empty() ? default_environments() : names_, isolation_from(isolation_));
    return list_all(names_.empty() ? std::vector<std::string>{"all"} : names_);
  }

 private:
  CLI::App* sync_ = nullptr;
  std::vector<std::string> names_;
  std::string isolation_ = "full";
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Env>(app); }

}  // namespace

extern constinit const SubcommandEntry env{.name = "env", .summary = "List or build the pinned environments", .make = make};

}  // namespace snipcheck::command
