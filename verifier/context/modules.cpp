#include "verifier/context/modules.hpp"

#include "snippets/rewriting.hpp"
#include "support/text.hpp"
#include "verifier/context/templates.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

/// A relative path of a Python file below the project; "" for anything else.
std::string module_path(const Snippet& snippet) {
  if (!snippet.is_python() || !snippet.file || !snippet.file->ends_with(".py"))
    return {};
  return own_path(*snippet.file);
}

/// "app" of "app/models.py" and of "app.py": what an import would begin with.
std::string first_name(const std::string& path) {
  const auto slash = path.find('/');
  return slash == std::string::npos ? path.substr(0, path.size() - std::string_view{".py"}.size()) : path.substr(0, slash);
}

bool imports(const Snippet& snippet, const std::string& name) {
  return std::ranges::any_of(snippet.names.imports, [&](const Import& one) {
    return one.level == 0 && (one.module == name || one.module.starts_with(name + "."));
  });
}

/// The names that a snippet takes from each module by `from module import name`, in the order of its lines.
std::vector<std::pair<std::string, std::set<std::string>>> taken_by(const Names& names) {
  std::vector<std::pair<std::string, std::set<std::string>>> taken;
  for (const Import& one : names.imports) {
    if (one.level != 0 || one.name.empty() || one.name == "*")
      continue;
    auto found = std::ranges::find(taken, one.module, &std::pair<std::string, std::set<std::string>>::first);
    if (found == taken.end())
      found = taken.insert(taken.end(), {one.module, {}});
    found->second.insert(one.name);
  }
  return taken;
}

bool is_known(const std::string& module, const Matrix& matrix) {
  return std::ranges::any_of(matrix.indexes, [&](const Index& index) { return !index.distribution_of(module).empty(); });
}

/// The nearest snippet before that binds all these names and has no file name: what an answer shows without saying where it
/// stands.
const Snippet* shown_before(const Snippet* place, const Subject& subject, const std::set<std::string>& names) {
  const auto end = std::ranges::find(subject.answer, place);
  for (auto one = end; one != subject.answer.begin();) {
    const Snippet& candidate = **--one;
    const auto& binds = candidate.names.binds;
    if (candidate.is_python() && !candidate.skip && !candidate.file && !candidate.names.has_error &&
        candidate.answer == subject.snippet->answer &&
        std::ranges::all_of(names, [&](const std::string& name) { return std::ranges::find(binds, name) != binds.end(); }) &&
        std::ranges::none_of(candidate.names.imports, [&](const Import& import) { return names.contains(import.bound); }))
      return &candidate;
  }
  return nullptr;
}

/// Lays out what the code imports from modules of the project that the answer shows without their names.
void lay_out_unnamed(const Snippet* importing, const Subject& subject, const Matrix& matrix, Context& context) {
  for (const auto& [module, names] : taken_by(importing->names)) {
    const std::string base = replace_all(module, ".", "/"), path = base + ".py";
    const bool is_there = context.files.contains(path) || context.files.contains(base + "/__init__.py") ||
                          matrix.modules.files.contains(path) || is_known(module, matrix);
    if (is_there)
      continue;
    const Snippet* shown = shown_before(importing, subject, names);
    if (shown == nullptr)
      continue;
    std::string code;
    for (const Snippet* before : earlier_for({.snippet = shown, .answer_digest = {}, .answer = subject.answer}))
      code += before->code;
    context.files[path] = code + shown->code;
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
      context.files.emplace(path.substr(0, slash) + "/__init__.py", "");
    context.shown.push_back(path);
    lay_out_unnamed(shown, subject, matrix, context);
  }
}

/// The folder of a file that imports from beside itself: "blog" of "blog/routes.py" with `from . import db`.
std::string folder_of_relative(const Snippet& snippet) {
  const std::string folder = std::filesystem::path{module_path(snippet)}.parent_path().string();
  const bool relative = std::ranges::any_of(snippet.names.imports, [](const Import& one) { return one.level > 0; });
  return relative ? folder : std::string{};
}

