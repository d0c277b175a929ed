#include "verifier/environments.hpp"

#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "verifier/builds.hpp"
#include "verifier/progress.hpp"

#include <algorithm>
#include <optional>

namespace snipcheck {

std::vector<EnvironmentInfo> describe_environments(const std::vector<Environment>& environments) {
  std::vector<EnvironmentInfo> out;
  for (const Environment& one : environments)
    out.push_back({.name = one.name,
                   .flask = one.flask,
                   .python = one.python,
                   .lock = one.lock,
                   .status = "ready",
                   .packages = one.packages});
  return out;
}

namespace {

bool is_among(const std::string& name, const std::vector<Environment>& environments) {
  return std::ranges::find(environments, name, &Environment::name) != environments.end();
}

}  // namespace

std::vector<Environment> spare_environments(const std::vector<Environment>& selected, const Config& config) {
  std::vector<PinSet> older;
  for (PinSet& set : all_sets(config.own)) {
    if (selected.empty() || set.name == selected.back().name)
      break;
    if (set.is_era() && !is_among(set.name, selected))
      older.push_back(std::move(set));
  }
  std::vector<Environment> out = choose_environments(older);
  std::erase_if(out, [](const Environment& one) { return !one.trouble.empty() || !is_ready(one); });
  return out;
}

namespace {

void tell(Progress& progress, const std::string& what, const Trouble& trouble) {
  progress.say(what + trouble.what);
  if (!trouble.hint.empty())
    progress.say("hint: " + trouble.hint);
}

void mark(EnvironmentInfo& info, const char* status, const std::string& reason) {
  info.status = status;
  info.reason = reason;
}

/// Puts an environment that was built into the matrix, and keeps it from being removed meanwhile.
Trouble take(const Environment& one, Ready& ready) {
  try {
    ready.in_use.push_back(FileLock::shared(use_lock_of(one.folder)));
    ready.matrix.indexes.push_back(Index::load(one.folder / "index.json"));
    ready.matrix.environments.push_back(one);
    return {};
  } catch (const CannotCheck& problem) {
    return {problem.what(), problem.hint()};
  }
}

}  // namespace

Ready make_ready(const std::vector<Environment>& environments, const std::vector<Environment>& spares, const Config& config,
                 std::vector<EnvironmentInfo>& infos, Progress& progress) {
  Ready ready;
  try {
    ready.sandbox = open_sandbox(config.isolation);
  } catch (const CannotCheck& problem) {
    tell(progress, "error: ", {problem.what(), problem.hint()});
    for (EnvironmentInfo& info : infos)
      mark(info, "unavailable", problem.what());
    return ready;
  }
  std::vector<std::optional<Trouble>> troubles(environments.size());
  build_environments(environments, *ready.sandbox, progress, {},
                     [&](std::size_t i, const Trouble& trouble) { troubles[i] = trouble; });
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const Environment& one = environments[i];
    Trouble trouble = troubles[i].value_or(Trouble{"interrupted", ""});
    if (trouble.what.empty())
      trouble = take(one, ready);
    if (trouble.what.empty())
      continue;
    tell(progress, "error: environment " + one.name + ": ", trouble);
    mark(infos[i], one.trouble.empty() ? "failed" : "unavailable", trouble.what);
  }
  if (infos.back().status != "ready")
    ready.matrix.environments.clear();
  for (const Environment& one : spares) {
    ready.in_use.push_back(FileLock::shared(use_lock_of(one.folder)));
    ready.matrix.spare_indexes.push_back(Index::load(one.folder / "index.json"));
    ready.matrix.spares.push_back(one);
  }
  ready.matrix.must_pass = config.must_pass;
  ready.matrix.limits.cpu = std::chrono::seconds{config.timeout_seconds};
  ready.matrix.limits.wall = std::chrono::seconds{config.timeout_seconds * 3};
  ready.matrix.sandbox = ready.sandbox.get();
  ready.matrix.cold = config.cold;
  ready.confirmations = std::make_unique<Confirmations>();
  ready.matrix.confirmations = ready.confirmations.get();
  return ready;
}

}  // namespace snipcheck
