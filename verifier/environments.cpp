#include "verifier/environments.hpp"

#include "support/error.hpp"
#include "verifier/progress.hpp"

#include <algorithm>

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

std::vector<Environment> spare_environments(const std::vector<Environment>& selected) {
  std::vector<std::string> names = default_environments();
  std::erase_if(names, [&](const std::string& name) {
    return selected.empty() || name >= selected.back().name || is_among(name, selected);
  });
  std::vector<Environment> out = choose_environments(names);
  std::erase_if(out, [](const Environment& one) { return !one.trouble.empty() || !is_ready(one); });
  return out;
}

namespace {

void tell(Progress& progress, const std::string& what, const CannotCheck& problem) {
  progress.say(what + problem.what());
  if (!problem.hint().empty())
    progress.say("hint: " + problem.hint());
}

void mark(EnvironmentInfo& info, const char* status, const std::string& reason) {
  info.status = status;
  info.reason = reason;
}

}  // namespace

Ready make_ready(const std::vector<Environment>& environments, const std::vector<Environment>& spares, const Config& config,
                 std::vector<EnvironmentInfo>& infos, Progress& progress) {
  Ready ready;
  try {
    ready.sandbox = open_sandbox(config.isolation);
  } catch (const CannotCheck& problem) {
    tell(progress, "error: ", problem);
    for (EnvironmentInfo& info : infos)
      mark(info, "unavailable", problem.what());
    return ready;
  }
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const Environment& one = environments[i];
    try {
      sync(one, *ready.sandbox, [&](std::string_view line) { progress.say(line); });
      ready.matrix.indexes.push_back(Index::load(one.folder / "index.json"));
      ready.matrix.environments.push_back(one);
    } catch (const CannotCheck& problem) {
      tell(progress, "error: environment " + one.name + ": ", problem);
      mark(infos[i], one.trouble.empty() ? "failed" : "unavailable", problem.what());
    }
  }
  if (infos.back().status != "ready")
    ready.matrix.environments.clear();
  for (const Environment& one : spares) {
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
