#pragma once
/// The report of a run from its parts.
#include "reports/report.hpp"
#include "verifier/config.hpp"
#include "verifier/reading.hpp"
#include "verifier/work.hpp"

#include <vector>

namespace snipcheck {

/// Everything but the gate. Snippets without a finding (after an interrupt) are left out.
Report report_of(const Config& config, Reading reading, Work work, std::vector<EnvironmentInfo> environments);

}  // namespace snipcheck
