#include "support/error.hpp"
#include "support/file.hpp"
#include "support/interrupt.hpp"
#include "support/text.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/locks.hpp"
#include "verifier/own_environments.hpp"
#include "verifier/progress.hpp"
#include "verifier/subcommand.hpp"

#include <algorithm>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::env_command {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) { return '"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"'; }

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts)
    words.push_back(quoted(text));
  return words.size() == 1 ? words[0] : "[" + join(words, ", ") + "]";
}

class Add : public Subcommand {
 public:
  explicit Add(CLI::App& app) {
    app.add_option("NAME", name_, "What --env is to call it")->required()->type_name("");
    app.add_option("PACKAGE", packages_, "Packages as in a requirements file: flask==2.2.5")->take_all()->type_name("");
    app.add_option("-r,--requirement", files_, "A requirements file (repeatable)")
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("FILE");
    app.add_option("--group", groups_, "A group of the pyproject.toml beside the configuration (repeatable)")
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("GROUP");
    app.add_option("--python", python_, "The Python it is made for (default: all that are here)")->type_name("X.Y");
    app.add_option("--date", date_, "No release after this day, like 2024-06-30")->type_name("DAY");
    options_.declare_config(app);
  }

  int execute() override {
    if (const std::string fault = fault_of_name(name_); !fault.empty())
      throw UsageError(fault);
    const Config config = options_.config();
    if (std::ranges::find(config.own, name_, &PinSet::name) != config.own.end())
      throw UsageError(fmt::format("there is an environment {} already", name_),
                       fmt::format("change [env.{0}] and make its lock anew: snipcheck env lock {0}", name_));
    const fs::path file = configuration();
    const std::string table = table_for(file);
    const PinSet set = set_of(file, table);
    const std::vector<std::string> locked = lock(set);
    std::error_code error;
    const std::string before = fs::exists(file, error) ? read_file(file) : std::string{};
    const bool ends_well = before.empty() || before.ends_with('\n');
    write_file(file, before + (ends_well ? "" : "\n") + (before.empty() ? "" : "\n") + table);
    fmt::print(stderr, "snipcheck: added [env.{0}] to {1}, locked for Python {2}; use it with --env {0}\n", name_, file.string(),
               join(locked, ", "));
    return 0;
  }

 private:
  [[nodiscard]] fs::path configuration() const {
    if (!options_.config_file.empty())
      return options_.config_file;
    return place_of(find_config(".").value_or(fs::current_path() / "snipcheck.toml")).file;
  }

  /// As it will stand in the configuration; its paths start there.
  [[nodiscard]] std::string table_for(const fs::path& file) const {
    std::string table = fmt::format("[env.{}]\n", name_.find('.') == std::string::npos ? name_ : quoted(name_));
    if (!packages_.empty()) {
      std::vector<std::string> words;
      for (const std::string& one : packages_)
        words.push_back(quoted(one));
      table += fmt::format("requires = [{}]\n", join(words, ", "));
    }
    std::vector<std::string> files;
    for (const std::string& one : files_)
      files.push_back(fs::absolute(one).lexically_relative(fs::absolute(file).lexically_normal().parent_path()).string());
    if (!files.empty())
      table += fmt::format("requirements = {}\n", list_of(files));
    if (!groups_.empty())
      table += fmt::format("group = {}\n", list_of(groups_));
    if (!python_.empty())
      table += fmt::format("python = {}\n", quoted(python_));
    if (!date_.empty())
      table += fmt::format("date = {}\n", quoted(date_));
    return table;
  }

  /// The set that the table defines: read as it will be.
  [[nodiscard]] PinSet set_of(const fs::path& file, const std::string& table) const {
    const TomlPlace place{"[env." + name_ + "]", file.parent_path()};
    try {
      const toml::table parsed = toml::parse(table);
      return read_own_environments(place, *parsed.get("env")).at(0);
    } catch (const UsageError& error) {  // its place is in no file yet
      const std::string what = error.what();
      const auto colon = what.find(": ");
      throw UsageError(colon == std::string::npos ? what : what.substr(colon + 2), error.hint());
    }
  }

  /// Writes its locks; returns the Pythons. Throws CannotCheck when there is no Python that it can be locked for.
  static std::vector<std::string> lock(const PinSet& set) {
    Progress progress{Progress::Style::lines};
    std::vector<std::string> locked;
    std::vector<MadeLock> failed;
    std::vector<Interpreter> pythons = interpreter_of_each_series();
    std::erase_if(pythons, [&](const Interpreter& one) { return !is_for(set, one.series()); });
    if (pythons.empty())
      throw CannotCheck(fmt::format("there is no Python {} here", set.made_for.empty() ? "3.7 or newer" : set.made_for),
                        "install it, or leave --python out");
    make_locks({set}, pythons, [&](const MadeLock& one) {
      if (!one.trouble.empty()) {
        failed.push_back(one);
        return;
      }
      write_file(lock_file(set, one.python), one.text);
      locked.push_back(one.python);
    });
    if (interrupt::signal_number() != 0)
      throw CannotCheck("interrupted");
    const auto fault = std::ranges::find(failed, false, &MadeLock::impossible);
    if (locked.empty() || fault != failed.end()) {
      const MadeLock& told = fault != failed.end() ? *fault : failed.back();
      throw CannotCheck(told.trouble, told.hint);
    }
    for (const MadeLock& one : failed)
      progress.say(fmt::format("{}: not for Python {}", set.name, one.python));
    std::ranges::sort(locked, {}, minor_of);
    return locked;
  }

  EnvironmentOptions options_;
  std::string name_, python_, date_;
  std::vector<std::string> packages_, files_, groups_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Add>(app); }

}  // namespace

extern constinit const SubcommandEntry add{
    .name = "add", .summary = "Define and lock an environment of your own in snipcheck.toml", .make = make};

}  // namespace snipcheck::env_command
