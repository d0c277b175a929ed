#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::missing);
  if (fault == nullptr || fault->context.empty())
    return std::nullopt;
  return Diagnosis{.title = fault->context == "earlier" ? "the earlier snippet that it continues fails"
                                                        : "its customary surroundings could not be made",
                   .message = sentence_of(*fault)};
}

}  // namespace

extern constinit const Rule needs_earlier{.code = "SC203",
                                          .name = "needs-earlier",
                                          .title = "Needs an earlier snippet",
                                          .text = "It continues code of the answer that does not run itself.",
                                          .help = R"(What it means
    The snippet stands on an earlier one of the same answer, and that one fails.
Why it matters
    What it does cannot be told before the earlier one is mended.
Example
    the second of two blocks, where the first has an outdated call
Write instead
    Mend the earlier snippet first.
)",
                                          .match = match};

}  // namespace snipcheck::rule
