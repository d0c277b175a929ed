#pragma once
/// A row with eras among it that were not selected, where these can still decide something.
#include "verifier/judge.hpp"

#include <optional>

namespace snipcheck {

struct WideRow {
  Matrix matrix;
  Row row;  ///< Parallel to its environments.
};

/// Asks the spare eras of the matrix: all of them where a snippet fails in every environment for a reason that a package may have
/// (did it ever run?), those between two neighbours where something changed (where exactly?). Nothing where none was asked.
std::optional<WideRow> widened(const Verdict& verdict, const Subject& subject, const Context& context, const Matrix& matrix,
                               const Row& row);

/// Whether the environment is one of the matrix's spare eras.
bool is_spare(const Matrix& matrix, const Environment& environment);

}  // namespace snipcheck
