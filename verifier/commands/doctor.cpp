/// Whether this machine can check anything, and what to do where it cannot.
#include "sandboxes/confined.hpp"
#include "sandboxes/control_groups.hpp"
#include "sandboxes/environment.hpp"
#include "sandboxes/sandbox.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"
#include "verifier/config.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"
#include "verifier/version.hpp"

#include <algorithm>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck::command {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kRoom = std::uintmax_t{2} << 30;  // what the default environments and their packages take

/// One thing that was looked at.
struct Examined {
  std::string what, found;
  std::string remedy;  ///< "" where nothing has to be done.
  bool blocks = false;
};

Examined isolation() {
  try {
    const Strongest found = strongest_tier("basic");
    if (found.missing.empty())
      return {"isolation", fmt::format("{}: a box was made", found.tier)};
    return {"isolation",
            fmt::format("{}: {}\n{:19}full isolation: {}", found.tier, limits_of_tier(found.tier), "", found.missing),
            found.remedy};
  } catch (const CannotCheck& error) {
    return {"isolation", error.what(), error.hint(), true};
  }
}

Examined bounds() {
  const ControlGroups& groups = ControlGroups::ours();
  if (groups.missing().empty())
    return {"control groups", fmt::format("a run's processes are bounded together: {}", join(groups.controllers(), ", "))};
  return {"control groups", fmt::format("none: {}; each process of a run is bounded, all together are not", groups.missing()),
          "systemd-run --user --scope -p Delegate=yes snipcheck ... gives it some, where systemd manages users"};
}

Examined builds() {
  if (can_confine())
    return {"builds", "packages that come as source are built under rules (Landlock)"};
  return {"builds", "packages that come as source are built with your own rights",
          "a kernel with Landlock, Linux 5.19 or later, keeps them from your files"};
}

Examined cache() {
  const fs::path folder = cache_folder();
  std::error_code error;
  fs::create_directories(folder, error);
  try {
    const TempDir trial{folder};
  } catch (const UsageError& problem) {
    return {"cache folder", problem.what(), "make it writable, or set SNIPCHECK_CACHE_DIR to another folder", true};
  }
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < kRoom)
    return {"cache folder", fmt::format("{} has {} MB left", folder.string(), space.available / 1'000'000),
            "make room, or set SNIPCHECK_CACHE_DIR to a folder elsewhere: the default environments take about 2 GB"};
  return {"cache folder", folder.string()};
}

/// The Python that an environment gets here; a remark where it is not the one of its time.
Examined environment(const Environment& one) {
  const std::string what = "environment " + one.name;
  if (!one.trouble.empty())
    return {what, one.trouble, one.hint, false};
  const std::string found =
      fmt::format("Flask {} on Python {}, {}", one.flask, one.python, is_ready(one) ? "ready" : "not built yet");
  const auto era = find_era(one.name);
  const std::string series = one.python.substr(0, one.python.rfind('.'));
  if (era == nullptr || era->made_for == series)
    return {what, found};
  return {
      what, found,
      fmt::format("what Python {} itself changed does not show; with Python {} on the machine it would", series, era->made_for)};
}

class Doctor : public Subcommand {
 public:
  explicit Doctor(CLI::App&) {}

  int execute() override {
    std::vector<Examined> all{cache()};
    bool no_python = false;
    if (!all.front().blocks) {  // the rest lies there
      all.push_back(isolation());
      all.push_back(bounds());
      all.push_back(builds());
      const std::vector<Environment> chosen = choose_environments(eras());
      std::ranges::transform(chosen, std::back_inserter(all), environment);
      no_python = std::ranges::all_of(chosen, [](const Environment& one) { return !one.trouble.empty(); });
    }
    std::string out = fmt::format("snipcheck {}\n", kVersion);
    for (const Examined& one : all)
      out += fmt::format("{:18} {}{}\n", one.what, one.found,
                         one.remedy.empty() ? "" : "\n" + std::string(19, ' ') + "hint: " + one.remedy);
    const bool well = !no_python && std::ranges::none_of(all, &Examined::blocks);
    out += well ? "snippets can be checked here\n" : "snippets cannot be checked here\n";
    write_out(out);
    return well ? 0 : 3;
  }
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Doctor>(app); }

}  // namespace

extern constinit const SubcommandEntry doctor{
    .name = "doctor", .summary = "Say whether snippets can be checked here, and what is missing", .make = make};

}  // namespace snipcheck::command
