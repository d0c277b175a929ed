#include "verifier/row.hpp"

#include "support/interrupt.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;

/// Fails the body of a module of the answer, which the snippet imports? Then that block fails, not this one.
bool is_of_another_block(const Fault& fault, const Context& context) {
  const auto last = std::ranges::find(fault.frames.rbegin(), fault.frames.rend(), false, &Frame::library);
  return last != fault.frames.rend() && last->function == "<module>" &&
         std::ranges::find(context.shown, last->file) != context.shown.end();
}

RunResult run_job(const Job& job, const Context& context, const Matrix& matrix, std::size_t environment) {
  if (interrupt::signal_number() != 0)
    return {.end = End::interrupted};
  RunResult result = matrix.sandbox->run(matrix.environments[environment], job);
  if (result.end == End::not_started)  // our fault: once more before it is said
    result = matrix.sandbox->run(matrix.environments[environment], job);
  for (Fault& fault : result.faults)
    if (fault.context.empty() && is_of_another_block(fault, context))
      fault.context = "earlier";
  return result;
}

}  // namespace

bool took_too_long(const RunResult& result) { return result.end == End::cpu_limit || result.end == End::wall_limit; }

RunResult run_one(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment, Start start) {
  Job job = job_of(subject, context, matrix, environment);
  job.cold = matrix.cold || start == Start::cold;
  return run_job(job, context, matrix, environment);
}

RunResult run_beside(const RunResult& newest, const Subject& subject, const Context& context, const Matrix& matrix,
                     std::size_t environment) {
  Job job = job_of(subject, context, matrix, environment);
  job.cold = matrix.cold;
  if (took_too_long(newest)) {
    job.limits.cpu = std::min(job.limits.cpu, 2s);
    job.limits.wall = std::min(job.limits.wall, 6s);
  }
  return run_job(job, context, matrix, environment);
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

bool is_another_name(const Fault& first, const Fault& newest) {
  const auto what = [](const Fault& one) { return one.message.substr(0, one.message.find(" from ")); };
  return first.type == "ImportError" && newest.type == "ImportError" && first.statement == newest.statement &&
         what(first) != what(newest);
}

bool waits_outside(const Fault& fault) {
  return fault.message.find("outside") != std::string::npos &&
         (fault.message.find("await") != std::string::npos || fault.message.find("async") != std::string::npos);
}

}  // namespace snipcheck
