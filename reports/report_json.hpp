#pragma once
/// The versioned JSON of a report ("snipcheck.report/1"), and single findings as the result cache stores them.
#include "reports/report.hpp"

#include <string>
#include <string_view>

namespace snipcheck {

/// The whole document, indented by one blank, ending with a newline; same report, same bytes.
std::string report_to_json(const Report& report);

/// The report that `json` was written from. Throws std::runtime_error on anything else. Fields it does not know are ignored.
Report report_from_json(std::string_view json);

/// One finding as compact JSON, and back. Throws std::runtime_error on anything else.
std::string finding_to_json(const Finding& finding);
Finding finding_from_json(std::string_view json);

}  // namespace snipcheck
