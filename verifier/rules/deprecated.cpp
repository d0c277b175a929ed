#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

/// By its mark in the index, of code that was not run.
Diagnosis of_mark(const LibraryUse& use, const std::string& message) {
  const std::string& name = use.kind == LibraryUse::Kind::attribute ? use.attribute : use.name;
  return {.title = "`" + name + "` is marked as deprecated",
          .message =
              "The line was not run; " + (message.empty() ? "the package says so of that name." : "the package says: " + message),
          .label = "deprecated"};
}

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::fading)
    return of_mark(*one.ground.use, one.ground.text);
  if (one.ground.kind != Ground::Kind::deprecation)
    return std::nullopt;
  const Caution& caution = *one.ground.caution;
  return Diagnosis{
      .title = caution.category + ": " + as_heading(caution.message), .message = caution.message, .label = "deprecated"};
}

}  // namespace

extern constinit const Rule deprecated{.code = "SC305",
                                       .name = "deprecated",
                                       .title = "Deprecated",
                                       .text = "It still runs, and the package announces its removal.",
                                       .help = R"(What it means
    A line of the snippet itself makes a package warn that what it uses will go; or a line that could not be run uses what the
    package marks so.
Why it matters
    The next release may remove it.
Example
    user = User.query.get(1)
Write instead
    user = db.session.get(User, 1)
)",
                                       .match = match};

}  // namespace snipcheck::rule
