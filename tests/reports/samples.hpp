#pragma once
/// Reports to feed to renderers.
#include "reports/report.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace snipcheck::testing {

/// Three environments, two documents, at least one finding of every status and nearly every field filled in.
Report a_report_with_every_status();

/// Everything works.
Report a_clean_report();

/// Nothing fails, but an environment could not be built.
Report a_report_that_lacks_an_environment();

/// One failing finding whose every text is `text`.
Report a_report_full_of(const std::string& text);

/// Markup, control characters, direction marks, template braces, workflow commands and bytes that are no UTF-8.
std::string a_hostile_text();

/// `count` findings: one in twelve fails, one in twelve warns, the others work.
Report a_report_of(int count);

/// Hostile in its ids as well.
Report a_hostile_report();

/// "every-status", "clean", "not-checked", "hostile", "many".
std::optional<Report> sample_named(std::string_view name);

}  // namespace snipcheck::testing
