#pragma once
/// The right column of the overview: what was not checked, and the environments.
#include "reports/renderers/html/view.hpp"

#include <string>

namespace snipcheck::page {

std::string gaps_section(const View& view);
std::string environments_section(const View& view);

}  // namespace snipcheck::page