/// `from shop.views import bp`, `from . import views`, `from .views import bp`
bool imports_file(const Snippet& snippet, const std::string& path) {
  const std::filesystem::path file{path};
  const std::string stem = file.stem().string(), module = replace_all((file.parent_path() / file.stem()).string(), "/", ".");
  return std::ranges::any_of(snippet.names.imports, [&](const Import& one) {
    return one.level == 0 ? one.module == module || one.module + "." + one.name == module
                          : one.module == stem || (one.module.empty() && one.name == stem);
  });
}

/// Files of the answer that are no Python and lie in the folder of the snippet's, or below.
bool has_files_beside(const std::string& own, const Context& context) {
  const std::string folder = std::filesystem::path{own}.parent_path().string();
  return !folder.empty() && std::ranges::any_of(context.files, [&](const auto& file) {
    return file.first.starts_with(folder + "/") && !file.first.ends_with(".py");
  });
}

/// "Change the view to:": what a block without a name writes anew of the file shown before it.
void revise(std::map<std::string, std::string>& files, const Subject& subject) {
  std::string last;
  for (const Snippet* one : subject.answer) {
    if (one == subject.snippet)
      return;
    const std::string path = module_path(*one);
    last = path.empty() ? last : path;
    if (!path.empty() || last.empty() || !one->is_python() || one->skip || one->answer != subject.snippet->answer)
      continue;
    if (auto revised = rewritten(files[last], one->code))
      files[last] = std::move(*revised);
  }
}

void lay_out_named(const Subject& subject, Steps steps, Context& context) {
  const std::string own_folder = folder_of_relative(*subject.snippet);
  std::map<std::string, std::string> files;
  const std::string own = module_path(*subject.snippet);
  const auto takes_it_in = [&](const Snippet* one) {
    return one != subject.snippet && !module_path(*one).empty() && imports_file(*one, own);
  };
  bool wanted = has_files_beside(own, context) || (!own.empty() && std::ranges::any_of(subject.answer, takes_it_in));
  for (const Snippet* one : subject.answer) {
    const std::string path = module_path(*one);
    if (path.empty())
      continue;
    files[path] += one->code;  // a file may be shown in several pieces
    const auto is_importer = [&](const Snippet* other) { return one != other && imports(*other, first_name(path)); };
    const bool beside = !own_folder.empty() && one != subject.snippet && path.starts_with(own_folder + "/");
    wanted = wanted || beside || is_importer(subject.snippet) || std::ranges::any_of(context.earlier, is_importer);
  }
  if (!wanted)
    return;
  if (steps != Steps::called_for)
    revise(files, subject);
  const auto pieces = std::ranges::count_if(subject.answer, [&](const Snippet* one) { return module_path(*one) == own; });
  if (pieces == 1 || !own_folder.empty())  // one of several pieces is not what others import
    context.file = own;
  for (const auto& [path, code] : files) {
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    if (!folder.empty() && !files.contains((folder / "__init__.py").string()))
      context.files[(folder / "__init__.py").string()] = "";
    context.files[path] = code;
    context.shown.push_back(path);
  }
}

}  // namespace

void lay_out_modules(const Subject& subject, const Matrix& matrix, Steps steps, Context& context) {
  lay_out_named(subject, steps, context);
  lay_out_unnamed(subject.snippet, subject, matrix, context);
}

void lay_out_helpers(const Subject& subject, const Matrix& matrix, Context& context) {
  const HelperModules& modules = matrix.modules;
  const auto wants = [&](const Snippet* one) { return modules.are_imported_by(one->names); };
  if (!wants(subject.snippet) && std::ranges::none_of(context.earlier, wants))
    return;
  for (const auto& [path, code] : modules.files)
    context.files.emplace(path, code);  // a file of the answer is the one that is meant
  context.distributions.merge(distributions_of(modules.names, matrix));
}

}  // namespace snipcheck
