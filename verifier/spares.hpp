#pragma once
/// Older eras that were not selected: asked before a snippet is called broken, and where between two selected ones it went.
#include "sandboxes/environment.hpp"
#include "sandboxes/index.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

/// Makes each era ready when it is first asked for. Several threads may use it at once; they wait for one that is being built.
class Spares {
 public:
  /// Makes an environment ready and loads its index. Throws CannotCheck when it cannot be had.
  using MakeReady = std::function<Index(const Environment&)>;
  /// Is told once of each that cannot be had: its name, why, and a hint or "".
  using Tell = std::function<void(const std::string& name, const std::string& why, const std::string& hint)>;

  Spares(std::vector<Environment> eras, MakeReady make_ready, Tell tell);

  /// Oldest first, whether they can be had or not.
  [[nodiscard]] const std::vector<Environment>& eras() const { return eras_; }
  /// The index of eras()[i], which is ready from then on; nothing when it cannot be had.
  std::optional<Index> make_ready(std::size_t i);
  /// The names of those that were asked for and cannot be had.
  [[nodiscard]] std::vector<std::string> unavailable();

 private:
  struct State {
    bool asked = false;
    std::optional<Index> index;
  };
  std::vector<Environment> eras_;
  MakeReady make_ready_;
  Tell tell_;
  std::mutex mutex_;
  std::vector<State> states_;  // parallel to the eras
};

}  // namespace snipcheck
