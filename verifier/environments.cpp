#include "verifier/environments.hpp"

#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "verifier/builds.hpp"
#include "verifier/overlays.hpp"
#include "verifier/progress.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <optional>
#include <thread>

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

namespace {

std::vector<Environment> spare_environments(const std::vector<Environment>& selected, const Config& config) {
  std::vector<PinSet> older;
  for (PinSet& set : all_sets(config.own)) {
    if (selected.empty() || set.name == selected.back().name)
      break;
    if (set.is_era() && !is_among(set.name, selected))
      older.push_back(std::move(set));
  }
  std::vector<Environment> out = choose_environments(older);
  const std::vector<std::string> usual = default_environments();
  const auto is_usual = [&](const Environment& one) { return std::ranges::find(usual, one.name) != usual.end(); };
  std::erase_if(out, is_usual);  // whoever leaves one of these out means it
  return out;
}

}  // namespace

std::vector<Environment> Chosen::all() const {
  std::vector<Environment> out = row;
  for (const Environment& one : spares)
    out.push_back({.name = one.name});  // a fallback: its data is part of this build, and its Python may come and go
  for (const std::optional<Environment>& one : overlays)
    if (one)
      out.push_back(*one);
  return out;
}

Chosen choose(const Config& config) {
  Chosen chosen{.row = choose_environments(sets_named(config.environments, config.own)), .spares = {}, .overlays = {}};
  chosen.spares = spare_environments(chosen.row, config);
  chosen.overlays = ready_overlays(chosen.row, config);
  return chosen;
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

/// Begins to read the index of an environment that was built, and keeps it from being removed meanwhile.
std::future<Index> read_ahead(const Environment& one, Ready& ready) {
  try {
    ready.in_use.push_back(FileLock::shared(use_lock_of(one.folder)));
    return std::async(std::launch::async, Index::load, one.folder / "index.json");
  } catch (const CannotCheck&) {
    std::promise<Index> failed;
    failed.set_exception(std::current_exception());
    return failed.get_future();
  }
}

/// Puts an environment that was built into the matrix.
Trouble take(const Environment& one, const std::optional<Environment>& overlay, std::future<Index> index, Ready& ready) {
  try {
    ready.matrix.indexes.push_back(index.get());
    ready.matrix.environments.push_back(one);
    ready.matrix.overlays.push_back(overlay);
    ready.matrix.overlay_indexes.emplace_back();
    if (overlay) {
      ready.in_use.push_back(FileLock::shared(use_lock_of(overlay->folder)));
      ready.matrix.overlay_indexes.back() = Index::load(overlay->folder / "index.json");
    }
    return {};
  } catch (const CannotCheck& problem) {
    return {problem.what(), problem.hint()};
  }
}

void set_circumstances(Matrix& matrix, const Config& config) {
  matrix.must_pass = config.must_pass;
  matrix.limits.cpu = std::chrono::seconds{config.timeout_seconds};
  matrix.limits.wall = std::chrono::seconds{config.timeout_seconds * 3};
  matrix.cold = config.cold;
  matrix.modules = read_modules(config.modules);
}

/// The spare eras, each built and kept from being removed as soon as it is asked for.
std::unique_ptr<Spares> spares_of(const Chosen& chosen, Sandbox& sandbox, Progress& progress) {
  const auto locks = std::make_shared<std::vector<FileLock>>();
  const auto make_ready = [locks, &sandbox, &progress](const Environment& one) {
    if (!is_ready(one)) {
      progress.say("something fails: did it run in " + one.name + "? That is built to find out");
      sync(one, sandbox, [&](std::string_view line) { progress.say(line); });
    }
    locks->push_back(FileLock::shared(use_lock_of(one.folder)));
    return Index::load(one.folder / "index.json");
  };
  const auto say_why_not = [&progress](const std::string& name, const std::string& why, const std::string& hint) {
    tell(progress, "warning: whether what fails now ran in " + name + " cannot be found out: ", {why, hint});
  };
  return std::make_unique<Spares>(chosen.spares, make_ready, say_why_not);
}

/// A matrix of one environment; nothing where its index cannot be read, which is told when the whole row is made.
std::optional<Matrix> part_of(const Environment& one, Sandbox& sandbox, const Config& config) {
  Matrix part;
  try {
    part.indexes.push_back(Index::load(one.folder / "index.json"));
  } catch (const std::exception&) {
    return std::nullopt;
  }
  part.environments.push_back(one);
  set_circumstances(part, config);
  part.must_pass.clear();
  part.sandbox = &sandbox;
  return part;
}

/// Why each of them cannot be had; nothing where an interrupt came first. The work is rehearsed in the newest in between.
std::vector<std::optional<Trouble>> build_all(const std::vector<Environment>& environments, RememberingSandbox& sandbox,
                                              const Work& work, const Config& config, Progress& progress) {
  std::vector<std::optional<Trouble>> troubles(environments.size());
  const bool others_wait = std::any_of(environments.begin(), std::prev(environments.end()),
                                       [](const Environment& one) { return one.trouble.empty() && !is_ready(one); });
  std::atomic<bool> enough{false};
  std::jthread rehearsal;
  build_environments(environments, sandbox, progress, {}, [&](std::size_t i, const Trouble& trouble) {
    troubles[i] = trouble;
    if (i + 1 != environments.size() || !trouble.what.empty() || !others_wait)
      return;
    std::optional<Matrix> part = part_of(environments[i], sandbox, config);
    if (!part)
      return;
    sandbox.remember(true);
    rehearsal = std::jthread{[&, part = std::move(*part)] { rehearse(work, part, config, enough); }};
  });
  enough = true;
  if (rehearsal.joinable())
    rehearsal.join();
  sandbox.remember(false);
  return troubles;
}

}  // namespace

