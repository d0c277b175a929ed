#pragma once
/// A row per snippet and a column per environment, failures first.
#include "reports/renderers/html/view.hpp"

#include <string>

namespace snipcheck::page {

std::string matrix_section(const View& view);

}  // namespace snipcheck::page
