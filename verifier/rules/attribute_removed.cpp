#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (const LibraryUse* use = one.unreached(); use != nullptr && use->kind == LibraryUse::Kind::attribute && use->of_instance)
    return Diagnosis{.title = "`" + use->name + "` objects have no `" + use->attribute + "`",
                     .message = "The line was not run; by the index of the package, the attribute went" + one.between() + ".",
                     .label = "removed"};
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault == nullptr || fault->type != "AttributeError")
    return std::nullopt;
  const bool is_a_name = fault->message.find(' ') == std::string::npos;  // Flask's modules say no more than that
  return Diagnosis{.title = is_a_name ? "there is no attribute `" + fault->message + "` any more" : fault->message,
                   .message = "The attribute went" + one.between() + ".",
                   .label = "removed"};
}

}  // namespace

extern constinit const Rule attribute_removed{.code = "SC302",
                                              .name = "attribute-removed",
                                              .title = "Attribute removed",
                                              .text = "The object had the attribute in an older release.",
                                              .help = R"(What it means
    An object or module no longer has an attribute that an older release gave it.
Why it matters
    Readers who install today's release get AttributeError, often only when the line is reached by a request.
Example
    token = jwt.encode(payload, key).decode("utf-8")
Write instead
    token = jwt.encode(payload, key)
)",
                                              .match = match};

}  // namespace snipcheck::rule
