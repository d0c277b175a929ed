#include "verifier/context/supply.hpp"

#include "support/text.hpp"
#include "verifier/context/need.hpp"
#include "verifier/expectation.hpp"
#include "verifier/python_changes.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace snipcheck {
namespace {

/// Asked in this order; the first that knows the name answers.
constexpr Answer (*kSources[])(const Need&) = {as_app, as_model, as_extension, as_client, as_import};

/// The names that are free in the snippet or in the earlier ones it continues, uses joined.
std::vector<FreeName> missing_names(const Subject& subject, const Matrix& matrix, const Context& context) {
  std::vector<const Snippet*> all = context.earlier;
  all.push_back(subject.snippet);
  std::map<std::string, FreeName> joined;
  std::vector<std::string> order;
  std::set<std::string> bound;
  for (const Snippet* one : all) {
    for (const FreeName& name : one->names.free) {
      const auto [at, is_new] = joined.try_emplace(name.name, name);
      if (is_new)
        order.push_back(name.name);
      else
        std::ranges::copy(name.uses, std::back_inserter(at->second.uses));
      if (one == subject.snippet)
        std::tie(at->second.line, at->second.column) = std::tuple{name.line, name.column};
    }
    for (const Import& import : one->names.imports)
      if (import.name == "*")
        for (const auto& [name, ignored] : joined)
          if (matrix.indexes.back().find(import.module, name) != nullptr)
            bound.insert(name);
    if (one != subject.snippet)
      bound.insert(one->names.binds.begin(), one->names.binds.end());
  }
  std::vector<FreeName> out;
  for (const std::string& name : order)
    if (!bound.contains(name))
      out.push_back(joined.at(name));
  return out;
}

/// Distributions named flask-* that the answer's words or code mention, beside those it imports.
std::set<std::string> mentioned_by(const Subject& subject, const Matrix& matrix, const Context& context) {
  std::set<std::string> out = context.distributions;
  const std::string words = lower(subject.snippet->prose + "\n" + subject.snippet->code);
  for (const auto& [name, ignored] : matrix.indexes.back().distributions())
    if (name.starts_with("flask-") &&
        (words.find(name) != std::string::npos || words.find(replace_all(name, "-", "_")) != std::string::npos))
      out.insert(name);
  return out;
}

/// The app and the database first: others are made with them.
int turn_of(const FreeName& name) {
  if (name.name == "app" || name.name == "application")
    return 0;
  return name.name == "db" ? 1 : 2;
}

}  // namespace

void supply_names(const Subject& subject, const Matrix& matrix, Context& context) {
  std::vector<FreeName> missing = missing_names(subject, matrix, context);
  std::ranges::stable_sort(missing, {}, turn_of);
  std::set<std::string> mentioned = mentioned_by(subject, matrix, context);
  std::string app;
  for (const Snippet* one : context.earlier)
    if (makes_app_by_name(*one))
      app = "app";
  if (subject.snippet->names.returns_outside_function && app.empty())
    missing.insert(missing.begin(), FreeName{.name = "app", .uses = {"@.route()"}});

  for (const FreeName& name : missing) {
    if (is_python2_builtin(name.name))
      continue;  // nobody can supply it, and code that looks for it may know what to do without
    if (name.name == "self" && !name.at_module_level && !subject.snippet->names.classes.empty())
      continue;  // a parameter that its author forgot
    if (std::ranges::any_of(context.supplies,
                            [&](const Supply& one) { return one.code.find("\n" + name.name + " = ") != std::string::npos; }))
      continue;  // came with another name
    const Need need{name, subject, matrix, context, mentioned, app};
    Answer answer;
    for (const auto& source : kSources)
      if (!answer)
        answer = source(need);
    const bool own = std::ranges::any_of(subject.snippet->names.free, [&](const FreeName& one) { return one.name == name.name; });
    if (own && (!answer || context.program) && may_lack_names(*subject.snippet))
      continue;  // that it is missing is what the author shows
    if (!answer) {
      context.unknown.push_back(name);
      answer = as_stand_in(need);
    } else if (context.program && own) {
      context.unimported.push_back(name);
    }
    for (Supply& one : *answer) {
      if (one.distribution.starts_with("flask-"))
        mentioned.merge(matrix.indexes.back().closure({one.distribution}));
      else
        mentioned.insert(one.distribution);  // what it stands on is no part of what it offers: Celery's `amqp`
      if (app.empty() && one.code.find("app = Flask(__name__)") != std::string::npos)
        app = one.code.find("application = Flask") != std::string::npos ? "application" : "app";
      const bool there = std::ranges::any_of(context.supplies, [&](const Supply& other) { return other.code == one.code; });
      if (!there)
        context.supplies.push_back(std::move(one));
    }
  }
}

}  // namespace snipcheck
