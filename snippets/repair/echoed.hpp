#pragma once
/// What a session shows below its prompts.
#include "snippets/snippet.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// For each statement of a session that is followed by output: its first line (an index into `lines`, in `line`), the statement
/// and the output up to the next prompt or blank line, without the margin of its prompt.
std::vector<EchoedResult> echoed_results(const std::vector<std::string>& lines);

}  // namespace snipcheck
