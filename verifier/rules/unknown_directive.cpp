#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark == nullptr || one.ground.remark->code != "SC901")
    return std::nullopt;
  return Diagnosis{.title = "a directive that snipcheck does not know", .message = one.ground.remark->message};
}

}  // namespace

extern constinit const Rule unknown_directive{.code = "SC901",
                                              .name = "unknown-directive",
                                              .title = "Unknown directive",
                                              .text = "A comment speaks to snipcheck in words that it does not know.",
                                              .help = R"(What it means
    A comment `<!-- snipcheck: ... -->` in front of the block asks for something that does not exist, or is misspelt.
Why it matters
    It does nothing: what was to be skipped is run.
Example
    <!-- snipcheck: skp "needs a camera" -->
Write instead
    <!-- snipcheck: skip "needs a camera" -->
)",
                                              .match = match};

}  // namespace snipcheck::rule
