#include "verifier/overlays.hpp"

#include "sandboxes/locking.hpp"
#include "sandboxes/package_tool.hpp"
#include "sandboxes/sync.hpp"
#include "support/file.hpp"
#include "support/text.hpp"
#include "verifier/own_environments.hpp"
#include "verifier/progress.hpp"
#include "verifier/version_match.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace snipcheck {
namespace {

constexpr std::string_view kAdded = "# adds ";

/// What an overlay is made from, before anything is added: exactly what the environment holds. Its lock says so, and is stale
/// when the environment changes.
PinSet base_of(const Environment& environment, const Config& config) {
  PinSet set{.name = environment.name,
             .made_for = environment.interpreter.value().series(),
             .folder = locks_folder(config.folder, kOverlays) / environment.name};
  for (const auto& [name, version] : environment.packages)
    set.requirements += fmt::format("{}=={}\n", name, version);
  find_locks(set);
  return set;
}

std::string added_line(const std::vector<std::string>& wanted) { return std::string(kAdded) + join(wanted, ", ") + "\n"; }

/// The environment of a lock that lies beside the configuration.
std::optional<Environment> overlay_of(const Environment& environment, const PinSet& set) {
  if (!is_current(set, lock_of(set, set.made_for)))
    return std::nullopt;
  Environment overlay = choose_environments(std::vector<PinSet>{set}).at(0);
  if (!overlay.trouble.empty() || overlay.interpreter->path != environment.interpreter->path)
    return std::nullopt;
  overlay.is_era = environment.is_era;
  overlay.made_for = environment.made_for;
  return overlay;
}

/// No release of a later day than the environment has.
void keep_to_its_time(PinSet& set, const Environment& environment, const Config& config) {
  for (const PinSet& one : all_sets(config.own))
    if (one.name == environment.name)
      set.date = date_of(one, set.made_for);
}

/// Writes the lock; false where the packages cannot be had with this environment.
bool make_overlay_lock(const PinSet& base, const Environment& environment, const std::vector<std::string>& wanted,
                       const Config& config, Progress& progress) {
  PinSet set = base;
  keep_to_its_time(set, environment, config);
  set.requirements += join(wanted, "\n") + "\n";
  try {
    const std::string text = make_lock(set, environment.interpreter.value());
    write_file(lock_file(base, base.made_for), lock_header(base) + added_line(wanted) + text.substr(text.find('\n') + 1));
  } catch (const PackageFailure&) {
    progress.say(fmt::format("{}: {} cannot be added to it", environment.name, join(wanted, ", ")));
    return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> wanted_packages(const std::vector<Snippet>& snippets, const std::vector<Environment>& environments) {
  std::set<std::string> wanted;
  for (const Snippet& snippet : snippets)
    for (const Requirement& package : snippet.directives.packages)
      if (std::ranges::none_of(environments, [&](const Environment& one) { return satisfies(one, package); }))
        wanted.insert(to_string(package));
  return {wanted.begin(), wanted.end()};
}

std::vector<std::optional<Environment>> ready_overlays(const std::vector<Environment>& environments, const Config& config) {
  std::vector<std::optional<Environment>> overlays(environments.size());
  std::error_code error;
  if (config.folder.empty() || !std::filesystem::exists(locks_folder(config.folder, kOverlays), error))
    return overlays;
  for (std::size_t i = 0; i < environments.size(); ++i) {
    if (!environments[i].trouble.empty())
      continue;
    overlays[i] = overlay_of(environments[i], base_of(environments[i], config));
    if (overlays[i] && !is_ready(*overlays[i]))
      overlays[i].reset();
  }
  return overlays;
}

std::vector<Environment> lock_overlays(const std::vector<Environment>& environments, const std::vector<std::string>& wanted,
                                       const Config& config, Progress& progress) {
  std::vector<Environment> overlays;
  for (const Environment& one : environments) {
    if (!one.trouble.empty() || wanted.empty())
      continue;
    PinSet set = base_of(one, config);
    const std::string before = lock_of(set, set.made_for);
    if (!before.starts_with(lock_header(set) + added_line(wanted)) && !make_overlay_lock(set, one, wanted, config, progress))
      continue;
    find_locks(set);
    if (auto overlay = overlay_of(one, set))
      overlays.push_back(std::move(*overlay));
  }
  return overlays;
}

}  // namespace snipcheck
