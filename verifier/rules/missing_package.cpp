#include "support/text.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

/// The environments that do hold it.
std::vector<std::string> holders_of(const std::string& module, const Matrix& matrix) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < matrix.indexes.size(); ++i)
    if (!module.empty() && !matrix.indexes[i].distribution_of(module).empty())
      names.push_back(matrix.environments[i].name);
  return names;
}

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::package && !one.ground.text.empty())
    return Diagnosis{.title = "needs " + one.ground.text,
                     .message = "A directive says so, and no environment that was asked holds it.",
                     .not_run = true};
  const Fault* fault = one.fault(Ground::Kind::package);
  if (fault == nullptr)
    return std::nullopt;
  const std::vector<std::string> holders = holders_of(fault->detail("name"), one.matrix);
  return Diagnosis{
      .title = fault->message,
      .message = holders.empty()
                     ? "The package is in none of the environments, so that the snippet could not be checked."
                     : "The package is in " + join(holders, ", ") + " only, so that the snippet could not be checked in others.",
      .label = "not installed"};
}

}  // namespace

extern constinit const Rule missing_package{.code = "SC205",
                                            .name = "missing-package",
                                            .title = "Missing package",
                                            .text = "The code imports a package that no pinned environment holds.",
                                            .help = R"(What it means
    The import names a package that is not in the pinned environments.
Why it matters
    It could not be checked; it is not said to be wrong.
Example
    import some_extension
Write instead
    Nothing: add the package to an environment of your own.
)",
                                            .match = match};

}  // namespace snipcheck::rule
