#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.ground.fault;
  if (fault == nullptr || (one.ground.kind != Ground::Kind::failure && one.ground.kind != Ground::Kind::missing) ||
      !wants_an_extra(*fault))
    return std::nullopt;
  return Diagnosis{.title = "an extra is not installed", .message = fault->message, .label = "needs an extra"};
}

}  // namespace

extern constinit const Rule missing_extra{.code = "SC407",
                                          .name = "missing-extra",
                                          .title = "Missing extra",
                                          .text = "A library asks for an optional package that the code's imports do not bring.",
                                          .help = R"(What it means
    The library runs this only with an extra, such as `flask[async]`, that the answer does not mention.
Why it matters
    A reader who installs what is imported gets the library's complaint.
Example
    async def index():  # without flask[async]
Write instead
    Say in the answer: pip install "flask[async]"
)",
                                          .match = match};

}  // namespace snipcheck::rule
