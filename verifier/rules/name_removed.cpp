#include "support/text.hpp"
#include "verifier/python_changes.hpp"
#include "verifier/rule.hpp"

#include <map>
#include <string>
#include <vector>

namespace snipcheck::rule {
namespace {

/// The top-level module of the newest environment that offers the very name now.
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
  return best->module;
}

/// "escape" or "escape as e".
std::string spelt(const Import& import) {
  return import.bound == import.name ? import.name : import.name + " as " + import.bound;
}

/// The statement without the names that went, and the imports that take their place; nothing where one has no other home.
std::optional<std::string> replaced(const Case& one, const Import& gone) {
  const Index& newest = one.matrix.indexes.back();
  std::vector<std::string> kept;
  std::map<std::string, std::vector<std::string>> moved;
  for (const Import& other : one.subject.snippet->names.imports) {
    if (other.line != gone.line || other.module != gone.module)
      continue;
    if (other.name != gone.name && (!newest.has_module(other.module) || newest.find(other.module, other.name) != nullptr)) {
      kept.push_back(spelt(other));
      continue;
    }
    const auto home = elsewhere(one, other.name);
    if (!home)
      return std::nullopt;
    moved[*home].push_back(spelt(other));
  }
  std::vector<std::string> lines;
  if (!kept.empty())
    lines.push_back("from " + gone.module + " import " + join(kept, ", "));
  for (const auto& [home, names] : moved)
    lines.push_back("from " + home + " import " + join(names, ", "));
  return join(lines, "\n");
}

/// A name whose import was supplied, and that its module no longer has.
std::optional<Diagnosis> of_supplied(const Case& one, const Fault& fault) {
  const std::string name = fault.detail("name");
  const Index& newest = one.matrix.indexes.back();
  for (const Supply& supply : one.context.supplies) {
    constexpr std::string_view kFrom = "from ";
    const auto import = supply.code.find(" import " + name + "\n");
    if (name.empty() || !supply.code.starts_with(kFrom) || import == std::string::npos)
      continue;
    const std::string module = supply.code.substr(kFrom.size(), import - kFrom.size());
    if (newest.find(module, name) != nullptr)
      continue;
    Diagnosis diagnosis{.title = "`" + module + "` has no `" + name + "`",
                        .message = "The name was removed" + one.between() + ".",
                        .label = "removed"};
    if (const auto home = elsewhere(one, name))
      diagnosis.instead = "from " + *home + " import " + name;
    return diagnosis;
  }
  return std::nullopt;
}

/// The name that code which was not run asks for: of a module, by import or as its attribute.
std::optional<Diagnosis> of_unreached(const Case& one) {
  const LibraryUse* use = one.unreached();
  const bool by_import = use != nullptr && use->kind == LibraryUse::Kind::import && !use->name.empty();
  const bool by_attribute = use != nullptr && use->kind == LibraryUse::Kind::attribute && !use->of_instance;
  if ((!by_import && !by_attribute) || one.matrix.indexes.back().distribution_of(use->module).empty())
    return std::nullopt;
  const std::string& name = by_import ? use->name : use->attribute;
  Diagnosis diagnosis{.title = "`" + use->module + "` has no `" + name + "`",
                      .message = "The line was not run; by the index of the package, the name was removed" + one.between() + ".",
                      .label = "removed"};
  for (const Import& import : one.subject.snippet->names.imports)
    if (by_import && import.name == name && import.line == use->line)
      diagnosis.instead = replaced(one, import);
  return diagnosis;
}

std::optional<Diagnosis> match(const Case& one) {
  if (auto found = of_unreached(one))
    return found;
  if (const PythonChange* change = one.python_change(); change != nullptr && !change->name.empty()) {
    Diagnosis diagnosis{.title = one.ground.fault->message.substr(0, one.ground.fault->message.find(" (")),
                        .message = "Python " + change->since() + " removed the name.",
                        .label = "removed"};
    if (!change->instead.empty())
      diagnosis.instead = change->instead;
    return diagnosis;
  }
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault != nullptr && fault->type == "NameError")
    return of_supplied(one, *fault);
  if (fault == nullptr || fault->type != "ImportError")
    return std::nullopt;
  Diagnosis diagnosis{.title = fault->message.substr(0, fault->message.find(" (")),
                      .message = "The name was removed" + one.between() + ".",
                      .label = "removed"};
  for (const Import& import : one.subject.snippet->names.imports)
    if (!import.name.empty() && fault->message.find("'" + import.name + "'") != std::string::npos)
      diagnosis.instead = replaced(one, import);
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
