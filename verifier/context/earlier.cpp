#include "verifier/context/earlier.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace snipcheck {
namespace {

std::set<std::string> bound_by(const Snippet& snippet) { return {snippet.names.binds.begin(), snippet.names.binds.end()}; }

bool share(const std::set<std::string>& a, const std::set<std::string>& b, std::string_view except = {}) {
  return std::ranges::any_of(a, [&](const std::string& name) { return name != except && b.contains(name); });
}

/// `app.config[...] = ...` or `app.config.from_object(...)`: sets up what is wanted, with nothing that the answer does not show.
bool configures(const Snippet& candidate, const std::set<std::string>& wanted, const Subject& subject) {
  const bool sets = std::ranges::any_of(wanted, [&](const std::string& name) {
    return candidate.code.starts_with(name + ".config") || candidate.code.find("\n" + name + ".config") != std::string::npos;
  });
  return sets && std::ranges::all_of(candidate.names.imports, [&](const Import& one) {
           const std::string first = one.module.substr(0, one.module.find('.'));
           return first == "os" || first.starts_with("flask") || std::ranges::any_of(subject.answer, [&](const Snippet* other) {
                    return other->file && (*other->file == first + ".py" || other->file->starts_with(first + "/"));
                  });
         });
}

/// Does the code send requests, or ask for addresses, so that the routes of its app matter?
bool asks_an_app(const Snippet& snippet) {
  static constexpr std::string_view kWays[] = {"test_client(", "test_request_context(", "url_map", "url_for("};
  return std::ranges::any_of(kWays, [&](std::string_view way) { return snippet.code.find(way) != std::string::npos; });
}

/// `@app.route(...)`, `@app.before_request`, `app.register_blueprint(...)`: adds to what is wanted, with nothing but what the
/// answer shows before it.
bool adds_to(const Snippet& candidate, const std::set<std::string>& wanted, const Subject& subject) {
  const auto begins = [&](const std::string& words) {
    return candidate.code.starts_with(words) || candidate.code.find("\n" + words) != std::string::npos;
  };
  const bool adds = std::ranges::any_of(wanted, [&](const std::string& name) {
    return begins("@" + name + ".") || begins(name + ".register_") || begins(name + ".add_url_rule");
  });
  return adds && std::ranges::all_of(candidate.names.free, [&](const FreeName& name) {
           for (const Snippet* one : subject.answer) {
             if (one == &candidate)
               break;
             if (one->is_python() && bound_by(*one).contains(name.name))
               return true;
           }
           return false;
         });
}

/// The fixtures of pytest that code defines, and what it asks of others: the parameters of its tests and of its fixtures.
struct Fixtures {
  std::set<std::string> own, asked;
};

Fixtures fixtures_of(const Snippet& snippet) {
  Fixtures found;
  bool decorated = false;
  for (std::string_view line : split_lines(snippet.code)) {
    if (line.starts_with("@"))
      decorated = decorated || line.starts_with("@pytest.fixture") || line.starts_with("@fixture");
    line = trim(line.starts_with("async ") ? line.substr(6) : line);
    if (!line.starts_with("def "))
      continue;
    const auto open = line.find('('), close = line.find(')');
    const std::string_view name = trim(line.substr(4, open == std::string_view::npos ? 0 : open - 4));
    if (decorated)
      found.own.emplace(name);
    if ((decorated || name.starts_with("test")) && close != std::string_view::npos && close > open)
      for (const std::string_view one : split(line.substr(open + 1, close - open - 1), ','))
        found.asked.emplace(trim(one.substr(0, one.find_first_of(":="))));
    decorated = false;
  }
  for (const std::string& name : found.own)
    found.asked.erase(name);
  return found;
}

bool is_run(const Snippet& snippet) { return snippet.is_python() && !snippet.skip; }

/// What the code itself calls for, and what it is told to go on from.
std::vector<const Snippet*> chain_of(const Subject& subject, Steps steps) {
  const Snippet& snippet = *subject.snippet;
  const std::set<std::string> own = bound_by(snippet);
  std::set<std::string> wanted;
  for (const FreeName& name : snippet.names.free)
    wanted.insert(name.name);
  std::set<std::string> fixtures = fixtures_of(snippet).asked;  // asked for by parameters, and by nothing else

  std::vector<const Snippet*> chosen;
  const bool by_routes = asks_an_app(snippet);
  const auto replaces_one = [&](const std::set<std::string>& binds) {
    return std::ranges::any_of(chosen, [&](const Snippet* one) { return share(binds, bound_by(*one)); });
  };
  bool goes_on = snippet.directives.continues;
  const auto here = std::ranges::find(subject.answer, &snippet);
  for (auto it = here; it != subject.answer.begin();) {
    const Snippet& candidate = **--it;
    if (!candidate.is_python() || candidate.answer != snippet.answer || candidate.directives.setup ||
        (steps == Steps::all && candidate.skip))
      continue;
    const bool told = goes_on && !candidate.skip;
    std::set<std::string> binds = bound_by(candidate);
    const Fixtures offered = fixtures_of(candidate);
    for (const std::string& name : offered.own)
      binds.erase(name);
    if (!told && (share(offered.own, wanted) ||  // a fixture `app` would hide the app
                  candidate.names.has_error || candidate.names.returns_outside_function ||
                  !(steps == Steps::all || share(binds, wanted) || share(offered.own, fixtures) ||
                    configures(candidate, wanted, subject) ||
                    (by_routes && !replaces_one(binds) && adds_to(candidate, wanted, subject))) ||
                  (share(binds, own, "app") && (steps != Steps::all || !share(binds, wanted))) ||
                  (snippet.names.makes_app && candidate.names.makes_app)))
      continue;
    chosen.insert(chosen.begin(), &candidate);
    for (const std::string& name : binds)
      wanted.erase(name);
    for (const std::string& name : offered.own)
      fixtures.erase(name);
    for (const FreeName& name : candidate.names.free)
      wanted.insert(name.name);
    fixtures.insert(offered.asked.begin(), offered.asked.end());
    if (told)
      goes_on = candidate.directives.continues;
    if (told && candidate.directives.fresh)
      break;
  }
  return chosen;
}

/// The others of its group that stand before it.
std::vector<const Snippet*> group_before(const Subject& subject) {
  std::vector<const Snippet*> chosen;
  for (const Snippet* one : subject.answer) {
    if (one == subject.snippet)
      break;
    if (is_run(*one) && one->directives.group == subject.snippet->directives.group && !one->directives.setup)
      chosen.push_back(one);
  }
  return chosen;
}

/// What goes before it because it is marked so; a setup itself stands on those before it alone.
std::vector<const Snippet*> setups_for(const Subject& subject) {
  std::vector<const Snippet*> chosen;
  for (const Snippet* one : subject.answer) {
    if (one == subject.snippet && one->directives.setup)
      break;
    if (one != subject.snippet && is_run(*one) && one->directives.setup)
      chosen.push_back(one);
  }
  return chosen;
}

}  // namespace

std::vector<const Snippet*> earlier_for(const Subject& subject, Steps steps) {
  const Directives& asks = subject.snippet->directives;
  if (asks.fresh)
    return {};
  std::vector<const Snippet*> all = setups_for(subject);
  const std::vector<const Snippet*> chosen = asks.group.empty() ? chain_of(subject, steps) : group_before(subject);
  all.insert(all.end(), chosen.begin(), chosen.end());
  return all;
}

}  // namespace snipcheck
