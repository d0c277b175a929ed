#include "verifier/context/settle.hpp"

#include "support/text.hpp"
#include "verifier/asked.hpp"
#include "verifier/context/remedy.hpp"
#include "verifier/expectation.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace snipcheck {
namespace {

/// More rounds than a customary context has pieces.
constexpr int kMostRounds = 7;

/// Lines after those that make the application, which ask for nothing of a request: no view is theirs.
bool goes_on_from_an_app(const Subject& subject, const Context& context) {
  static constexpr std::string_view kOfViews[] = {"request", "session", "g",     "current_app",     "url_for",
                                                  "flash",   "jsonify", "abort", "render_template", "redirect"};
  const bool has_app = std::ranges::any_of(context.earlier, [](const Snippet* one) { return one->names.makes_app; });
  return has_app &&
         std::ranges::none_of(subject.snippet->names.free, [](const FreeName& name) { return is_any_of(name.name, kOfViews); });
}

/// Cures the first fault of one environment that no other one gets past, and for which there is a remedy.
bool improve_one(const Subject& subject, const Matrix& matrix, const Row& row, std::size_t environment, Context& context) {
  for (const Fault& fault : row[environment].faults) {
    const FaultKind kind = kind_of(fault, subject, context, matrix);
    if (fault.guessed || !is_real(fault, kind))
      continue;
    // Where another environment gets further it is drift: to supply something against it would hide it.
    const Names& names = subject.snippet->names;
    const bool in_a_view =
        !context.program && names.functions.empty() && names.classes.empty() && !goes_on_from_an_app(subject, context);
    const bool says_nothing = (in_a_view && lacks_context(fault)) || fault.details.contains("hidden");
    const auto gets_past = [&](const RunResult& one) { return clears(one, fault, kind, subject, context, matrix); };
    if (!says_nothing && std::ranges::any_of(row, gets_past))
      continue;
    if (remedy(fault, subject, matrix, context))
      return true;
  }
  return false;
}

/// The newest environment first: what it lacks, the others mostly lack as well.
bool improve(const Subject& subject, const Matrix& matrix, const Row& row, Context& context) {
  for (std::size_t i = row.size(); i-- > 0;)
    if (improve_one(subject, matrix, row, i, context))
      return true;
  return false;
}

/// Runs it in the two outer environments, and supplies what they lack. That one between them gets past what both fail at is rare,
/// and not seen.
Row improve_at_the_ends(const Subject& subject, const Matrix& matrix, Context& context, int& rounds) {
  for (;;) {
    RunResult newest = run_one(subject, context, matrix, matrix.environments.size() - 1);
    Row ends{run_beside(newest, subject, context, matrix, 0), std::move(newest)};
    if (rounds >= kMostRounds || !improve(subject, matrix, without_expected(ends, subject), context))
      return ends;
    ++rounds;
  }
}

/// The row between its two ends.
Row filled(Row ends, const Subject& subject, const Context& context, const Matrix& matrix) {
  Row row{std::move(ends.front())};
  for (std::size_t i = 1; i + 1 < matrix.environments.size(); ++i)
    row.push_back(run_beside(ends.back(), subject, context, matrix, i));
  row.push_back(std::move(ends.back()));
  return row;
}

Settled try_in(const Subject& subject, const Matrix& matrix, Context context) {
  Settled made{.context = std::move(context), .row = {}, .rest = {}};
  int rounds = 0;
  if (matrix.environments.size() > 2) {
    Row ends = improve_at_the_ends(subject, matrix, made.context, rounds);
    made.row = filled(std::move(ends), subject, made.context, matrix);
  } else {
    made.row = run_row(subject, made.context, matrix);
  }
  for (;;) {
    made.rest = without_expected(made.row, subject);
    if (rounds >= kMostRounds || !improve(subject, matrix, made.rest, made.context))
      return made;
    ++rounds;
    made.row = run_row(subject, made.context, matrix);
  }
}

/// The context without what was made up.
Context bare(Context context) {
  context.supplies.clear();
  context.unknown.clear();
  context.unimported.clear();
  return context;
}

bool stands_on_a_failure(const RunResult& result) {
  return std::ranges::any_of(result.faults, [](const Fault& fault) { return fault.context == "earlier"; });
}

/// To its end and without a fault, today or in some older environment, and nothing about it is made up that its reader would have
/// to add.
bool runs_well(const Settled& made) {
  const bool ends = made.row.back().end == RunResult::End::exited && made.row.back().complete;
  return ends && made.context.holes().empty() && std::ranges::any_of(made.row, [](const RunResult& result) {
           return result.complete && std::ranges::all_of(result.faults, &Fault::guessed);
         });
}

/// In every environment: where one gets past it, it is drift, and not for want of a step.
bool has_own_fault(const Settled& made, const Subject& subject, const Matrix& matrix) {
  return std::ranges::all_of(made.rest, [&](const RunResult& result) {
    return std::ranges::any_of(result.faults, [&](const Fault& fault) {
      const FaultKind kind = kind_of(fault, subject, made.context, matrix);
      return !fault.guessed && is_real(fault, kind) && kind != FaultKind::package && kind != FaultKind::service;
    });
  });
}

/// With more steps of the answer before it, where those that its names call for do not do: others may have changed what it works
/// on, or what it imports. Nothing where there are no others, or they do not help.
std::optional<Settled> after_more(Steps steps, const Settled& made, const Subject& subject, const Matrix& matrix) {
  const bool lacks = has_own_fault(made, subject, matrix) || !made.context.unknown.empty();
  if (made.context.program || subject.snippet->directives.fresh || !subject.snippet->directives.group.empty() || !lacks)
    return std::nullopt;
  const Context before = plan_context(subject, matrix);
  Context context = plan_context(subject, matrix, steps);
  if (context.earlier.size() == before.earlier.size() && context.files == before.files)
    return std::nullopt;
  const auto is_well = [&](std::size_t environment) {
    const RunResult result = run_one(subject, context, matrix, environment);
    return result.complete && std::ranges::all_of(result.faults, &Fault::guessed);
  };
  if (!is_well(matrix.environments.size() - 1) && !is_well(0))
    return std::nullopt;
  Settled again = try_in(subject, matrix, std::move(context));
  return runs_well(again) ? std::optional{std::move(again)} : std::nullopt;
}

}  // namespace

Settled settle(const Subject& subject, const Matrix& matrix) {
  const Snippet& snippet = *subject.snippet;
  Settled made = try_in(subject, matrix, plan_context(subject, matrix));
  // A name that was supplied may be the very one whose absence the author shows.
  if (may_lack_names(snippet) && !made.context.supplies.empty() && !raises_as_said(made.row.back(), subject))
    if (Settled again = try_in(subject, matrix, bare(plan_context(subject, matrix))); raises_as_said(again.row.back(), subject))
      made = std::move(again);
  // What comes before it in the answer fails, and it may need nothing of that but what custom supplies as well.
  Subject alone = subject;
  alone.answer = {subject.snippet};
  if (!snippet.directives.continues && stands_on_a_failure(made.row.back()))
    if (Settled again = try_in(alone, matrix, plan_context(alone, matrix)); runs_well(again))
      made = std::move(again);
  for (const Steps steps : {Steps::rewritten, Steps::all})
    if (auto again = after_more(steps, made, subject, matrix)) {
      made = std::move(*again);
      break;
    }
  return made;
}

Context settled_context(const Subject& subject, const Matrix& matrix) {
  return settle(subject, asked_of(subject.snippet->directives, matrix).matrix).context;
}

}  // namespace snipcheck
