#pragma once
/// The whole page: page.html with its holes filled.
#include "reports/report.hpp"

#include <map>
#include <string>
#include <string_view>

namespace snipcheck::page {

/// One self-contained HTML file that never asks for another.
std::string page(const Report& report);

/// `pattern` with each {{name}} replaced by its value; what is put in is not looked at again. Throws std::out_of_range for
/// a name without a value.
std::string filled(std::string_view pattern, const std::map<std::string_view, std::string>& values);

/// SHA-256 in base64, as a Content-Security-Policy names a script: "'sha256-...'".
std::string csp_hash(std::string_view bytes);

}  // namespace snipcheck::page
