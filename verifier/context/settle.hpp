#pragma once
/// The context that a snippet runs in, found by trying: what fails for want of customary surroundings gets them, piece by piece.
#include "verifier/row.hpp"

namespace snipcheck {

/// One context and what it came to: the row, and what is left of it without errors that the author shows on purpose.
struct Settled {
  Context context;
  Row row, rest;
};

/// Tries in the oldest and the newest environment first, until there is nothing more to supply; then in the whole row.
Settled settle(const Subject& subject, const Matrix& matrix);

/// The context in which a check of the snippet settles, after its tries in the environments of the matrix.
Context settled_context(const Subject& subject, const Matrix& matrix);

}  // namespace snipcheck
