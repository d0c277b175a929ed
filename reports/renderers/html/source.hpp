#pragma once
/// Blocks of code. Line numbers, signs and carets are real text: without any style sheet they read like a compiler's output.
#include "reports/report.hpp"

#include <string>

namespace snipcheck::page {

/// The lines of the document, with what was assumed where it stood and carets below; "" without an excerpt.
std::string source(const Finding& finding);

/// The modern form: lines that the snippet has not are marked as added, the line that fails as taken away. "" without one.
std::string instead(const Finding& finding, const Diagnosis& diagnosis);

/// The line that fails alone, with its caret; "" where it is not known.
std::string failing_line(const Finding& finding);

}  // namespace snipcheck::page
