#pragma once
/// What the indexes of the environments say of a snippet, beside what its runs say: drift that raises nothing, or that no run
/// reached.
#include "verifier/judge.hpp"

#include <vector>

namespace snipcheck {

/// Calls whose arguments now go to other parameters than in an older environment, although the call still binds: the positional
/// argument that was `app` has become `key_func`, and `app` is still there. Not where the call fails in that older environment:
/// then it was written for the newer one. Grounds of kind `rebound`.
std::vector<Ground> rebound_arguments(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

/// Attributes set on objects of a library, or by classes derived from its classes, that the newest class knows nothing of; and
/// configuration keys that no package of the newest environment mentions, though one of what the snippet sees did. Nothing is
/// said of keys that code sets for older environments alone. Grounds of kind `ignored`.
std::vector<Ground> ignored_settings(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

/// Imports, calls and attributes on lines that did not run in the newest environment, which an older index has and the newest has
/// not. Grounds of kind `unreached`. Nothing is said of what code guards against, nor of modules that an index does not tell.
std::vector<Ground> unreached_drift(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

/// Uses on lines that did not run in the newest environment, of what its index has marked as deprecated; with the environment
/// since which it has. Grounds of kind `fading`.
std::vector<Ground> fading_uses(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

}  // namespace snipcheck
