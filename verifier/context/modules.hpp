#pragma once
/// The modules of a small project that an answer shows beside a snippet.
#include "verifier/context/context.hpp"
#include "verifier/context/earlier.hpp"

namespace snipcheck {

/// Lays out the answer's Python blocks that carry a file name, where the snippet imports one of them (or comes from such a
/// project itself): `from models import Tag` finds the block headed `# models.py`.
///
/// Where no block carries the name, `from app import db` finds the nearest block before that makes a `db`. Where more steps
/// than those called for are wanted, what blocks before the snippet write anew of a file takes the place of what it showed.
void lay_out_modules(const Subject& subject, const Matrix& matrix, Steps steps, Context& context);

/// Lays out the user's own modules where the snippet, or what goes before it, imports one of them; what they import is visible.
void lay_out_helpers(const Subject& subject, const Matrix& matrix, Context& context);

}  // namespace snipcheck
