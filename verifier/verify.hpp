#pragma once
/// The whole program in one function.
#include "reports/report.hpp"
#include "verifier/config.hpp"

namespace snipcheck {

class Progress;

/// Checks every selected snippet of the configured documents in every configured environment and says what it found, gate
/// included. Throws UsageError and CannotCheck; what a snippet does never throws.
Report verify(const Config& given, Progress& progress);

}  // namespace snipcheck
