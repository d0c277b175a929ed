#include "verifier/trials.hpp"

#include "support/error.hpp"
#include "verifier/culprit.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kMostMixtures = 24;  // of a run of ours: each has a cell of its own
constexpr std::size_t kMostTries = 4;      // for one ground: what changed beside these is far from the fault

/// What may have made the difference, likelier first; nothing where that is known.
std::vector<std::string> suspects_of(const Ground& ground, const Subject& subject, const Context& context, const Matrix& matrix) {
  if (ground.kind == Ground::Kind::drift) {
    const Suspects found = suspects(*ground.fault, ground.boundary->good, ground.boundary->bad, subject, context, matrix);
    return found.is_shown ? std::vector<std::string>{} : found.packages;
  }
  std::vector<std::string> all{ground.boundary->package};
  all.insert(all.end(), ground.boundary->others.begin(), ground.boundary->others.end());
  return all;
}

/// Whether it works there, as in the good environment: nothing of this kind is left to say of the two.
bool works(const RunResult& tried, const Ground& ground, const Subject& subject, const Context& context, const Row& row,
           const Matrix& pair) {
  if (tried.end != RunResult::End::exited || !tried.complete)
    return false;
  const Row both{row[ground.boundary->good], tried};
  const Verdict of_both = judge(subject, context, both, pair);
  return std::ranges::find(of_both.grounds, ground.kind, &Ground::kind) == of_both.grounds.end();
}

bool is_by_run(Ground::Kind kind) {
  return kind == Ground::Kind::drift || kind == Ground::Kind::answer || kind == Ground::Kind::result;
}

}  // namespace

const Environment* Trials::mixture(const Environment& base, const Environment& from, const std::string& package) {
  const std::lock_guard lock{mutex_};
  const std::string key = base.key + " " + from.key + " " + package;
  if (!made_.contains(key) && made_.size() < kMostMixtures) {
    try {
      made_[key] = std::make_unique<Mixture>(base, from, package);
    } catch (const CannotCheck&) {
      made_[key] = nullptr;
    }
  }
  const auto found = made_.find(key);
  return found == made_.end() || !found->second ? nullptr : &found->second->environment();
}

void settle_culprits(Verdict& verdict, const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  for (Ground& ground : verdict.grounds) {
    if (matrix.trials == nullptr || !ground.boundary || !is_by_run(ground.kind) || ground.boundary->good >= ground.boundary->bad)
      continue;
    const Environment& good = matrix.environments[ground.boundary->good];
    const Environment& bad = matrix.environments[ground.boundary->bad];
    if (!good.interpreter || !bad.interpreter || good.interpreter->path != bad.interpreter->path)
      continue;
    std::vector<std::string> suspected = suspects_of(ground, subject, context, matrix);
    if (suspected.size() < 2)
      continue;
    suspected.resize(std::min(suspected.size(), kMostTries));
    for (const std::string& package : suspected) {
      const Environment* mixed = matrix.trials->mixture(bad, good, package);
      if (mixed == nullptr)
        continue;
      Matrix pair = matrix;
      pair.environments = {good, *mixed};
      pair.indexes = {matrix.indexes[ground.boundary->good], matrix.indexes[ground.boundary->bad]};
      pair.spares = nullptr;
      const RunResult tried = run_one(subject, context, pair, 1, Start::cold);
      if (!works(tried, ground, subject, context, row, pair))
        continue;
      ground.boundary->package = package;
      ground.boundary->others.clear();
      ground.boundary->is_tried = true;
      break;
    }
  }
}

}  // namespace snipcheck
