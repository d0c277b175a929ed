#include "verifier/calls.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

/// "`app` goes to `key_func` now": of the first argument that does.
std::string moved_argument(const LibraryUse& call, const Export& before, const Export& after) {
  for (int i = 0; i < call.positional; ++i) {
    const Parameter* was = parameter_at(before, i);
    const Parameter* is = parameter_at(after, i);
    if (was != nullptr && is != nullptr && was->name != is->name)
      return "what was `" + was->name + "` is taken for `" + is->name + "` now";
  }
  return "its arguments go to other parameters now";
}

std::optional<Diagnosis> of_setting(const Case& one) {
  const Ground& ground = one.ground;
  if (ground.use)
    return Diagnosis{.title = "`" + ground.use->name + "` no longer reads `" + ground.use->attribute + "`",
                     .message = "Nothing is raised, but what is set here is not looked at" + one.between() + ".",
                     .label = "no longer read"};
  return Diagnosis{
      .title = "the setting `" + ground.text + "` is no longer read",
      .message = "Nothing is raised, but no package of the newest environment mentions it; it went" + one.between() + ".",
      .label = "no longer read"};
}

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::ignored)
    return of_setting(one);
  if (one.ground.kind != Ground::Kind::rebound || !one.ground.boundary)
    return std::nullopt;
  const LibraryUse& use = *one.ground.use;
  const Export* before = one.matrix.indexes[one.ground.boundary->good].find(use.module, use.name);
  const Export* after = one.matrix.indexes.back().find(use.module, use.name);
  if (before == nullptr || after == nullptr)
    return std::nullopt;
  Diagnosis diagnosis{.title = "`" + use.name + "()` takes its arguments for others",
                      .message = "Nothing is raised, but " + moved_argument(use, *before, *after) + one.between() + ".",
                      .label = "taken for another argument"};
  diagnosis.instead = by_name(code_line(*one.subject.snippet, use.line), *before, *after);
  return diagnosis;
}

}  // namespace

extern constinit const Rule silently_ignored{
    .code = "SC306",
    .name = "silently-ignored",
    .title = "Silently ignored",
    .text = "The newest release accepts the line and no longer does what it was written for.",
    .help = R"(What it means
    A call still binds, but an argument goes to another parameter than in an older release; or what the line sets is no longer read.
    Nothing is raised.
Why it matters
    Readers see no error and believe that it works.
Example
    limiter = Limiter(app, default_limits=["5 per minute"])  # since Flask-Limiter 3, `app` is taken for the key function
Write instead
    limiter = Limiter(get_remote_address, app=app, default_limits=["5 per minute"])
)",
    .match = match};

}  // namespace snipcheck::rule
