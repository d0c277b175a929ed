#pragma once
/// Which environments a snippet's author asks for: `for flask<2.3`, `requires=redis>=4`.
#include "reports/report.hpp"
#include "verifier/check.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// The part of a matrix that is asked.
struct Asked {
  Matrix matrix;
  std::vector<Outcome> left_out;  ///< One for each selected environment that is not asked, with the reason.
  std::string unmet;              ///< Not "": a package that no environment asked for holds, "redis>=99".
};

/// Whether the author asks for that environment.
bool is_asked(const Directives& directives, const Environment& environment);

Asked asked_of(const Directives& directives, const Matrix& matrix);

/// The finding of a snippet for which no environment is left: skipped, or unverified for want of a package.
Finding not_asked(const Subject& subject, const Asked& asked, const Matrix& matrix);

/// Puts the environments that were left out back into the row, in the order of the matrix.
void add_left_out(Finding& finding, const Asked& asked, const Matrix& matrix);

}  // namespace snipcheck
