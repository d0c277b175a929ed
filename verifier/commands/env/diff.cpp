#include "sandboxes/index.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/name_changes.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::env_command {
namespace {

class Diff : public Subcommand {
 public:
  explicit Diff(CLI::App& app) {
    app.add_option("A", first_, "The one environment")->required()->type_name("");
    app.add_option("B", second_, "The other")->required()->type_name("");
    app.add_option("NAME", names_, "Public names: Limiter, flask_limiter.Limiter (default: the packages)")
        ->take_all()
        ->type_name("");
    options_.declare_config(app);
  }

  int execute() override {
    const Config config = options_.config();
    const Environment a = chosen(first_, config), b = chosen(second_, config);
    if (names_.empty())
      write_out(packages(a, b));
    else
      write_out(public_names(a, b));
    return 0;
  }

 private:
  static Environment chosen(const std::string& name, const Config& config) {
    if (name == "all")
      throw UsageError("all is more than one environment", "name two of them");
    return choose_environments(sets_named({name}, config.own)).at(0);
  }

  static std::string packages(const Environment& a, const Environment& b) {
    std::vector<std::vector<std::string>> rows{{"PACKAGE", a.name, b.name}};
    std::set<std::string> names;
    for (const Environment* one : {&a, &b})
      for (const auto& [name, version] : one->packages)
        names.insert(name);
    const auto version_in = [](const Environment& one, const std::string& name) {
      const auto found = one.packages.find(name);
      return found == one.packages.end() ? std::string{"-"} : found->second;
    };
    if (a.python != b.python)
      rows.push_back({"python", a.python.empty() ? "-" : a.python, b.python.empty() ? "-" : b.python});
    for (const std::string& name : names)
      if (version_in(a, name) != version_in(b, name))
        rows.push_back({name, version_in(a, name), version_in(b, name)});
    return rows.size() == 1 ? fmt::format("{} and {} hold the same\n", a.name, b.name) : table(rows, 0, width_of(STDOUT_FILENO));
  }

  [[nodiscard]] std::string public_names(const Environment& a, const Environment& b) const {
    for (const Environment* one : {&a, &b})
      if (!is_ready(*one))
        throw CannotCheck(fmt::format("{} is not built, so that nobody knows its names", one->name),
                          one->trouble.empty() ? "snipcheck env sync " + one->name : one->hint);
    const Index before = Index::load(a.folder / "index.json"), after = Index::load(b.folder / "index.json");
    std::string text;
    for (const std::string& name : names_)
      text += (text.empty() ? "" : "\n") + name_changes(name, {a.name, before}, {b.name, after});
    return text;
  }

  EnvironmentOptions options_;
  std::string first_, second_;
  std::vector<std::string> names_;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Diff>(app); }

}  // namespace

extern constinit const SubcommandEntry diff{
    .name = "diff", .summary = "Say what changed between two environments: packages, or a public name", .make = make};

}  // namespace snipcheck::env_command
