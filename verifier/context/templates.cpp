#include "verifier/context/templates.hpp"

#include <filesystem>

namespace snipcheck {
namespace {

bool is_template(const Snippet& snippet) { return snippet.language == "html" || snippet.language == "jinja"; }

/// The name by which render_template would ask for the file; "" when it lies outside.
std::string template_name(std::string file) {
  if (const auto folder = file.find("templates/"); folder != std::string::npos)
    file.erase(0, folder + std::string_view{"templates/"}.size());
  return file.find("..") != std::string::npos || std::filesystem::path{file}.is_absolute() ? std::string{} : file;
}

}  // namespace

void lay_out_templates(const Subject& subject, Context& context) {
  bool mentioned = false;  // one that is asked for may extend or include the others
  for (const Snippet* one : subject.answer) {
    const std::string name = is_template(*one) && one->file ? template_name(*one->file) : std::string{};
    if (name.empty())
      continue;
    context.files["templates/" + name] = one->code;
    context.shown.push_back("templates/" + name);
    mentioned = mentioned || subject.snippet->code.find(name) != std::string::npos;
  }
  if (!mentioned) {
    context.files.clear();
    context.shown.clear();
  }
}

std::string own_path(const std::string& file) {
  const std::filesystem::path path = std::filesystem::path{file}.lexically_normal();
  return path.is_absolute() || path.string().starts_with("..") || !path.has_filename() ? std::string{} : path.string();
}

void lay_out_data(const Subject& subject, Context& context) {
  for (const Snippet* one : subject.answer) {
    if (!one->file || one->is_python() || one->language == "bash" || one->file->ends_with(".py"))
      continue;
    const std::string path = own_path(*one->file);
    if (path.empty() || (is_template(*one) && path.find('/') == std::string::npos))
      continue;  // a page without a folder is a template
    context.files.try_emplace(path, one->code);
    if (subject.snippet->code.find(path.substr(path.rfind('/') + 1)) != std::string::npos)
      context.shown.push_back(path);
  }
}

const Snippet* only_template(const Subject& subject) {
  const Snippet* found = nullptr;
  for (const Snippet* one : subject.answer) {
    if (!is_template(*one) || one->file)
      continue;
    if (found != nullptr)
      return nullptr;
    found = one;
  }
  return found;
}

}  // namespace snipcheck
