#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC106")
    return Diagnosis{
        .title = "a decorator without its function", .message = one.ground.remark->message, .label = "decorates nothing"};
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->stage != "compile" || one.subject.snippet->role != Role::directive_only)
    return std::nullopt;
  return Diagnosis{.title = "a decorator without its function",
                   .message = "Nothing stands under the decorator, so there is nothing to run.",
                   .label = "decorates nothing"};
}

}  // namespace

extern constinit const Rule lone_decorator{.code = "SC106",
                                           .name = "lone-decorator",
                                           .title = "Lone decorator",
                                           .text = "A decorator with nothing under it cannot be run as it stands.",
                                           .help = R"(What it means
    The block ends with a decorator and shows no function for it.
Why it matters
    It is no complete Python; a reader has to know what belongs under it.
Example
    @app.route("/submit", methods=["POST"])
Write instead
    @app.route("/submit", methods=["POST"])
    def submit():
        ...
)",
                                           .match = match};

}  // namespace snipcheck::rule
