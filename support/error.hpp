#pragma once
/// The two kinds of failure that end a run. What a snippet does wrong is never one of them: that is data.
#include <stdexcept>
#include <string>

namespace snipcheck {

/// The caller's mistake: a wrong option, a broken configuration, a file that cannot be read or written (exit code 2).
class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& what, std::string hint = {}) : std::runtime_error(what), hint_(std::move(hint)) {}
  /// What to do about it, printed on a line of its own after `hint:`; may be empty.
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

/// The machine cannot do the check: no interpreter, no isolation, no network, a shallow clone (exit code 3).
class CannotCheck : public std::runtime_error {
 public:
  explicit CannotCheck(const std::string& what, std::string hint = {}) : std::runtime_error(what), hint_(std::move(hint)) {}
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

}  // namespace snipcheck
