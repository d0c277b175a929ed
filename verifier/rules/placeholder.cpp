#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::missing);
  if (fault == nullptr || fault->function.empty() || !is_left_open(function_body(one.subject.snippet->code, fault->function)))
    return std::nullopt;
  return Diagnosis{.title = "the body of `" + fault->function + "()` is left open",
                   .message = "The view has no body, so a request to it cannot be answered.",
                   .label = "left open"};
}

}  // namespace

extern constinit const Rule placeholder{.code = "SC107",
                                        .name = "placeholder",
                                        .title = "Placeholder",
                                        .text = "A part is left for the reader to fill in.",
                                        .help = R"(What it means
    A body is only `pass` or `...`, or a value says "your key here".
Why it matters
    It shows the shape and cannot be checked further.
Example
    @app.route("/users")
    def users(): pass
Write instead
    Nothing, where the shape is the point; otherwise a body that returns something.
)",
                                        .match = match};

}  // namespace snipcheck::rule
