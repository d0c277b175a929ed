#include "verifier/helper_modules.hpp"

#include "support/error.hpp"
#include "support/file.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

void add(const fs::path& file, const fs::path& name, HelperModules& into) {
  const auto [known, is_new] = into.files.emplace(name.generic_string(), read_file(file));
  if (!is_new)
    throw UsageError("modules holds two files of the name " + name.generic_string());
  const Names names = names_of(known->second);
  into.names.imports.insert(into.names.imports.end(), names.imports.begin(), names.imports.end());
}

/// "shop/models.py" and "shop.py" -> "shop"
std::string first_name(const std::string& path) { return path.substr(0, path.find_first_of("/.")); }

}  // namespace

bool HelperModules::are_imported_by(const Names& code) const {
  return std::ranges::any_of(code.imports, [&](const Import& one) {
    return one.level == 0 && std::ranges::any_of(files, [&](const auto& file) {
             return one.module.substr(0, one.module.find('.')) == first_name(file.first);
           });
  });
}

HelperModules read_modules(const std::vector<fs::path>& paths) {
  HelperModules modules;
  std::error_code error;
  for (const fs::path& path : paths) {
    const fs::path whole = (path / "").parent_path();  // without a slash at its end
    if (fs::is_directory(whole, error)) {
      for (const auto& entry : fs::recursive_directory_iterator(whole))
        if (entry.is_regular_file() && entry.path().extension() == ".py")
          add(entry.path(), whole.filename() / entry.path().lexically_relative(whole), modules);
    } else if (whole.extension() == ".py" && fs::exists(whole, error)) {
      add(whole, whole.filename(), modules);
    } else {
      throw UsageError(whole.string() + " is no Python file and no folder of them");
    }
  }
  return modules;
}

}  // namespace snipcheck
