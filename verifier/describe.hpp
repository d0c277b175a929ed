#pragma once
/// From runs and verdict to what a report shows.
#include "verifier/judge.hpp"

namespace snipcheck {

/// What one environment did, in the words of the report; lines are the document's. Named after the fault that the verdict is for,
/// where this environment has it.
Outcome outcome_of(const RunResult& result, const Environment& environment, const Verdict& verdict, const Subject& subject,
                   const Context& context, const Matrix& matrix);

/// The surroundings, each with the document line in front of which it stands.
std::vector<Assumption> assumptions_of(const Context& context, const Snippet& snippet);

/// One sentence for the status.
std::string reason_of(const Verdict& verdict, const std::vector<Diagnosis>& diagnoses, const Context& context, const Row& row);

}  // namespace snipcheck
