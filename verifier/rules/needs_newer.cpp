#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind != Ground::Kind::newer)
    return std::nullopt;
  return Diagnosis{.title = "needs " + one.ground.boundary->package + " newer than " + one.bad_version(),
                   .message = "In an older environment: " + sentence_of(*one.ground.fault),
                   .label = "too new for older releases"};
}

}  // namespace

extern constinit const Rule needs_newer{
    .code = "SC307",
    .name = "needs-newer",
    .title = "Needs a newer version",
    .text = "It runs on the newest release and needs one that is newer than the oldest one checked.",
    .help = R"(What it means
    The code uses something that an older environment does not have yet.
Why it matters
    Only where that older environment has to pass (`gate.must-pass`): there the status is too-new.
Example
    @app.get("/data")  # since Flask 2.0
Write instead
    Nothing, or the older form where old releases count.
)",
    .match = match};

}  // namespace snipcheck::rule
