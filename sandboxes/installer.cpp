#include "sandboxes/installer.hpp"

#include "sandboxes/package_tool.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/text.hpp"

#include <utility>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

std::string about(const Environment& environment) { return fmt::format("environment {} cannot be built", environment.name); }

class ByUv final : public Installer {
 public:
  ByUv(const Interpreter& interpreter, std::vector<std::string> program, const fs::path& wheelhouse)
      : uv_(interpreter, std::move(program)) {
    if (!wheelhouse.empty())
      uv_.only_from(wheelhouse);
  }
  [[nodiscard]] std::string_view name() const override { return "uv"; }

  void install(const Environment& environment, const fs::path& folder, Links links, const Say& say) override {
    const std::string lock = uv_.file("lock.txt").string(), constraints = uv_.file("build.txt").string();
    write_file(lock, environment.lock_text);
    write_file(constraints, environment.build_constraints);
    uv_.may_write(folder);
    uv_.call_bare(
        {"venv", "--quiet", "--relocatable", "--python", environment.interpreter.value().path.string(), folder.string()},
        about(environment));
    const std::string mode = links == Links::shared ? "hardlink" : "copy";
    uv_.call({"pip", "sync", "--require-hashes", "--link-mode", mode, "--compile-bytecode", "--build-constraints", constraints,
              "--python", (folder / "bin/python").string(), lock},
             about(environment), [&, warned = can_confine()](std::string_view line) mutable {
               constexpr std::string_view building = "Building ";
               const std::string_view text = trim(line);
               if (!text.starts_with(building))
                 return;
               if (!std::exchange(warned, true))
                 say(fmt::format("{}: warning: what is built from source has your own rights: this kernel cannot confine it",
                                 environment.name));
               say(fmt::format("{}: building {} from source", environment.name, text.substr(building.size())));
             });
  }

 private:
  Uv uv_;
};

class ByPip final : public Installer {
 public:
  ByPip(const Interpreter& interpreter, const fs::path& wheelhouse) : pip_(interpreter) {
    pip_.settings["PIP_DISABLE_PIP_VERSION_CHECK"] = "1";
    pip_.settings["PIP_CACHE_DIR"] = (cache_folder() / "pip").string();
    if (!wheelhouse.empty())
      pip_.only_from(wheelhouse);
  }
  [[nodiscard]] std::string_view name() const override { return "pip"; }

  void install(const Environment& environment, const fs::path& folder, Links /*pip always copies*/, const Say& say) override {
    const std::string lock = pip_.file("lock.txt").string(), constraints = pip_.file("build.txt").string();
    write_file(lock, environment.lock_text);
    pip_.may_write(folder);
    const Interpreter& interpreter = environment.interpreter.value();
    const std::string python = (folder / "bin/python").string();
    say(fmt::format("{}: uv is not installed; venv and pip take several times as long", environment.name));
    pip_.run({interpreter.path.string(), "-I", "-m", "venv", folder.string()}, about(environment));
    // pip takes no hashes here: with them it wants them of everything that a build asks for.
    std::string versions;
    for (const auto& [tool, version] : pins_of(environment.build_constraints))
      versions += fmt::format("{}=={}\n", tool, version);
    write_file(constraints, versions);
    pip_.settings["PIP_BUILD_CONSTRAINT"] = constraints;  // pip 25.3 and later
    if (!environment.packages.contains("setuptools") && !environment.packages.contains("wheel"))
      pip_.settings["PIP_CONSTRAINT"] = constraints;  // earlier; would contradict a lock that pins them itself
    pip_.run({python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--use-pep517", "--no-input", "--progress-bar",
              "off", "--requirement", lock},
             about(environment));
    std::vector<std::string> strangers{python, "-m", "pip", "uninstall", "--yes", "--quiet"};
    for (const char* stranger : {"setuptools", "wheel", "pip"})  // that venv put there; pip goes last
      if (!environment.packages.contains(stranger))
        strangers.emplace_back(stranger);
    pip_.run(std::move(strangers), about(environment));
  }

 private:
  PackageTool pip_;
};

}  // namespace

std::unique_ptr<Installer> find_installer(const Interpreter& interpreter, const fs::path& wheelhouse) {
  if (auto uv = find_uv(interpreter))
    return std::make_unique<ByUv>(interpreter, std::move(*uv), wheelhouse);
  if (!run_command({.argv = {interpreter.path.string(), "-I", "-c", "import ensurepip, ssl, venv"}}, std::chrono::seconds{20})
           .ok())
    throw CannotCheck(fmt::format("there is no uv, and {} lacks venv, ensurepip or ssl", interpreter.path.string()),
                      "pip install uv, or apt-get install python3-venv");
  return std::make_unique<ByPip>(interpreter, wheelhouse);
}

}  // namespace snipcheck
