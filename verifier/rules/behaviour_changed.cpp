#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::answer)
    return Diagnosis{.title = one.ground.text,
                     .message = "Nothing is raised, but a caller is answered otherwise; it changed" + one.between() + "."};
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault == nullptr)
    return std::nullopt;
  return Diagnosis{.title = title_of(*fault),
                   .message = "The package changed what the same code does" + one.between() + ".",
                   .label = "fails now"};
}

}  // namespace

extern constinit const Rule behaviour_changed{.code = "SC308",
                                              .name = "behaviour-changed",
                                              .title = "Behaviour changed",
                                              .text = "The package changed what the same call does.",
                                              .help = R"(What it means
    The same code did its work with an older release and fails with the newest, and it is neither a name, an attribute, a module
    nor a signature that went. Or nothing is raised, and a request is refused that was not, or its page has lost a value.
Why it matters
    Readers who install today's release see it fail, or show something else.
Example
    db = SQLAlchemy(app)  # Flask-SQLAlchemy 3 wants SQLALCHEMY_DATABASE_URI to be set first
Write instead
    What the message asks for.
)",
                                              .match = match};

}  // namespace snipcheck::rule
