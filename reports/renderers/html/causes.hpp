#pragma once
/// Thirty failures with one cause are one thing to repair: findings gathered by what is the matter with them.
#include "reports/renderers/html/view.hpp"
#include "reports/report.hpp"

#include <string>
#include <vector>

namespace snipcheck::page {

/// Findings whose leading diagnosis has the same code, package, release and title.
struct Cause {
  std::vector<const Finding*> findings;  ///< In reading order; never empty.
};

/// The causes among the findings of one group ("fail", "warn"), largest first, then in reading order.
std::vector<Cause> causes_of(const View& view, std::string_view group);

/// "What broke" and "Also noticed"; says so where there is neither.
std::string causes_section(const View& view);

}  // namespace snipcheck::page
