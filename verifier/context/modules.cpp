#include "verifier/context/modules.hpp"

#include <algorithm>
#include <filesystem>

namespace snipcheck {
namespace {

/// A relative path of a Python file below the project; "" for anything else.
std::string module_path(const Snippet& snippet) {
  if (!snippet.is_python() || !snippet.file || !snippet.file->ends_with(".py"))
    return {};
  const std::filesystem::path path = std::filesystem::path{*snippet.file}.lexically_normal();
  return path.is_absolute() || path.string().starts_with("..") ? std::string{} : path.string();
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

}  // namespace

void lay_out_modules(const Subject& subject, Context& context) {
  std::map<std::string, std::string> files;
  bool wanted = false;
  for (const Snippet* one : subject.answer) {
    const std::string path = module_path(*one);
    if (path.empty())
      continue;
    files[path] += one->code;  // a file may be shown in several pieces
    wanted = wanted || (one != subject.snippet && imports(*subject.snippet, first_name(path)));
  }
  if (!wanted)
    return;
  for (const auto& [path, code] : files) {
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    if (!folder.empty() && !files.contains((folder / "__init__.py").string()))
      context.files[(folder / "__init__.py").string()] = "";
    context.files[path] = code;
    context.shown.push_back(path);
  }
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
