#include "verifier/context/context.hpp"

#include "snippets/names.hpp"
#include "snippets/shown_results.hpp"
#include "support/text.hpp"
#include "verifier/context/earlier.hpp"
#include "verifier/context/installs.hpp"
#include "verifier/context/modules.hpp"
#include "verifier/context/supply.hpp"
#include "verifier/context/templates.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

/// What a virtualenv holds whether asked for or not, and what libraries look for without requiring it.
constexpr std::string_view kAlwaysThere[] = {"flask", "setuptools", "pip", "wheel", "typing-extensions", "importlib-metadata",
                                             "zipp"};

/// Where Python has no distutils any more, setuptools stands in for it; a virtualenv has neither (3.12). Libraries that count on
/// it keep it.
bool finds_no_distutils(const Subject& subject, const Context& context, const Index& index) {
  return !index.in_standard_library("distutils") && !context.distributions.contains("setuptools") &&
         !context.installs.contains("setuptools") && std::ranges::any_of(subject.snippet->names.imports, [](const Import& one) {
           return one.module == "distutils" || one.module.starts_with("distutils.");
         });
}

bool imports_flask(const Names& names) {
  return std::ranges::any_of(names.imports,
                             [](const Import& one) { return one.module == "flask" || one.module.starts_with("flask."); });
}

/// Modules that the code and its surroundings import, each once.
std::vector<std::string> imports_of(const Subject& subject, const Context& context) {
  std::set<std::string> modules;
  const auto add = [&](const Names& names) {
    for (const Import& one : names.imports)
      if (one.level == 0)
        modules.insert(one.module);
  };
  add(subject.snippet->names);
  for (const Snippet* one : context.earlier)
    add(one->names);
  for (const Supply& supply : context.supplies)
    if (supply.code.find("import ") != std::string::npos)
      add(names_of(supply.code));
  return {modules.begin(), modules.end()};
}

/// redis://...: the driver comes with the address.
/// CACHE_REDIS_HOST: so does the client of a service that a setting names.
void add_drivers(const Snippet& snippet, const Matrix& matrix, Context& context) {
  static constexpr std::pair<std::string_view, std::string_view> kClients[] = {{"REDIS", "redis"}, {"MONGO", "pymongo"}};
  for (const auto& [name, ignored] : matrix.indexes.back().distributions())
    if (snippet.code.find(name + "://") != std::string::npos)
      context.distributions.insert(name);
  for (const auto& [word, client] : kClients)
    if (snippet.code.find(word) != std::string::npos)
      context.distributions.emplace(client);
}

/// It makes an app without an import of `Flask`, which an earlier snippet of its answer has: it goes on from there.
bool takes_flask_from_before(const Subject& subject) {
  const auto is_flask = [](const FreeName& name) { return name.name == "Flask"; };
  if (std::ranges::none_of(subject.snippet->names.free, is_flask))
    return false;
  const auto end = std::ranges::find(subject.answer, subject.snippet);
  return std::any_of(subject.answer.begin(), end, [&](const Snippet* one) {
    return one->is_python() && one->answer == subject.snippet->answer &&
           std::ranges::find(one->names.binds, "Flask") != one->names.binds.end();
  });
}

}  // namespace

std::string_view to_string(Context::Rung rung) {
  switch (rung) {
    case Context::Rung::standalone: return "standalone";
    case Context::Rung::continued: return "continued";
    case Context::Rung::scaffolded: return "scaffolded";
  }
  return "";
}

bool Context::stands_on(std::string_view distribution) const {
  return distributions.contains(std::string{distribution}) ||
         std::ranges::find(supplies, distribution, &Supply::distribution) != supplies.end();
}

Context::Rung Context::rung() const {
  if (!supplies.empty() || push != Job::Push::none)
    return Rung::scaffolded;
  return earlier.empty() && shown.empty() ? Rung::standalone : Rung::continued;
}

std::vector<std::string> Context::holes() const {
  std::vector<std::string> out;
  for (const FreeName& name : unknown)
    out.push_back("`" + name.name + "` is never defined");
  for (const Supply& supply : supplies)
    if (!supply.hole.empty())
      out.push_back(supply.hole);
  return out;
}

std::set<std::string> distributions_of(const Names& names, const Matrix& matrix) {
  std::set<std::string> out;
  for (const Import& one : names.imports) {
    std::string module = one.module;
    if (module.starts_with("flask.ext."))  // the old import hook: flask.ext.login is flask_login
      module = "flask_" + module.substr(std::string_view{"flask.ext."}.size());
    for (const Index& index : matrix.indexes)
      if (const std::string owner = index.distribution_of(module); one.level == 0 && !owner.empty() && owner != "python")
        out.insert(owner);
  }
  return out;
}

Context plan_context(const Subject& subject, const Matrix& matrix, Steps steps) {
  const Snippet& snippet = *subject.snippet;
  Context context;
  context.program = snippet.names.makes_app && imports_flask(snippet.names) && !takes_flask_from_before(subject);
  context.distributions = distributions_of(snippet.names, matrix);
  for (const Requirement& package : snippet.directives.packages)
    context.distributions.insert(package.name);
  context.installs = installs_of(subject, matrix);
  add_drivers(snippet, matrix, context);
  if (snippet.names.has_error)
    return context;  // only CPython can say more
  context.earlier = earlier_for(subject, steps);
  for (const Snippet* one : context.earlier) {
    context.distributions.merge(distributions_of(one->names, matrix));
    add_drivers(*one, matrix, context);
  }
  supply_names(subject, matrix, context);
  lay_out_templates(subject, context);
  lay_out_data(subject, context);
  lay_out_modules(subject, matrix, steps, context);
  lay_out_helpers(subject, matrix, context);
  return context;
}

Job job_of(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment) {
  Job job;
  job.code = subject.snippet->code;
  job.files = context.files;
  job.push = context.push;
  job.file = context.file;
  job.wrap_in_view = subject.snippet->names.returns_outside_function;
  job.top_level_await = subject.snippet->top_level_await;
  job.limits = matrix.limits;
  for (const Supply& supply : context.supplies)
    if (!supply.late)
      job.before.push_back({"assumed", supply.code});
  for (const Snippet* one : context.earlier)
    job.before.push_back({"earlier", one->code});
  for (const Supply& supply : context.supplies)
    if (supply.late)
      job.before.push_back({"assumed", supply.code});

  for (const ShownResult& one : shown_results(*subject.snippet))
    if (one.request.empty())
      job.shown_lines.push_back(one.line);
    else
      job.shown_paths.push_back(one.request);
  job.imports = imports_of(subject, context);

  const Index& index = matrix.indexes[environment];
  std::set<std::string> wanted = context.distributions;
  wanted.insert(context.installs.begin(), context.installs.end());
  for (const Supply& supply : context.supplies)
    if (!supply.distribution.empty())
      wanted.insert(supply.distribution);
  wanted.insert(std::begin(kAlwaysThere), std::end(kAlwaysThere));
  if (finds_no_distutils(subject, context, index))
    wanted.erase("setuptools");
  const std::set<std::string> visible = index.closure(wanted);
  for (const auto& [name, distribution] : index.distributions()) {
    if (visible.contains(name))
      continue;
    job.hidden_distributions.push_back(name);
    for (const std::string& module : distribution.modules)
      if (!visible.contains(index.distribution_of(module)))
        job.hidden_modules.push_back(module);
  }
  return job;
}

}  // namespace snipcheck
