#include "sandboxes/bundle.hpp"

#include "sandboxes/package_tool.hpp"
#include "support/file.hpp"

#include <map>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// A pip of the Python of an environment, in a folder that goes away: an interpreter need not have one, and is not ours to
/// change.
class Pip {
 public:
  explicit Pip(const Interpreter& interpreter) : tool_(interpreter), python_(tool_.file("pip/bin/python").string()) {
    const std::string what = fmt::format("there is no pip for {}", interpreter.path.string());
    const std::string folder = tool_.file("pip").string();
    if (auto program = find_uv(interpreter)) {
      Uv uv{interpreter, std::move(*program)};
      uv.may_write(folder);
      uv.call({"venv", "--quiet", "--seed", "--python", interpreter.path.string(), folder}, what);
    } else {
      tool_.run({interpreter.path.string(), "-I", "-m", "venv", folder}, what);
    }
    tool_.settings["PIP_DISABLE_PIP_VERSION_CHECK"] = "1";
    tool_.settings["PIP_CACHE_DIR"] = (cache_folder() / "pip").string();
  }

  void download(const std::string& lock, const std::string& build_constraints, const fs::path& folder, std::string_view what) {
    const std::string file = tool_.file("lock.txt").string(), build = tool_.file("build.txt").string();
    write_file(file, lock);
    write_file(build, build_constraints);
    tool_.may_write(folder);
    for (const std::string& list : {build, file})
      tool_.run({python_, "-m", "pip", "download", "--require-hashes", "--no-deps", "--no-input", "--progress-bar", "off",
                 "--dest", folder.string(), "--requirement", list},
                what);
  }

 private:
  PackageTool tool_;
  std::string python_;
};

}  // namespace

void bundle(const std::vector<Environment>& environments, const fs::path& folder, const Say& say) {
  std::map<fs::path, Pip> pips;
  fs::create_directories(folder);
  for (const Environment& one : environments) {
    if (!one.trouble.empty())
      throw CannotCheck(one.trouble, one.hint);
    const Interpreter& interpreter = one.interpreter.value();
    say(fmt::format("{}: downloading {} for Python {}", one.name, one.packages.size(), interpreter.series()));
    auto pip = pips.find(interpreter.path);
    if (pip == pips.end())
      pip = pips.try_emplace(interpreter.path, interpreter).first;
    pip->second.download(one.lock_text, one.build_constraints, folder, fmt::format("{} cannot be bundled", one.name));
  }
}

}  // namespace snipcheck
