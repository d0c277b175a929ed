#include "verifier/widened.hpp"

#include "verifier/asked.hpp"
#include "verifier/expectation.hpp"
#include "verifier/spares.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

/// May an older release of something have let it run? Nobody's release defines a name or mends a syntax error.
bool may_have_run(const Ground& ground) {
  if (ground.kind == Ground::Kind::stopped || ground.kind == Ground::Kind::result)
    return true;
  return ground.kind == Ground::Kind::failure && ground.fault->stage != "compile" && ground.fault->type != "NameError" &&
         ground.fault->type != "UnboundLocalError";
}

bool lies_between(const Environment& era, const Boundary& boundary, const Matrix& matrix) {
  return boundary.good < boundary.bad && is_older(matrix.environments[boundary.good], era) &&
         is_older(era, matrix.environments[boundary.bad]);
}

/// The last environment before the boundary gets past the fault, and fails later: what died may have died in several steps.
bool fails_before(const Boundary& boundary, const Row& row) {
  const RunResult& last = row[boundary.good];
  return boundary.good < boundary.bad &&
         std::ranges::any_of(
             last.faults,
             [](const Fault& one) { return !one.guessed && !one.tainted && one.context.empty() && one.type != "NameError"; });
}

bool is_wanted(const Environment& era, const Verdict& verdict, const Matrix& matrix, const Row& row) {
  if (verdict.status == Status::broken)
    return std::ranges::any_of(verdict.grounds, may_have_run);
  return verdict.status == Status::outdated && std::ranges::any_of(verdict.grounds, [&](const Ground& ground) {
           return ground.kind == Ground::Kind::drift && ground.boundary &&
                  (lies_between(era, *ground.boundary, matrix) ||
                   (fails_before(*ground.boundary, row) && is_older(era, matrix.environments[ground.boundary->good])));
         });
}

}  // namespace

bool is_spare(const Matrix& matrix, const Environment& environment) {
  return matrix.spares != nullptr &&
         std::ranges::find(matrix.spares->eras(), environment.name, &Environment::name) != matrix.spares->eras().end();
}

std::optional<WideRow> widened(const Verdict& verdict, const Subject& subject, const Context& context, const Matrix& matrix,
                               const Row& row) {
  if (matrix.spares == nullptr)
    return std::nullopt;
  WideRow wide{matrix, row};
  Row rest;  // what `known` speaks of, after the first
  Verdict known = verdict;
  const std::vector<Environment>& eras = matrix.spares->eras();
  for (std::size_t i = eras.size(); i-- > 0;) {  // the youngest first: where that decides, no older one is needed
    if (!is_asked(subject.snippet->directives, eras[i]) || !is_wanted(eras[i], known, wide.matrix, wide.row))
      continue;
    const std::optional<Index> index = matrix.spares->make_ready(i);
    if (!index)
      continue;
    const auto is_younger = [&](const Environment& one) { return is_older(eras[i], one); };
    const auto at = std::ranges::find_if(wide.matrix.environments, is_younger) - wide.matrix.environments.begin();
    wide.matrix.environments.insert(wide.matrix.environments.begin() + at, eras[i]);
    wide.matrix.indexes.insert(wide.matrix.indexes.begin() + at, *index);
    wide.row.insert(wide.row.begin() + at, run_one(subject, context, wide.matrix, static_cast<std::size_t>(at)));
    rest = without_expected(wide.row, subject);
    known = judge_expecting(subject, context, wide.row, rest, wide.matrix);
  }
  return wide.row.size() > row.size() ? std::optional{std::move(wide)} : std::nullopt;
}

}  // namespace snipcheck
