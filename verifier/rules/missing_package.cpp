#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::package && !one.ground.text.empty())
    return Diagnosis{.title = "needs " + one.ground.text,
                     .message = "A directive says so, and no environment that was asked holds it.",
                     .not_run = true};
  const Fault* fault = one.fault(Ground::Kind::package);
  if (fault == nullptr)
    return std::nullopt;
  return Diagnosis{.title = fault->message,
                   .message = "The package is in none of the environments, so that the snippet could not be checked.",
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
