#include "verifier/row.hpp"

#include "support/interrupt.hpp"

namespace snipcheck {

RunResult run_one(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment, Start start) {
  if (interrupt::signal_number() != 0)
    return {.end = RunResult::End::interrupted};
  Job job = job_of(subject, context, matrix, environment);
  job.cold = matrix.cold || start == Start::cold;
  RunResult result = matrix.sandbox->run(matrix.environments[environment], job);
  if (result.end == RunResult::End::not_started)  // our fault: once more before it is said
    result = matrix.sandbox->run(matrix.environments[environment], job);
  return result;
}

Row run_row(const Subject& subject, const Context& context, const Matrix& matrix) {
  Row row;
  for (std::size_t i = 0; i < matrix.environments.size(); ++i)
    row.push_back(run_one(subject, context, matrix, i));
  return row;
}

}  // namespace snipcheck