Ready make_ready(const Chosen& chosen, const Work& work, const Config& config, std::vector<EnvironmentInfo>& infos,
                 Progress& progress) {
  Ready ready;
  const std::vector<Environment>& environments = chosen.row;
  try {
    ready.sandbox = std::make_unique<RememberingSandbox>(open_sandbox(config.isolation));
  } catch (const CannotCheck& problem) {
    tell(progress, "error: ", {problem.what(), problem.hint()});
    for (EnvironmentInfo& info : infos)
      mark(info, "unavailable", problem.what());
    return ready;
  }
  const std::vector<std::optional<Trouble>> troubles = build_all(environments, *ready.sandbox, work, config, progress);
  std::vector<std::future<Index>> indexes(environments.size());
  for (std::size_t i = 0; i < environments.size(); ++i)
    if (troubles[i] && troubles[i]->what.empty())
      indexes[i] = read_ahead(environments[i], ready);
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const Environment& one = environments[i];
    Trouble trouble = troubles[i].value_or(Trouble{"interrupted", ""});
    if (trouble.what.empty())
      trouble = take(one, chosen.overlays[i], std::move(indexes[i]), ready);
    if (trouble.what.empty())
      continue;
    tell(progress, "error: environment " + one.name + ": ", trouble);
    mark(infos[i], one.trouble.empty() ? "failed" : "unavailable", trouble.what);
  }
  if (infos.back().status != "ready")
    ready.matrix.environments.clear();
  set_circumstances(ready.matrix, config);
  ready.matrix.sandbox = ready.sandbox.get();
  ready.spares = spares_of(chosen, *ready.sandbox, progress);
  ready.matrix.spares = ready.spares.get();
  ready.confirmations = std::make_unique<Confirmations>();
  ready.matrix.confirmations = ready.confirmations.get();
  ready.trials = std::make_unique<Trials>();
  ready.matrix.trials = ready.trials.get();
  return ready;
}

}  // namespace snipcheck
