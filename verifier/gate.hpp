#pragma once
/// From findings to the exit code, by the README's table.
#include "reports/report.hpp"
#include "verifier/config.hpp"

namespace snipcheck {

/// Exit code, sentence and number of blocking findings. `interrupted` is the signal number or 0.
/// Precedence: 130/143, 70, 2, 3, 1, 5, 4; FailOn::none changes only 1 (and says what the gate would have said).
Gate gate_of(const Report& report, const Config& config, int interrupted);

}  // namespace snipcheck
