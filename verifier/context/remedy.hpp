#pragma once
/// More surroundings, after a run showed what is missing.
#include "verifier/row.hpp"

namespace snipcheck {

/// Adds to the context of a fragment the one piece that would cure this fault of the newest environment, if there is a customary
/// one that was not tried yet: a request or application context, an endpoint, a template, a folder, an extension's manager.
/// False when there is none. Programs get templates and files only: they are held to the rest.
bool remedy(const Fault& fault, const Subject& subject, const Matrix& matrix, Context& context);

/// It was raised because the module body runs outside of a request or application context. Of bare statements that says nothing:
/// they stand in a view, whatever older releases allowed outside of one.
bool lacks_context(const Fault& fault);

}  // namespace snipcheck
