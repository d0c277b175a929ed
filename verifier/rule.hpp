#pragma once
/// One diagnosis rule. To add one: a file in rules/, a line in rules.def, and tests/rules/<name>.md.
#include "reports/report.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace snipcheck {

struct Case;

struct Rule {
  std::string_view code;   ///< "SC303"
  std::string_view name;   ///< Its file's name, with dashes.
  std::string_view title;  ///< A few words: "Signature changed".
  std::string_view text;   ///< One or two sentences for reports.
  std::string_view help;   ///< The manual page that `snipcheck explain` prints: what, why, example, what to write instead.
  /// The diagnosis of this case, when this rule explains it; null for codes that extraction gives.
  std::optional<Diagnosis> (*match)(const Case&);
};

/// Every rule, in the order of rules.def, which is the order in which they are asked.
std::span<const Rule* const> rules();

/// nullptr when no rule has that code.
const Rule* find_rule(std::string_view code);

}  // namespace snipcheck
