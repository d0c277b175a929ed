#include "support/text.hpp"
#include "verifier/calls.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/culprit.hpp"
#include "verifier/rule.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace snipcheck::rule {
namespace {

constexpr std::size_t kShown = 4;  // parameters that stand in a sentence at least

/// "Limiter(app, key_func, ...)": the first parameters of a callable, for a sentence, up to the first that the other one has not.
std::string spelt(const Export& one, const Export& other) {
  const auto same = [](const Parameter& a, const Parameter& b) { return a.name == b.name && a.kind == b.kind; };
  const auto changed = std::ranges::mismatch(*one.signature, *other.signature, same).in1 - one.signature->begin();
  const std::size_t shown = std::max(kShown, static_cast<std::size_t>(changed) + 1);
  std::vector<std::string> words;
  for (const Parameter& parameter : *one.signature) {
    if (words.size() == shown) {
      words.emplace_back("...");
      break;
    }
    words.push_back((parameter.kind == 2 ? "*" : parameter.kind == 4 ? "**" : "") + parameter.name);
  }
  return one.name + "(" + join(words, ", ") + ")";
}

std::optional<Diagnosis> of_unreached(const Case& one) {
  const LibraryUse* use = one.unreached();
  if (use == nullptr || use->kind != LibraryUse::Kind::call || !one.ground.boundary)
    return std::nullopt;
  const Export* before = one.matrix.indexes[one.ground.boundary->good].find(use->module, use->name);
  const Export* after = one.matrix.indexes.back().find(use->module, use->name);
  if (before == nullptr || after == nullptr)
    return std::nullopt;
  Diagnosis diagnosis{.title = "`" + use->name + "()` no longer takes these arguments",
                      .message = "The line was not run; by the index of the package, `" + spelt(*before, *after) +
                                 "` has become `" + spelt(*after, *before) + "`" + one.between() + ".",
                      .label = "no longer accepted"};
  diagnosis.instead = by_name(code_line(*one.subject.snippet, use->line), *before, *after);
  return diagnosis;
}

std::optional<Diagnosis> match(const Case& one) {
  if (auto found = of_unreached(one))
    return found;
  const Fault* fault = one.fault(Ground::Kind::drift);
  if (fault == nullptr || !one.ground.boundary || !does_not_bind(*fault))
    return std::nullopt;
  const Boundary& boundary = *one.ground.boundary;
  const ChangedCall call = changed_call(*fault, boundary.good, boundary.bad, one.subject, one.context, one.matrix);
  if (call.before == nullptr)
    return Diagnosis{.title = "this call no longer binds",
                     .message = fault->message + ". The call was accepted before; it changed" + one.between() + ".",
                     .label = "no longer accepted"};
  Diagnosis diagnosis{.title = "`" + call.before->name + "()` no longer takes these arguments",
                      .message = "`" + spelt(*call.before, *call.after) + "` has become `" + spelt(*call.after, *call.before) +
                                 "`" + one.between() + ": " + fault->message + ".",
                      .label = "no longer accepted"};
  diagnosis.instead = by_name(one.line(), *call.before, *call.after);
  return diagnosis;
}

}  // namespace

extern constinit const Rule signature_changed{
    .code = "SC303",
    .name = "signature-changed",
    .title = "Signature changed",
    .text = "The package changed the parameters of a call, so the old call no longer binds.",
    .help = R"(What it means
    The call was right for an older release; its parameters have changed since.
Why it matters
    Readers who install today's release get TypeError.
Example
    limiter = Limiter(app, key_func=get_remote_address)
Write instead
    limiter = Limiter(get_remote_address, app=app)
)",
    .match = match};

}  // namespace snipcheck::rule
