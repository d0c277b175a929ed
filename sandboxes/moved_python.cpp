#include "sandboxes/moved_python.hpp"

#include "support/file.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& path, const fs::path& folder) { return std::ranges::mismatch(folder, path).in1 == folder.end(); }

}  // namespace

bool is_moved(const Interpreter& interpreter) {
  return is_below(interpreter.path, interpreter.prefix) && !is_below(interpreter.prefix, "/usr") && interpreter.prefix != "/";
}

void prepare_move(const fs::path& folder, const Interpreter& interpreter) {
  const fs::path box = folder / kForBox;
  const fs::path python = fs::path{kPythonInBox} / interpreter.path.lexically_relative(interpreter.prefix);
  fs::create_directories(box / "bin");
  for (const auto& entry : fs::directory_iterator(folder / "bin")) {
    const fs::path name = entry.path().filename();
    if (entry.is_symlink() && name.string().starts_with("python"))
      fs::create_symlink(python, box / "bin" / name);
    else
      fs::copy(entry.path(), box / "bin" / name, fs::copy_options::copy_symlinks);
  }
  write_file(box / "pyvenv.cfg", fmt::format("home = {}\ninclude-system-site-packages = false\nversion = {}\n",
                                             python.parent_path().string(), interpreter.version));
}

}  // namespace snipcheck
