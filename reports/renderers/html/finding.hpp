#pragma once
/// One finding told in reading order: place, what is the matter, since when, the lines, what to write, how it went.
#include "reports/renderers/html/view.hpp"
#include "reports/report.hpp"

#include <string>

namespace snipcheck::page {

std::string article(const View& view, const Finding& finding);

/// The articles of all findings that have one.
std::string findings_section(const View& view);

}  // namespace snipcheck::page
