#include "verifier/rehearsal.hpp"

#include "sandboxes/protocol.hpp"
#include "support/digest.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <thread>

namespace snipcheck {
namespace {

std::string key_of(const Environment& environment, const Job& job) {
  return Digest{}
      .add("environment", environment.name)
      .add("key", environment.key)
      .add("job", job_json(job, ""))
      .add("cold", job.cold ? "1" : "")
      .add("cpu", std::to_string(job.limits.cpu.count()))
      .add("memory", std::to_string(job.limits.memory))
      .hex();
}

}  // namespace

RunResult RememberingSandbox::run(const Environment& environment, const Job& job) {
  if (!remembers_ && !has_some_)
    return inner_->run(environment, job);
  const std::string key = key_of(environment, job);
  if (!remembers_) {
    const std::lock_guard lock{mutex_};
    if (auto found = results_.extract(key); !found.empty())
      return std::move(found.mapped());
  }
  RunResult result = inner_->run(environment, job);
  if (remembers_ && result.end != RunResult::End::not_started && result.end != RunResult::End::interrupted) {
    const std::lock_guard lock{mutex_};
    results_.insert_or_assign(key, result);
    has_some_ = true;
  }
  return result;
}

void rehearse(const Work& work, const Matrix& part, const Config& config, const std::atomic<bool>& enough) {
  std::atomic<std::size_t> next{0};
  const auto worker = [&] {
    for (std::size_t i; (i = next++) < work.items.size() && !enough && interrupt::signal_number() == 0;)
      try {
        (void)check(work.items[i].subject, part);
      } catch (const std::exception&) {
        continue;  // it is told when the snippet is checked for good
      }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t jobs = config.jobs > 0 ? static_cast<std::size_t>(config.jobs) : cores;
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::min(jobs, work.items.size()); ++i)
    workers.emplace_back(worker);
}

}  // namespace snipcheck
