#include "verifier/locks.hpp"

#include "sandboxes/locking.hpp"
#include "sandboxes/package_tool.hpp"
#include "support/error.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace snipcheck {
namespace {

MadeLock made(const PinSet& set, const Interpreter& interpreter) {
  MadeLock lock{.set = &set, .python = interpreter.series()};
  try {
    lock.text = make_lock(set, interpreter);
  } catch (const PackageFailure& problem) {
    lock.trouble = problem.what();
    lock.hint = problem.hint();
    lock.impossible = true;
  } catch (const CannotCheck& problem) {
    lock.trouble = problem.what();
    lock.hint = problem.hint();
  } catch (const std::exception& problem) {  // of a thread: told like any other
    lock.trouble = problem.what();
  }
  return lock;
}

}  // namespace

bool is_for(const PinSet& set, std::string_view python) {
  if (!set.is_era() && set.made_for.empty())
    return true;
  return python == set.made_for || (set.is_era() && std::ranges::find(set.pythons, python) != set.pythons.end());
}

void make_locks(const std::vector<PinSet>& sets, const std::vector<Interpreter>& pythons,
                const std::function<void(const MadeLock&)>& done) {
  std::vector<std::pair<const PinSet*, const Interpreter*>> todo;
  for (const PinSet& set : sets)
    for (const Interpreter& python : pythons)
      if (is_for(set, python.series()))
        todo.emplace_back(&set, &python);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  const auto worker = [&] {
    for (std::size_t i; (i = next++) < todo.size() && interrupt::signal_number() == 0;) {
      const MadeLock lock = made(*todo[i].first, *todo[i].second);
      const std::lock_guard guard{mutex};
      if (interrupt::signal_number() == 0)
        done(lock);
    }
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < std::min(cores, todo.size()); ++i)
    workers.emplace_back(worker);
}

std::vector<std::string> changes_between(std::string_view before, std::string_view now) {
  std::vector<std::string> changes;
  auto was = pins_of(before);
  for (const auto& [name, version] : pins_of(now)) {
    const auto old = was.find(name);
    if (old == was.end())
      changes.push_back(fmt::format("{} {} is new", name, version));
    else if (old->second != version)
      changes.push_back(fmt::format("{} {} -> {}", name, old->second, version));
    was.erase(name);
  }
  for (const auto& [name, version] : was)
    changes.push_back(fmt::format("{} is gone", name));
  std::ranges::sort(changes);
  if (changes.empty() && before != now)
    changes.emplace_back("only hashes");
  return changes;
}

}  // namespace snipcheck
