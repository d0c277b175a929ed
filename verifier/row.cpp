#include "verifier/row.hpp"

#include "support/interrupt.hpp"

namespace snipcheck {

Row run_row(const Subject& subject, const Context& context, const Matrix& matrix) {
  Row row;
  for (std::size_t i = 0; i < matrix.environments.size(); ++i) {
    if (interrupt::signal_number() != 0) {
      row.push_back({.end = RunResult::End::interrupted});
      continue;
    }
    const Job job = job_of(subject, context, matrix, i);
    row.push_back(matrix.sandbox->run(matrix.environments[i], job));
    if (row.back().end == RunResult::End::not_started)  // our fault: once more before it is said
      row.back() = matrix.sandbox->run(matrix.environments[i], job);
  }
  return row;
}

}  // namespace snipcheck
