#pragma once
/// What the runs of one snippet did: outcomes, tracebacks and output, the same text over several environments told once.
#include "reports/renderers/html/view.hpp"
#include "reports/report.hpp"

#include <string>

namespace snipcheck::page {

std::string outcome_table(const View& view, const Finding& finding);
std::string tracebacks(const View& view, const Finding& finding);
std::string outputs(const View& view, const Finding& finding);

}  // namespace snipcheck::page
