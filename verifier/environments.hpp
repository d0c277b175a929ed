#pragma once
/// The environments of a run made ready, or the reason why not.
#include "support/file.hpp"
#include "verifier/check.hpp"
#include "verifier/config.hpp"
#include "verifier/confirm.hpp"
#include "verifier/rehearsal.hpp"
#include "verifier/spares.hpp"
#include "verifier/trials.hpp"
#include "verifier/work.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace snipcheck {

class Progress;

/// What a report says of the environments before any of them is needed.
std::vector<EnvironmentInfo> describe_environments(const std::vector<Environment>& environments);

/// What a run is made in.
struct Chosen {
  std::vector<Environment> row;  ///< Those selected, oldest first.
  /// Eras that were not selected and are older than the newest selected one: those of no default row. They are built when
  /// they are needed.
  std::vector<Environment> spares;
  std::vector<std::optional<Environment>> overlays;  ///< Parallel to the row: with packages added that authors require.

  /// All that a finding may depend on.
  [[nodiscard]] std::vector<Environment> all() const;
};
Chosen choose(const Config& config);

/// A matrix of those that could be made ready, with its sandbox.
struct Ready {
  std::unique_ptr<RememberingSandbox> sandbox;
  std::unique_ptr<Confirmations> confirmations;
  std::unique_ptr<Trials> trials;
  std::unique_ptr<Spares> spares;
  Matrix matrix;
  std::vector<FileLock> in_use = {};  ///< So that nobody removes what is used.
};

/// Opens the sandbox and builds what is not built yet, several at once. An environment that cannot be had is marked in `infos`
/// and left out of the matrix, and `progress` says why and what to do. Where the sandbox does not open, or the newest environment
/// cannot be had, no status can be told: then the matrix is empty.
///
/// Where others still have to be built when the newest is there, the work is rehearsed in that one meanwhile.
Ready make_ready(const Chosen& chosen, const Work& work, const Config& config, std::vector<EnvironmentInfo>& infos,
                 Progress& progress);

}  // namespace snipcheck
