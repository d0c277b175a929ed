#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::failure);
  const bool none =
      fault != nullptr && fault->stage == "request" && (fault->type == "TypeError" || fault->type == "ValueError") &&
      (fault->message.find("did not return a") != std::string::npos || fault->message.find("returned None") != std::string::npos);
  if (!none)
    return std::nullopt;
  if (fault->message.find("it was a") != std::string::npos && fault->message.find("None") == std::string::npos)
    return Diagnosis{.title = "`" + fault->function + "()` returns what Flask cannot answer with",
                     .message = fault->where + ": " + fault->message,
                     .label = "returns no response"};
  return Diagnosis{.title = "`" + fault->function + "()` returns nothing",
                   .message = fault->where + ": " + fault->message,
                   .label = "returns nothing"};
}

}  // namespace

extern constinit const Rule returns_nothing{.code = "SC403",
                                            .name = "returns-nothing",
                                            .title = "View returns nothing",
                                            .text = "A view that returns None cannot be answered.",
                                            .help = R"(What it means
    A view function ends without a `return`, or returns None, or something that is no response, such as a number.
Why it matters
    Flask raises TypeError when the route is requested.
Example
    @app.route("/page")
    def page():
        render_template("page.html")
Write instead
        return render_template("page.html")
)",
                                            .match = match};

}  // namespace snipcheck::rule
