#pragma once
/// Which package made the difference, settled by trying: everything of the environment where it fails, but that one package of
/// the one before, where it works.
#include "sandboxes/mixture.hpp"
#include "verifier/judge.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace snipcheck {

/// The mixtures that a run of ours made so far; shared by all that check snippets.
class Trials {
 public:
  /// The environment with a package as the other one has it; nullptr where none can be made, or enough were.
  const Environment* mixture(const Environment& base, const Environment& from, const std::string& package);

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Mixture>> made_;  ///< Empty: it could not be made.
};

/// Where a verdict's boundary has several packages that changed, and no index shows which one it was: tries them one by one,
/// likelier first, and names the one with which it works. Both environments have to run on one interpreter; what cannot be tried,
/// or works with none, stays as it is. Does nothing where `matrix.trials` is not set.
void settle_culprits(Verdict& verdict, const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

}  // namespace snipcheck
