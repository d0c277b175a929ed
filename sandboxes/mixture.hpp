#pragma once
/// An environment in which one package comes from another environment: what shows whether that package made a difference.
#include "sandboxes/environment.hpp"

#include <string>

namespace snipcheck {

/// Made of hard links, in the folder of built environments; gone when the value is. No index of its own, and no lock: only runs
/// use it, while the environments that it is made of are in use.
class Mixture {
 public:
  /// `base`, with the package (its normalised name) as `from` has it: in its release, or not at all. Both are built, for one
  /// interpreter. Throws CannotCheck where files cannot be linked, or a RECORD is missing.
  Mixture(const Environment& base, const Environment& from, const std::string& package);
  ~Mixture();
  Mixture(const Mixture&) = delete;
  Mixture& operator=(const Mixture&) = delete;
  Mixture(Mixture&&) = delete;
  Mixture& operator=(Mixture&&) = delete;

  [[nodiscard]] const Environment& environment() const { return environment_; }

 private:
  Environment environment_;
};

}  // namespace snipcheck
