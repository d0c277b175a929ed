#pragma once
/// How the report came about: documents, command, gate, pinned packages.
#include "reports/renderers/html/view.hpp"

#include <string>

namespace snipcheck::page {

std::string documents_section(const View& view);
std::string run_section(const View& view);

}  // namespace snipcheck::page
