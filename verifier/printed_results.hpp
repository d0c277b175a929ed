#pragma once
/// What the page says that the code prints, against what it printed.
#include "verifier/judge.hpp"

#include <vector>

namespace snipcheck {

/// Grounds of kind `result`: results of the newest environment that are not what the page shows. With a boundary where an older
/// environment gave what is shown; without one where none did, all gave the same, and the page means a value or a text and not a
/// description.
std::vector<Ground> printed_otherwise(const Subject& subject, const Row& row);

}  // namespace snipcheck
