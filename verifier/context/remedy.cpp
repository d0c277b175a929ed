#include "verifier/context/remedy.hpp"

#include "support/text.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/context/need.hpp"
#include "verifier/context/templates.hpp"
#include "verifier/culprit.hpp"

#include <filesystem>

namespace snipcheck {
namespace {

bool once(Context& context, const std::string& what) { return context.tried.insert(what).second; }

bool has_app(const Context& context) {
  return std::ranges::any_of(context.supplies,
                             [](const Supply& one) { return one.code.find("app = Flask(") != std::string::npos; }) ||
         std::ranges::any_of(context.earlier, [](const Snippet* one) { return makes_app_by_name(*one); });
}

bool push_context(const Fault& fault, Context& context) {
  if (!lacks_context(fault) || context.push == Job::Push::request_context || !once(context, "push"))
    return false;
  context.push = Job::Push::request_context;
  return true;
}

bool add_endpoint(const Fault& fault, Context& context) {
  const std::string endpoint = fault.detail("endpoint");
  if (fault.type != "BuildError" || endpoint.empty() || !once(context, "endpoint " + endpoint))
    return false;
  if (!has_app(context))
    context.supplies.insert(context.supplies.begin(), make_app("app"));
  const std::string rule = "/assumed/" + replace_all(endpoint, ".", "/");
  context.supplies.push_back({.code = "app.add_url_rule('" + rule + "', '" + endpoint + "', lambda **arguments: 'ok')\n",
                              .reason = "the answer shows no endpoint `" + endpoint + "`",
                              .late = true});
  return true;
}

bool add_template(const Fault& fault, const Subject& subject, Context& context) {
  if (fault.type != "TemplateNotFound" && fault.type != "TemplatesNotFound")
    return false;
  const std::string path = own_path(std::string{trim(split(fault.detail("path"), ',').front())});
  if (path.empty() || !once(context, "template " + path))
    return false;
  if (const Snippet* shown = only_template(subject); shown != nullptr && once(context, "the template shown")) {
    context.files["templates/" + path] = shown->code;
    context.shown.push_back("templates/" + path);
  } else {
    context.files["templates/" + path] = "assumed\n";
    context.supplies.push_back({.code = "# templates/" + path + ": an empty page\n",
                                .reason = "the answer does not show the template",
                                .hole = "the template `" + path + "` is not shown"});
  }
  return true;
}

bool add_file(const Fault& fault, Context& context) {
  const std::string path = own_path(fault.detail("path"));
  if (fault.type != "FileNotFoundError" || path.empty() || !once(context, "file " + path))
    return false;
  const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
  const bool written = std::filesystem::path{path}.extension().empty() || (!folder.empty() && fault.stage == "request");
  if (written && !folder.empty())
    context.files[folder.string() + "/"] = "";
  else
    context.files[path] = path.ends_with(".json") ? "{}\n" : path.ends_with(".sql") ? "" : "sample\n";
  context.supplies.push_back({.code = "# " + (written && !folder.empty() ? folder.string() + "/" : path) + ": made for the run\n",
                              .reason = "the answer does not show it",
                              .hole = "`" + path + "` is not there"});
  return true;
}

/// A test asks for pages that the answer does not show: let every page answer with what it was sent.
bool add_echo(const Fault& fault, const Subject& subject, Context& context) {
  const bool tests = fault.type == "AssertionError" && subject.snippet->code.find("client") != std::string::npos;
  const bool own_routes = subject.snippet->code.find(".route(") != std::string::npos;
  if (!tests || own_routes || !has_app(context) || !once(context, "echo"))
    return false;
  context.supplies.push_back(
      {.code = "from flask import jsonify as assumed_json, request as assumed_request\n"
               "def assumed_page(rest=''):\n"
               "    sent = assumed_request.get_json(silent=True) or assumed_request.form.to_dict()\n"
               "    return assumed_json(sent or {'ok': True})\n"
               "for path in ('/', '/<path:rest>'):\n"
               "    app.add_url_rule(path, 'assumed' + path, assumed_page, methods=['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])\n",
       .reason = "the answer does not show the pages that the test asks for",
       .late = true});
  return true;
}

/// Does the snippet, what runs before it or a file beside it make an object of that class?
bool makes(const Subject& subject, const Context& context, const std::string& cls) {
  const auto calls = [&](const std::string& code) { return code.find(cls + "(") != std::string::npos; };
  return calls(subject.snippet->code) ||
         std::ranges::any_of(context.earlier, [&](const Snippet* one) { return calls(one->code); }) ||
         std::ranges::any_of(context.files, [&](const auto& file) { return calls(file.second); }) ||
         std::ranges::any_of(context.supplies, [&](const Supply& one) { return calls(one.code); });
}

/// A library asks for a package that it does not require by name, such as the driver of a broker's address: its reader has it.
bool reveal(const Fault& fault, const Matrix& matrix, Context& context) {
  const bool by_library = !fault.frames.empty() && fault.frames.back().library;
  const std::string owner = matrix.indexes.back().distribution_of(fault.detail("name"));
  if (fault.detail("hidden").empty() || !by_library || owner.empty() || !once(context, "package " + owner))
    return false;
  context.distributions.insert(owner);
  return true;
}

/// A fault inside an extension of which nobody made the manager: make it.
bool add_manager(const Fault& fault, const Subject& subject, const Matrix& matrix, Context& context) {
  const Index& index = matrix.indexes.back();
  for (const Frame& frame : fault.frames) {
    const std::string distribution = frame.library ? index.distribution_of(frame.module) : std::string{};
    if (!distribution.starts_with("flask-") || !once(context, "manager " + distribution))
      continue;
    const Export* best = nullptr;
    for (const Export* one : index.extensions())
      if (one->distribution == distribution && (best == nullptr || one->module.size() < best->module.size()))
        best = one;
    if (best == nullptr || makes(subject, context, best->name))
      continue;
    if (!has_app(context))
      context.supplies.insert(context.supplies.begin(), make_app("app"));
    Supply made = make_extension(*best, "assumed_" + lower(best->name), "app");
    made.reason = "the answer makes no `" + best->name + "`";
    made.late = true;
    context.supplies.push_back(std::move(made));
    return true;
  }
  return false;
}

/// A call does not fit the function that we supplied, and a package that the snippet imports has one of that name as well:
/// `abort(404, message="no such item")` is Flask-RESTful's and not Flask's.
bool take_from_another(const Fault& fault, const Subject& subject, const Matrix& matrix, Context& context) {
  if (!does_not_bind(fault))
    return false;
  for (const std::string& name : called_in(code_line(*subject.snippet, fault.line)))
    for (Supply& supply : context.supplies) {
      if (!supply.code.ends_with(" import " + name + "\n"))
        continue;
      for (const Export* one : matrix.indexes.back().named(name)) {
        const bool is_near = one->distribution != supply.distribution && context.distributions.contains(one->distribution) &&
                             one->module.find('.') == std::string::npos;
        if (!is_near || !once(context, "import " + name + " from " + one->module) ||
            supply.code == "from " + one->module + " import " + name + "\n")
          continue;
        supply = import_of(*one, context.program);
        return true;
      }
    }
  return false;
}

}  // namespace

/// The complaint of a proxy, or of a library that asked one, while the module body runs.
bool lacks_context(const Fault& fault) {
  if (fault.type != "RuntimeError" || fault.stage != "import" || fault.frames.empty() || !fault.frames.back().library)
    return false;
  const std::string& module = fault.frames.back().module;
  return module.starts_with("werkzeug.local") || module.starts_with("flask.") || module.starts_with("flask_");
}

bool remedy(const Fault& fault, const Subject& subject, const Matrix& matrix, Context& context) {
  if (reveal(fault, matrix, context))
    return true;
  if (take_from_another(fault, subject, matrix, context))
    return true;
  if (add_template(fault, subject, context) || add_file(fault, context))
    return true;
  return !context.program && (push_context(fault, context) || add_echo(fault, subject, context) || add_endpoint(fault, context) ||
                              add_manager(fault, subject, matrix, context));
}

}  // namespace snipcheck
