#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->type != "AssertionError" || fault->frames.empty() || !fault->frames.back().library ||
      fault->frames.back().function != "add_url_rule")
    return std::nullopt;
  return Diagnosis{.title = "two views have the same endpoint", .message = fault->message, .label = "registered twice"};
}

}  // namespace

extern constinit const Rule duplicate_endpoint{.code = "SC405",
                                               .name = "duplicate-endpoint",
                                               .title = "Duplicate endpoint",
                                               .text = "Two views have the same endpoint.",
                                               .help = R"(What it means
    Two functions are registered under the same endpoint, mostly because both have the same name.
Why it matters
    Flask refuses the second with AssertionError (or ValueError) when the module is imported.
Example
    two functions named index, each with @app.route
Write instead
    Give each view a name of its own.
)",
                                               .match = match};

}  // namespace snipcheck::rule
