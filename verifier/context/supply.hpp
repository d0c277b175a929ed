#pragma once
/// Where missing names come from: customary objects, then what the environment exports, then stand-ins.
#include "verifier/context/context.hpp"

namespace snipcheck {

/// Adds to `context` a supply for each name that the snippet and its earlier ones leave free, the cheapest explanation first;
/// what nothing explains goes to `context.unknown`, with a stand-in so that the run goes on and shows the next fault.
void supply_names(const Subject& subject, const Matrix& matrix, Context& context);

}  // namespace snipcheck
