#pragma once
/// The modules of a small project that an answer shows beside a snippet.
#include "verifier/context/context.hpp"

namespace snipcheck {

/// Lays out the answer's Python blocks that carry a file name, where the snippet imports one of them (or comes from such a
/// project itself): `from models import Tag` finds the block headed `# models.py`.
///
/// Where no block carries the name, `from app import db` finds the nearest block before that makes a `db`.
void lay_out_modules(const Subject& subject, const Matrix& matrix, Context& context);

/// Lays out the user's own modules where the snippet, or what goes before it, imports one of them; what they import is visible.
void lay_out_helpers(const Subject& subject, const Matrix& matrix, Context& context);

}  // namespace snipcheck
