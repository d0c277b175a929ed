#pragma once
/// What goes to the harness and what comes back, as harness/README.md describes it.
#include "sandboxes/job.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace snipcheck {

inline constexpr std::uint64_t kResultBytes = std::uint64_t{8} << 20;  ///< Most that a run may say on the result pipe.
inline constexpr std::size_t kKeptOutput = 16 << 10;                   ///< Of each of its output streams.

/// The job as one JSON object. `token` is what the result has to end with.
std::string job_json(const Job& job, std::string_view token);

/// An unguessable token for one run.
std::string fresh_token();

/// Reads result lines into `result`: stage, and everything else from the line that carries the token. The snippet may have
/// written to the pipe as well, so nothing is believed: broken lines, wrong types, unknown fields and long texts are dropped or
/// cut, and without the token line `complete` stays false. Returns whether any stage was named, i.e. whether the harness began.
bool read_results(std::string_view lines, std::string_view token, RunResult& result);

/// At most `kKeptOutput` bytes, cut between characters, as UTF-8.
std::string shown(std::string_view output);

}  // namespace snipcheck
