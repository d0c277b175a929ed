#pragma once
/// One snippet in one context through all environments, and what its faults mean.
#include "verifier/context/context.hpp"

#include <vector>

namespace snipcheck {

/// What each environment of the matrix did, oldest first.
using Row = std::vector<RunResult>;

/// Whether a run goes on from an interpreter that is there, or starts one of its own. Where the matrix says cold, all do.
enum class Start { warm, cold };

/// Runs it in one environment of the matrix.
RunResult run_one(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment,
                  Start start = Start::warm);

/// Runs it in another environment than the newest, which came to that result: where it used up its time, this one gets less, to
/// show whether it ends at once.
RunResult run_beside(const RunResult& newest, const Subject& subject, const Context& context, const Matrix& matrix,
                     std::size_t environment);

/// Whether a run was ended for the time it took.
bool took_too_long(const RunResult& result);

/// Runs the whole row.
Row run_row(const Subject& subject, const Context& context, const Matrix& matrix);

/// Whose a fault is.
enum class FaultKind {
  ours,      ///< Surroundings that we supplied failed, or the harness did.
  earlier,   ///< An earlier snippet of the answer failed, not this one.
  missing,   ///< A file, template, value or module of the author's own that is not there.
  name,      ///< An undefined name.
  service,   ///< A server that is not there.
  package,   ///< A package that this environment does not have and another one does.
  refused,   ///< Something that the isolation of this machine does not allow, and a reader may do.
  guess,     ///< Came from data that was invented for it.
  invented,  ///< On such data it failed, too; older environments that did not show that something changed.
  failure,   ///< The snippet's own.
};

FaultKind kind_of(const Fault& fault, const Subject& subject, const Context& context, const Matrix& matrix);

/// A fault that counts: not of context code, not ours.
bool is_real(const Fault& fault, FaultKind kind);

/// Do dots stand there for what the reader puts in: `Flask(...)`? Python calls their type ellipsis, or EllipsisType.
bool takes_dots_for_a_value(const Fault& fault);

/// Does a library ask for an optional package that is not there?
bool wants_an_extra(const Fault& fault);

/// Two names of one import went one after the other: each environment misses another.
bool is_another_name(const Fault& first, const Fault& newest);

/// `await f()` as it stands in a coroutine, or in a notebook.
bool waits_outside(const Fault& fault);

/// "Type: message" of the exception that came from a service that is not there: of the fault, or of what it was raised from.
std::string service_error(const Fault& fault);

/// Did this result get past the place where `fault` stopped another one?
bool clears(const RunResult& result, const Fault& fault, FaultKind kind, const Subject& subject, const Context& context,
            const Matrix& matrix);

}  // namespace snipcheck
