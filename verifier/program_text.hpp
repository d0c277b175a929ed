#pragma once
/// The program that a run executes, as text that runs by itself.
#include "sandboxes/job.hpp"
#include "verifier/context/context.hpp"

#include <string>

namespace snipcheck {

/// What runs before the snippet with its reason in a comment, then the snippet with its place, in order. What the harness does
/// without code (a request that the lines stand in, a view around them) is written out.
std::string program_text(const Subject& subject, const Context& context, const Job& job);

}  // namespace snipcheck
