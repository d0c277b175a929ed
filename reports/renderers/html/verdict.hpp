#pragma once
/// The first thing a reader sees: safe to merge or not, why, and how much was checked.
#include "reports/renderers/html/view.hpp"

#include <string>
#include <string_view>

namespace snipcheck::page {

enum class Headline { safe, unsafe, unchecked };

/// Findings that block make it unsafe; without any, whatever could not be checked makes it unchecked.
Headline verdict_of(const Report& report);

/// "Not safe to merge": heading and title of the page.
std::string_view to_string(Headline verdict);

/// Heading, sentence, the bar of shares and its four numbers.
std::string verdict_section(const View& view);

}  // namespace snipcheck::page
