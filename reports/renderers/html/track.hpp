#pragma once
/// The row of outcomes of one snippet: equal outcomes of neighbouring environments are one stretch, so that a boundary is an
/// edge one can see.
#include "reports/renderers/html/view.hpp"
#include "reports/report.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace snipcheck::page {

struct Stretch {
  const Outcome* outcome = nullptr;  ///< Of the newest environment in it; nullptr: it gave none.
  std::size_t first = 0, count = 1;
};

/// What makes neighbours one stretch: the same outcome, the same word for it as well ("TypeError"), or nothing.
enum class Alike { kind, word, none };

/// Covers every environment; at most twelve in one stretch, which is what the style sheet knows.
std::vector<Stretch> stretches(const View& view, const Finding& finding, Alike alike = Alike::word);

/// "pass", "warn", "fail" or "none": how an outcome is coloured. Where a finding is no failure, neither are its outcomes.
std::string_view shade(const Finding& finding, const Outcome* outcome);

/// Shape and word of an outcome.
std::string outcome_mark(const Outcome* outcome);

/// "2.2" or "2.2–3.1".
std::string span_label(const View& view, const Stretch& stretch);

/// The versions of a package over a stretch, "1.3.1–2.8.1"; "" where the environments do not have it.
std::string span_versions(const View& view, const Stretch& stretch, const std::string& package);

/// The whole row as a list. Where room is scarce, different errors in a row are one stretch, named after the newest.
std::string track(const View& view, const Finding& finding, Alike alike = Alike::word);

}  // namespace snipcheck::page
