#include "verifier/spares.hpp"

#include "support/error.hpp"

#include <utility>

namespace snipcheck {

Spares::Spares(std::vector<Environment> eras, MakeReady make_ready, Tell tell)
    : eras_(std::move(eras)), make_ready_(std::move(make_ready)), tell_(std::move(tell)), states_(eras_.size()) {}

std::optional<Index> Spares::make_ready(std::size_t i) {
  const std::lock_guard lock{mutex_};
  State& state = states_[i];
  if (std::exchange(state.asked, true))
    return state.index;
  try {
    if (!eras_[i].trouble.empty())
      throw CannotCheck(eras_[i].trouble, eras_[i].hint);
    state.index = make_ready_(eras_[i]);
  } catch (const CannotCheck& problem) {
    tell_(eras_[i].name, problem.what(), problem.hint());
  } catch (const std::exception& problem) {
    tell_(eras_[i].name, problem.what(), "");
  }
  return state.index;
}

std::vector<std::string> Spares::unavailable() {
  const std::lock_guard lock{mutex_};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < eras_.size(); ++i)
    if (states_[i].asked && !states_[i].index)
      out.push_back(eras_[i].name);
  return out;
}

}  // namespace snipcheck
