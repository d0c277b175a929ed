#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr)
    return std::nullopt;
  return Diagnosis{.title = title_of(*fault), .message = sentence_of(*fault), .label = "raises"};
}

}  // namespace

extern constinit const Rule fails_on_import{.code = "SC401",
                                            .name = "fails-on-import",
                                            .title = "Fails on import",
                                            .text = "The module itself raises.",
                                            .help = R"(What it means
    The body of the module raises an exception in every environment.
Why it matters
    The program does not start.
Example
    app.config["PORT"] = int(None)
Write instead
    What the exception says.
)",
                                            .match = match};

}  // namespace snipcheck::rule
