#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.ground.fault;
  if (fault == nullptr || fault->type != "BuildError")
    return std::nullopt;
  const auto endpoint = fault->details.find("endpoint");
  return Diagnosis{
      .title = endpoint == fault->details.end() ? "unknown endpoint" : "no route has the endpoint `" + endpoint->second + "`",
      .message = fault->message,
      .label = "unknown endpoint"};
}

}  // namespace

extern constinit const Rule unknown_endpoint{.code = "SC404",
                                             .name = "unknown-endpoint",
                                             .title = "Unknown endpoint",
                                             .text = "url_for() names an endpoint that no route has.",
                                             .help = R"(What it means
    `url_for` was asked for an endpoint that the app does not know.
Why it matters
    The request fails with BuildError.
Example
    return redirect(url_for("home"))  # the view is called index
Write instead
    return redirect(url_for("index"))
)",
                                             .match = match};

}  // namespace snipcheck::rule
