#pragma once
/// Which package made the difference between two environments.
#include "verifier/judge.hpp"

#include <string>

namespace snipcheck {

/// Packages that differ between the two environments and may be what a fault comes from, likelier first.
struct Suspects {
  std::vector<std::string> packages;  ///< Each once; Flask's name where none differs.
  bool is_shown = false;              ///< The indexes show that it is the first one: what is asked of it is there or is not.
};
Suspects suspects(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                  const Matrix& matrix);

/// The first of them: the package nearest to the fault that differs between the two environments: the owner of the module that
/// the import names, the package that had the attribute, the one whose callable changed its signature, the deepest library of the
/// traceback, what the objects on the line are made of, and what the snippet imports, in this order. "python" where only Python
/// can be it.
std::string culprit_of(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                       const Matrix& matrix);

/// The package that warns.
std::string warner_of(const Caution& caution, std::size_t good, std::size_t bad, const Matrix& matrix);

/// Whether Python says that the arguments of a call do not fit its parameters.
bool does_not_bind(const Fault& fault);

/// A callable on the fault's statement whose signature differs between the two environments; nothing where the
/// arguments are not what is wrong.
struct ChangedCall {
  const Export* before = nullptr;
  const Export* after = nullptr;
};
ChangedCall changed_call(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                         const Matrix& matrix);

/// The boundary with whom to name where there is no traceback: what the snippet imports, then Flask and what it stands on, then
/// Python; the first that changed, and the others as well.
Boundary suspected(Boundary boundary, const Context& context, const Matrix& matrix);

/// A package that older environments hold only because another one required it: a reader can still install it.
bool was_there_by_accident(const Fault& fault, const Matrix& matrix);

/// Version of a package (or "python": its series) in an environment of the matrix; "" when it is not there.
std::string version_in(const Matrix& matrix, std::size_t environment, const std::string& package);

}  // namespace snipcheck
