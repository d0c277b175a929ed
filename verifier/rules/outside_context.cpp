#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->type != "RuntimeError" || fault->message.find("context") == std::string::npos ||
      fault->frames.empty() || !fault->frames.back().library)
    return std::nullopt;
  return Diagnosis{.title = "used outside of its context",
                   .message = fault->message.substr(0, fault->message.find('\n')),
                   .label = "no context here"};
}

}  // namespace

extern constinit const Rule outside_context{.code = "SC406",
                                            .name = "outside-context",
                                            .title = "Outside of context",
                                            .text = "The code uses a request or the app where none is active.",
                                            .help = R"(What it means
    `request`, `session`, `g`, `current_app` or an extension was used while no request or application context was active.
Why it matters
    Flask raises RuntimeError as soon as the line runs.
Example
    app = Flask(__name__)
    user = request.args.get("user")
Write instead
    Use it inside a view, or inside `with app.app_context():`.
)",
                                            .match = match};

}  // namespace snipcheck::rule
