#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC902")
    return Diagnosis{.title = one.ground.remark->message, .message = "The directive changes nothing here."};
  if (one.ground.kind != Ground::Kind::unraised)
    return std::nullopt;
  return Diagnosis{.title = "expected " + one.ground.text + ", which was not raised",
                   .message = one.ground.boundary ? "It was raised by older versions" + one.between() + "."
                                                  : "The directive says that the snippet raises it."};
}

}  // namespace

extern constinit const Rule unused_directive{.code = "SC902",
                                             .name = "unused-directive",
                                             .title = "Unused directive",
                                             .text = "A directive has nothing to work on, or says what does not happen.",
                                             .help = R"(What it means
    A directive stands where no block follows it in its answer, ends a range that was never begun, asks something of a block
    that has no use for it, or expects an error that the snippet does not raise.
Why it matters
    It says something about the document that is not so, or was meant for a block that has moved.
Example
    <!-- snipcheck: expect-error=NameError -->
    above a snippet that runs without an error.
Write instead
    Take the directive away, or put it right above the block that it is for.
)",
                                             .match = match};

}  // namespace snipcheck::rule
