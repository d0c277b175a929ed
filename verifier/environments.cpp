#include "verifier/environments.hpp"

#include "support/error.hpp"
#include "verifier/progress.hpp"

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

Ready make_ready(const std::vector<Environment>& environments, const Config& config, std::vector<EnvironmentInfo>& infos,
                 Progress& progress) {
  Ready ready{.sandbox = open_sandbox(config.isolation)};
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const Environment& one = environments[i];
    try {
      sync(one, *ready.sandbox, [&](std::string_view line) { progress.say(line); });
    } catch (const CannotCheck& error) {
      if (i + 1 == environments.size())
        throw;
      infos[i].status = one.trouble.empty() ? "failed" : "unavailable";
      infos[i].reason = error.what();
      progress.say(std::string("environment ") + one.name + ": " + error.what());
      if (!error.hint().empty())
        progress.say("hint: " + error.hint());
      continue;
    }
    ready.matrix.indexes.push_back(Index::load(one.folder / "index.json"));
    ready.matrix.environments.push_back(one);
  }
  ready.matrix.must_pass = config.must_pass;
  ready.matrix.limits.cpu = std::chrono::seconds{config.timeout_seconds};
  ready.matrix.limits.wall = std::chrono::seconds{config.timeout_seconds * 3};
  ready.matrix.sandbox = ready.sandbox.get();
  return ready;
}

}  // namespace snipcheck
