#include "verifier/python_changes.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (const LibraryUse* use = one.unreached();
      use != nullptr && use->kind == LibraryUse::Kind::import && one.matrix.indexes.back().distribution_of(use->module).empty())
    return Diagnosis{.title = "there is no module `" + use->module + "`",
                     .message = "The line was not run; by the index, the module went" + one.between() + ".",
                     .label = "gone"};
  const PythonChange* change = one.python_change();
  if (change != nullptr && change->name.empty()) {
    Diagnosis diagnosis{
        .title = one.ground.fault->message, .message = "Python " + change->since() + " removed the module.", .label = "gone"};
    if (!change->instead.empty())
      diagnosis.instead = change->instead;
    return diagnosis;
  }
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault == nullptr || fault->type != "ModuleNotFoundError")
    return std::nullopt;
  const bool left_out = one.ground.boundary && one.bad_version().empty();
  return Diagnosis{.title = fault->message,
                   .message = left_out ? "Newer environments do not come with " + one.ground.boundary->package +
                                             " any more: a reader has to install it."
                                       : "The module was removed" + one.between() + ".",
                   .label = "gone"};
}

}  // namespace

extern constinit const Rule module_gone{.code = "SC304",
                                        .name = "module-gone",
                                        .title = "Module or package gone",
                                        .text = "The module was there in an older release.",
                                        .help = R"(What it means
    The import worked with an older release; the module, or a module behind it, has been removed since.
Why it matters
    Readers who install today's release get ModuleNotFoundError.
Example
    from flask.ext.login import LoginManager
Write instead
    from flask_login import LoginManager
)",
                                        .match = match};

}  // namespace snipcheck::rule
