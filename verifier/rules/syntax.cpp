#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC101")
    return Diagnosis{.title = one.ground.remark->message,
                     .message = "Python refuses the line as it stands; it was run as it was meant.",
                     .label = "broken here"};
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->stage != "compile")
    return std::nullopt;
  return Diagnosis{.title = "is no valid Python", .message = sentence_of(*fault), .label = fault->message.substr(0, 40)};
}

}  // namespace

extern constinit const Rule syntax{.code = "SC101",
                                   .name = "syntax",
                                   .title = "Syntax error",
                                   .text = "Python does not accept the code.",
                                   .help = R"(What it means
    No Python of the pinned environments compiles the code.
Why it matters
    Nothing of it runs for a reader.
Example
    if user = None:
Write instead
    if user is None:
)",
                                   .match = match};

}  // namespace snipcheck::rule
