#pragma once
/// The environments of a run made ready, or the reason why not.
#include "support/file.hpp"
#include "verifier/check.hpp"
#include "verifier/config.hpp"
#include "verifier/confirm.hpp"
#include "verifier/rehearsal.hpp"
#include "verifier/work.hpp"

#include <memory>
#include <vector>

namespace snipcheck {

class Progress;

/// What a report says of the environments before any of them is needed.
std::vector<EnvironmentInfo> describe_environments(const std::vector<Environment>& environments);

/// The eras that were not selected, are older than the newest selected one, and lie ready.
std::vector<Environment> spare_environments(const std::vector<Environment>& selected, const Config& config);

/// A matrix of those that could be made ready, with its sandbox.
struct Ready {
  std::unique_ptr<RememberingSandbox> sandbox;
  std::unique_ptr<Confirmations> confirmations;
  Matrix matrix;
  std::vector<FileLock> in_use = {};  ///< So that nobody removes what is used.
};

/// Opens the sandbox and builds what is not built yet, several at once. An environment that cannot be had is marked in `infos`
/// and left out of the matrix, and `progress` says why and what to do. Where the sandbox does not open, or the newest environment
/// cannot be had, no status can be told: then the matrix is empty.
///
/// Where others still have to be built when the newest is there, the work is rehearsed in that one meanwhile.
Ready make_ready(const std::vector<Environment>& environments, const std::vector<Environment>& spares, const Work& work,
                 const Config& config, std::vector<EnvironmentInfo>& infos, Progress& progress);

}  // namespace snipcheck
