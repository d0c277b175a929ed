#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

/// Another package of the newest environment that offers the very name: what to import instead.
std::optional<std::string> elsewhere(const Case& one, const std::string& name) {
  const Index& newest = one.matrix.indexes.back();
  const Export* best = nullptr;
  for (const Export* candidate : newest.named(name)) {
    const bool defines = candidate->defined_in.empty() ||
                         candidate->defined_in.starts_with(candidate->module.substr(0, candidate->module.find('.')));
    if (!candidate->module.starts_with('_') && candidate->kind != Export::Kind::module && candidate->distribution != "python" &&
        defines && candidate->module.find('.') == std::string::npos &&
        (best == nullptr || candidate->module.size() < best->module.size()))
      best = candidate;
  }
  if (best == nullptr)
    return std::nullopt;
  return "from " + best->module + " import " + name;
}

std::optional<Diagnosis> match(const Case& one) {
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault == nullptr || fault->type != "ImportError")
    return std::nullopt;
  Diagnosis diagnosis{.title = fault->message.substr(0, fault->message.find(" (")),
                      .message = "The name was removed" + one.between() + ".",
                      .label = "removed"};
  for (const Import& import : one.subject.snippet->names.imports)
    if (!import.name.empty() && fault->message.find("'" + import.name + "'") != std::string::npos)
      diagnosis.instead = elsewhere(one, import.name);
  return diagnosis;
}

}  // namespace

extern constinit const Rule name_removed{.code = "SC301",
                                         .name = "name-removed",
                                         .title = "Name removed",
                                         .text = "The name was there in an older release.",
                                         .help = R"(What it means
    The import worked with an older release, which still had the name; it has been removed since.
Why it matters
    Readers who install today's release get ImportError.
Example
    from flask import Markup, escape
Write instead
    from markupsafe import Markup, escape
)",
                                         .match = match};

}  // namespace snipcheck::rule
