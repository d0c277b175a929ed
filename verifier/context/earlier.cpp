#include "verifier/context/earlier.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace snipcheck {
namespace {

std::set<std::string> bound_by(const Snippet& snippet) { return {snippet.names.binds.begin(), snippet.names.binds.end()}; }

bool share(const std::set<std::string>& a, const std::set<std::string>& b, std::string_view except = {}) {
  return std::ranges::any_of(a, [&](const std::string& name) { return name != except && b.contains(name); });
}

}  // namespace

std::vector<const Snippet*> earlier_for(const Subject& subject) {
  const Snippet& snippet = *subject.snippet;
  const std::set<std::string> own = bound_by(snippet);
  std::set<std::string> wanted;
  for (const FreeName& name : snippet.names.free)
    wanted.insert(name.name);

  std::vector<const Snippet*> chosen;
  const auto here = std::ranges::find(subject.answer, &snippet);
  for (auto it = here; it != subject.answer.begin();) {
    const Snippet& candidate = **--it;
    const std::set<std::string> binds = bound_by(candidate);
    if (!candidate.is_python() || candidate.names.has_error || candidate.names.returns_outside_function ||
        !share(binds, wanted) || share(binds, own, "app") || (snippet.names.makes_app && candidate.names.makes_app))
      continue;
    chosen.insert(chosen.begin(), &candidate);
    for (const std::string& name : binds)
      wanted.erase(name);
    for (const FreeName& name : candidate.names.free)
      wanted.insert(name.name);
  }
  return chosen;
}

}  // namespace snipcheck
