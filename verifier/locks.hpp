#pragma once
/// Locks of several sets and Pythons made at once, and what is new in them.
#include "sandboxes/environment.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A lock to be made, or why there is none.
struct MadeLock {
  const PinSet* set = nullptr;
  std::string python;  ///< "3.11"
  std::string text;    ///< "" where it could not be made.
  std::string trouble, hint;
  bool impossible = false;  ///< Its packages do not go together on this Python.
};

/// Makes the lock of each set for each of these Pythons that it is for, several at once. `done` is told of each as soon as it is
/// made, never of two at the same time.
void make_locks(const std::vector<PinSet>& sets, const std::vector<Interpreter>& pythons,
                const std::function<void(const MadeLock&)>& done);

/// Whether a set is to be locked for a Python: an era for those it has locks for, an own set for its own, else for every one.
bool is_for(const PinSet& set, std::string_view python);

/// What is other in a lock: "flask 2.2.2 -> 2.2.5", "asgiref 3.6.0 is new", "six is gone"; by name. "only hashes" where the
/// versions are the same and the text is not.
std::vector<std::string> changes_between(std::string_view before, std::string_view now);

}  // namespace snipcheck
