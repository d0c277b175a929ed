#pragma once
/// Requests that an environment answers well and a newer one refuses or answers otherwise, although nothing is raised.
#include "verifier/judge.hpp"

#include <vector>

namespace snipcheck {

/// One ground of kind `answer` for each request that succeeded in all environments up to one and is refused in all after it, or
/// the other way round where a limit (429) is no longer kept; or that was text and became JSON; or whose page lost a value.
/// Answers that change from run to run do not fall so.
std::vector<Ground> changed_answers(const Row& row);

}  // namespace snipcheck
