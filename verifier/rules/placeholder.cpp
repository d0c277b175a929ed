#include "verifier/code_shape.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC107")
    return Diagnosis{.title = "something is left for the reader to fill in",
                     .message = "Python does not take it as it stands: " + one.ground.remark->message + ".",
                     .label = "left out"};
  if (const Fault* refused = one.fault(Ground::Kind::failure);
      refused != nullptr && refused->stage == "compile" && has_placeholder(one.line()))
    return Diagnosis{.title = "a placeholder stands where Python wants a value",
                     .message = "The reader has to put something in here before the code compiles.",
                     .label = "placeholder"};
  const Fault* fault = one.fault(Ground::Kind::missing);
  if (fault == nullptr || fault->function.empty())
    return std::nullopt;
  const std::string body = function_body(one.subject.snippet->code, fault->function);
  if (leaves_out(body) && !is_left_open(body))
    return Diagnosis{.title = "`" + fault->function + "()` leaves something out",
                     .message = "A bare `...` stands among the statements; what comes after it could not be checked.",
                     .label = "after the gap"};
  if (!is_left_open(body))
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
    A body is only `pass`, `...` or a comment, a value says `<your key>`, or `....` stands for lines that are left out. (`...` is
    Python.) Something that compiles was put there, so that the rest could be checked.
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
