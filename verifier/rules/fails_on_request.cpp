#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || (fault->stage != "request" && fault->stage != "call"))
    return std::nullopt;
  return Diagnosis{.title = title_of(*fault),
                   .message = (fault->where.empty() ? "" : fault->where + " raises ") + sentence_of(*fault),
                   .label = "raises"};
}

}  // namespace

extern constinit const Rule fails_on_request{.code = "SC402",
                                             .name = "fails-on-request",
                                             .title = "Fails on request",
                                             .text = "The module imports; a request, command or call raises.",
                                             .help = R"(What it means
    The code can be imported, and an exception is raised when a route is requested, a command is run or a test is called.
Why it matters
    A reader sees it only when the page is opened.
Example
    return jsonify(user.nmae)
Write instead
    What the exception says.
)",
                                             .match = match};

}  // namespace snipcheck::rule
