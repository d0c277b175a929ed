#include "verifier/builds.hpp"

#include "sandboxes/sandbox.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "verifier/progress.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace snipcheck {
namespace {

Trouble build_one(const Environment& environment, Sandbox& sandbox, Progress& progress, const std::filesystem::path& wheelhouse) {
  try {
    sync(environment, sandbox, [&](std::string_view line) { progress.say(line); }, wheelhouse);
    return {};
  } catch (const CannotCheck& problem) {
    return {problem.what(), problem.hint()};
  } catch (const std::exception& problem) {  // of a thread: told like any other, and not the end of the others
    return {problem.what(), ""};
  }
}

}  // namespace

void build_environments(const std::vector<Environment>& environments, Sandbox& sandbox, Progress& progress,
                        const std::filesystem::path& wheelhouse, const std::function<void(std::size_t, const Trouble&)>& done) {
  std::atomic<std::size_t> begun{0};
  std::mutex mutex;
  const auto worker = [&] {
    for (std::size_t turn; (turn = begun++) < environments.size() && interrupt::signal_number() == 0;) {
      const std::size_t index = environments.size() - 1 - turn;
      const Trouble trouble = build_one(environments[index], sandbox, progress, wheelhouse);
      const std::lock_guard lock{mutex};
      if (interrupt::signal_number() == 0)
        done(index, trouble);
    }
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::min(cores, environments.size()); ++i)
    workers.emplace_back(worker);
}

}  // namespace snipcheck
