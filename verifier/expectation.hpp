#pragma once
/// Errors that an author shows on purpose: `expect-error=NameError`, a comment at the line, the traceback in a block below.
#include "verifier/judge.hpp"

namespace snipcheck {

/// Whether the author counts on a NameError, so that no name may be made up for the snippet.
bool may_lack_names(const Snippet& snippet);

/// Whether the run shows the error that the author says (of a directive), or one that stands in a comment or in output below.
bool raises_as_said(const RunResult& result, const Subject& subject);

/// The row without the faults that are as the author says.
Row without_expected(const Row& row, const Subject& subject);

/// The verdict over what is left (`rest`, of without_expected), and over an error that did not come. `rest` has to outlive it.
Verdict judge_expecting(const Subject& subject, const Context& context, const Row& row, const Row& rest, const Matrix& matrix);

}  // namespace snipcheck
