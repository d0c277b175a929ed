#include "support/error.hpp"
#include "support/file.hpp"
#include "support/interrupt.hpp"
#include "support/text.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/locks.hpp"
#include "verifier/progress.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

namespace fs = std::filesystem;

class Lock : public Subcommand {
 public:
  explicit Lock(CLI::App& app) {
    options_.declare(app, "those that the configuration defines");
    app.add_option("--python", pythons_, "Only for this Python, like 3.11 (repeatable; default: all that are here)")
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("X.Y");
    app.add_option("--eras", eras_,
                   "Write the locks of eras into this folder, from its NAME/packages.in and NAME/era.json where they are there "
                   "(default: only say whether they come out as they were)")
        ->type_name("DIR");
  }

  int execute() override {
    const Config config = options_.config();
    std::vector<std::string> own;
    for (const PinSet& set : config.own)
      own.push_back(set.name);
    const std::vector<PinSet> sets = asked_for(config, own);
    if (sets.empty())
      throw UsageError("there is nothing to lock", "name an environment, or define one: snipcheck env add NAME flask==2.2.5");
    const std::vector<Interpreter> pythons = pythons_for(sets);
    Progress progress{Progress::Style::lines};
    int exit = 0;
    std::set<std::string> locked;
    std::vector<MadeLock> failed;
    make_locks(sets, pythons, [&](const MadeLock& lock) {
      if (!lock.trouble.empty()) {
        failed.push_back(lock);
        return;
      }
      locked.insert(lock.set->name);
      exit = std::max(exit, keep(lock, progress));
    });
    for (const MadeLock& lock : failed) {
      // A set that is for any Python need not be installable on each of them.
      const bool for_any = !lock.set->is_era() && lock.set->made_for.empty();
      const bool matters = !lock.impossible || !for_any || !locked.contains(lock.set->name);
      if (matters)
        print_error(lock.trouble, lock.hint);
      else
        progress.say(fmt::format("{}: not for Python {}", lock.set->name, lock.python));
      exit = matters ? 3 : exit;
    }
    const int signal = interrupt::signal_number();
    return signal != 0 ? 128 + signal : exit;
  }

 private:
  /// The sets of the names given; an era as the folder has it, where it does.
  [[nodiscard]] std::vector<PinSet> asked_for(const Config& config, const std::vector<std::string>& own) const {
    std::vector<std::string> names = options_.names.empty() ? own : options_.names;
    std::vector<PinSet> sets;
    if (!eras_.empty())
      std::erase_if(names, [&](const std::string& name) {
        if (!fs::exists(fs::path{eras_} / name / "era.json"))
          return false;
        sets.push_back(read_era(fs::path{eras_} / name));
        return true;
      });
    for (PinSet& set : sets_named(names, config.own))
      if (!eras_.empty() && set.is_era() && fs::exists(fs::path{eras_} / set.name / "era.json"))
        sets.push_back(read_era(fs::path{eras_} / set.name));
      else
        sets.push_back(std::move(set));
    for (PinSet& set : sets)
      for (const std::string& python : pythons_)
        if (set.is_era() && std::ranges::find(set.pythons, python) == set.pythons.end())
          set.pythons.push_back(python);
    return sets;
  }

  /// Those of this machine that locks are made for, after saying which are missing.
  [[nodiscard]] std::vector<Interpreter> pythons_for(const std::vector<PinSet>& sets) const {
    std::vector<Interpreter> here = interpreter_of_each_series();
    const auto is_here = [&](const std::string& python) {
      return std::ranges::find(here, python, &Interpreter::series) != here.end();
    };
    for (const std::string& python : pythons_)
      if (!is_here(python))
        throw CannotCheck(fmt::format("there is no Python {} here", python), "install it, or leave --python out");
    if (!pythons_.empty())
      std::erase_if(here, [&](const Interpreter& one) { return std::ranges::find(pythons_, one.series()) == pythons_.end(); });
    for (const PinSet& set : sets) {
      std::vector<std::string> wanted = set.is_era() ? set.pythons : std::vector<std::string>{};
      if (!set.is_era() && !set.made_for.empty())
        wanted = {set.made_for};
      if (!wanted.empty() && std::ranges::none_of(wanted, is_here))
        throw CannotCheck(fmt::format("{} is for Python {}, which is not here", set.name, join(wanted, ", ")), "install it");
      std::erase_if(wanted, is_here);
      if (pythons_.empty() && !wanted.empty())
        fmt::print(stderr, "snipcheck: {}: no Python {} here; their locks stay as they are\n", set.name, join(wanted, ", "));
    }
    return here;
  }

  /// Writes a lock where it belongs, or compares it with the one that is there. 1: it is another one and was not written.
  [[nodiscard]] int keep(const MadeLock& lock, Progress& progress) const {
    const PinSet& set = *lock.set;
    const std::string name = fmt::format("{} on Python {}", set.name, lock.python);
    const bool only_compare = set.is_era() && eras_.empty();
    const fs::path file = set.is_era() ? fs::path{eras_} / set.name / ("py" + lock.python + ".txt") : lock_file(set, lock.python);
    std::error_code error;
    const std::string before = only_compare              ? lock_of(set, lock.python)
                               : fs::exists(file, error) ? read_file(file)
                                                         : std::string{};
    const std::vector<std::string> changes = changes_between(before, lock.text);
    if (!only_compare && before != lock.text)
      write_file(file, lock.text);
    progress.say(changes.empty()  ? fmt::format("{}: as it was", name)
                 : before.empty() ? fmt::format("{}: {}", name, counted(changes.size(), "package"))
                                  : fmt::format("{}: {}", name, join(changes, ", ")));
    return only_compare && !changes.empty() ? 1 : 0;
  }

  EnvironmentOptions options_;
  std::vector<std::string> pythons_;
  std::string eras_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Lock>(app); }

}  // namespace

extern constinit const SubcommandEntry lock{.name = "lock", .summary = "Make the locks of environments anew", .make = make};

}  // namespace snipcheck::env_command
