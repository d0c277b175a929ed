#include "verifier/misspelt.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::unknown) {
    const std::string name = "`" + one.ground.name->name + "`";
    const auto meant = one.context.program ? meant_by(one.ground.name->name, *one.subject.snippet) : std::nullopt;
    return Diagnosis{.title = name + " is never defined",
                     .message = "Nothing in the answer defines " + name +
                                (meant ? ": is `" + *meant + "` meant?" : std::string{", and no package offers it."}),
                     .label = "defined nowhere"};
  }
  const Fault* fault = one.ground.fault;
  if (fault == nullptr || fault->type != "NameError" ||
      (one.ground.kind != Ground::Kind::missing && one.ground.kind != Ground::Kind::failure))
    return std::nullopt;
  return Diagnosis{.title = fault->message, .message = "Nothing in the code defines the name.", .label = "defined nowhere"};
}

}  // namespace

extern constinit const Rule undefined_name{.code = "SC202",
                                           .name = "undefined-name",
                                           .title = "Undefined name",
                                           .text = "Neither the answer nor custom supplies the name.",
                                           .help = R"(What it means
    The code uses a name that nothing in the answer defines and no package offers.
Why it matters
    The rest cannot be judged fairly: a stand-in took its place, so that faults behind it still show.
Example
    return get_expensive_stats()
Write instead
    Show the helper, or say that it is the reader's own.
)",
                                           .match = match};

}  // namespace snipcheck::rule
