#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "verifier/commands/env/options.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace snipcheck::env_command {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// Bytes of the regular files below a folder; a file that goes away meanwhile counts nothing.
std::uintmax_t size_of(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    if (entry->is_regular_file(error) && !entry->is_symlink(error))
      bytes += entry->file_size(error);
  return bytes;
}

/// Why this Python was chosen for it.
std::string why(const Environment& one) {
  if (one.python.empty())
    return "";
  const std::string series = one.interpreter->series();
  if (one.made_for.empty())
    return "newest with a lock";
  if (series == one.made_for)
    return "its own";
  return minor_of(series) > minor_of(one.made_for) ? "nearest newer" : "nearest older";
}

std::string state_of(const Environment& one, bool ready) {
  return ready ? "ready" : one.trouble.empty() ? "not built" : "unavailable";
}

ordered_json text_or_null(const std::string& text) { return text.empty() ? ordered_json{} : ordered_json(text); }

ordered_json json_of(const Environment& one, const PinSet& set) {
  const bool ready = is_ready(one);
  return {{"name", one.name},
          {"own", !set.is_era()},
          {"flask", text_or_null(one.flask)},
          {"made_for", text_or_null(one.made_for)},
          {"date", text_or_null(set.date)},
          {"locked_for", set.pythons},
          {"python", text_or_null(one.python)},
          {"why", text_or_null(why(one))},
          {"lock", text_or_null(one.lock)},
          {"state", state_of(one, ready)},
          {"reason", text_or_null(one.trouble)},
          {"hint", text_or_null(one.hint)},
          {"bytes", ready ? ordered_json(size_of(one.folder)) : ordered_json{}},
          {"folder", text_or_null(one.folder.string())}};
}

class List : public Subcommand {
 public:
  explicit List(CLI::App& app) {
    options_.declare(app, "all");
    app.add_option("--format", format_, "table or json (default: table)")->type_name("FORMAT");
    app.add_flag("-v,--verbose", verbose_, "The folder of each, too");
  }

  int execute() override {
    if (format_ != "table" && format_ != "json")
      throw UsageError("--format cannot be \"" + format_ + '"', "use table or json");
    const std::vector<PinSet> sets = options_.sets(options_.config(), {"all"});
    const std::vector<Environment> environments = choose_environments(sets);
    if (format_ == "json")
      print_json(environments, sets);
    else
      print_table(environments);
    return 0;
  }

 private:
  static void print_json(const std::vector<Environment>& environments, const std::vector<PinSet>& sets) {
    ordered_json all{{"schema", "snipcheck.environments/1"}, {"environments", ordered_json::array()}};
    for (std::size_t i = 0; i < sets.size(); ++i)
      all["environments"].push_back(json_of(environments[i], sets[i]));
    write_out(all.dump(2) + "\n");
  }

  void print_table(const std::vector<Environment>& environments) const {
    const auto or_dash = [](const std::string& text) { return text.empty() ? std::string{"-"} : text; };
    std::vector<std::vector<std::string>> rows{{"NAME", "FLASK", "MADE FOR", "PYTHON", "WHY", "STATE", "SIZE"}};
    if (verbose_)
      rows[0].emplace_back("FOLDER");
    std::vector<std::string> troubles;
    for (const Environment& one : environments) {
      const bool ready = is_ready(one);
      rows.push_back({one.name, or_dash(one.flask), or_dash(one.made_for), or_dash(one.python), or_dash(why(one)),
                      state_of(one, ready), ready ? fmt::format("{} MB", size_of(one.folder) / 1'000'000) : "-"});
      if (verbose_)
        rows.back().push_back(one.folder.string());
      if (!one.trouble.empty())
        troubles.push_back(one.name + ": " + one.trouble + (one.hint.empty() ? "" : "\nhint: " + one.hint));
    }
    write_out(table(rows, rows[0].size(), width_of(STDOUT_FILENO)));
    for (const std::string& trouble : troubles)
      fmt::print(stderr, "{}\n", trouble);
  }

  EnvironmentOptions options_;
  std::string format_ = "table";
  bool verbose_ = false;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<List>(app); }

}  // namespace

extern constinit const SubcommandEntry list{
    .name = "list", .summary = "Name the environments: Flask, Python and why, state and size", .make = make};

}  // namespace snipcheck::env_command
