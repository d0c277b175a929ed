#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind != Ground::Kind::deprecation)
    return std::nullopt;
  const Caution& caution = *one.ground.caution;
  const std::string first = caution.message.substr(0, caution.message.find('\n'));
  return Diagnosis{.title = caution.category + ": " + first.substr(0, 90), .message = caution.message, .label = "deprecated"};
}

}  // namespace

extern constinit const Rule deprecated{.code = "SC305",
                                       .name = "deprecated",
                                       .title = "Deprecated",
                                       .text = "It still runs, and the package announces its removal.",
                                       .help = R"(What it means
    A line of the snippet itself makes a package warn that what it uses will go.
Why it matters
    The next release may remove it.
Example
    user = User.query.get(1)
Write instead
    user = db.session.get(User, 1)
)",
                                       .match = match};

}  // namespace snipcheck::rule
