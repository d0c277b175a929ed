#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark == nullptr || one.ground.remark->code != "SC901")
    return std::nullopt;
  return Diagnosis{.title = one.ground.remark->message, .message = "The directive does nothing."};
}

}  // namespace

extern constinit const Rule unknown_directive{.code = "SC901",
                                              .name = "unknown-directive",
                                              .title = "Unknown directive",
                                              .text = "A comment speaks to snipcheck in words that it does not know.",
                                              .help = R"(What it means
    A comment `<!-- snipcheck: ... -->`, or a word `snipcheck:...` in the block's info string, asks for something that does
    not exist or is misspelt, or does not say what it has to.
Why it matters
    It does nothing: what was to be skipped is run.
Example
    <!-- snipcheck: skp "needs a camera" -->
Write instead
    <!-- snipcheck: skip "needs a camera" -->
)",
                                              .match = match};

}  // namespace snipcheck::rule
