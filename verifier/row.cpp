#include "verifier/row.hpp"

#include "support/interrupt.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;

RunResult run_job(const Job& job, const Matrix& matrix, std::size_t environment) {
  if (interrupt::signal_number() != 0)
    return {.end = End::interrupted};
  RunResult result = matrix.sandbox->run(matrix.environments[environment], job);
  if (result.end == End::not_started)  // our fault: once more before it is said
    result = matrix.sandbox->run(matrix.environments[environment], job);
  return result;
}

}  // namespace

bool took_too_long(const RunResult& result) { return result.end == End::cpu_limit || result.end == End::wall_limit; }

RunResult run_one(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment, Start start) {
  Job job = job_of(subject, context, matrix, environment);
  job.cold = matrix.cold || start == Start::cold;
  return run_job(job, matrix, environment);
}

RunResult run_beside(const RunResult& newest, const Subject& subject, const Context& context, const Matrix& matrix,
                     std::size_t environment) {
  Job job = job_of(subject, context, matrix, environment);
  job.cold = matrix.cold;
  if (took_too_long(newest)) {
    job.limits.cpu = std::min(job.limits.cpu, 2s);
    job.limits.wall = std::min(job.limits.wall, 6s);
  }
  return run_job(job, matrix, environment);
}

Row run_row(const Subject& subject, const Context& context, const Matrix& matrix) {
  const std::size_t last = matrix.environments.size() - 1;
  RunResult newest = run_one(subject, context, matrix, last);
  Row row;
  for (std::size_t i = 0; i < last; ++i)
    row.push_back(run_beside(newest, subject, context, matrix, i));
  row.push_back(std::move(newest));
  return row;
}

}  // namespace snipcheck
