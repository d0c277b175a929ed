#pragma once
/// The last lines of a terminal report: what was checked, what came of it, what the gate says.
#include "reports/renderer.hpp"
#include "reports/report.hpp"

#include <string>

namespace snipcheck::terminal {

/// Quiet: the gate alone. Always ends with the line "gate: ...".
std::string summary(const Report& report, const Look& look);

}  // namespace snipcheck::terminal
