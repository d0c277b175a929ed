#include "sandboxes/installer.hpp"

#include "sandboxes/pip_settings.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/interrupt.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kPatience = 30min;
constexpr std::size_t kLastLines = 12;

Settings our_environment() {
  Settings all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (const auto equals = text.find('='); equals != std::string_view::npos)
      all.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return all;
}

/// Only the settings that can name an index.
Settings index_settings(const Settings& pip, const Settings& environment) {
  Settings out;
  for (const char* name : {"index-url", "extra-index-url", "find-links", "proxy"})
    if (const auto found = pip.find(name); found != pip.end())
      out.insert(*found);
  for (const auto& [name, value] : environment)
    if (name.starts_with("UV_") || lower(name).ends_with("_proxy"))
      out.emplace(name, value);
  return out;
}

std::string last_lines(std::string_view text) {
  std::vector<std::string_view> lines = split_lines(text);
  std::string out;
  for (std::size_t i = lines.size() - std::min(lines.size(), kLastLines); i < lines.size(); ++i)
    out += fmt::format("\n  {}", trim_right(lines[i]));
  return out;
}

/// What both installers share: the lock and the build constraints as files, and a program run with the words of its failure.
class WithFiles : public Installer {
 protected:
  explicit WithFiles(const Interpreter& interpreter) : settings_(our_environment()) {
    pip_ = pip_settings(pip_configuration_files(settings_, interpreter.prefix), settings_);
    settings_["NO_COLOR"] = "1";
    settings_.erase("VIRTUAL_ENV");
    settings_.erase("PYTHONHOME");
    settings_.erase("PYTHONPATH");
  }
  void write_files(const Environment& environment) const {
    const std::string series = environment.interpreter.value().series();
    write_file(lock(), lock_of(*find_era(environment.name), series));
    write_file(constraints(), build_constraints_of(series));
  }
  [[nodiscard]] fs::path lock() const { return files_.path() / "lock.txt"; }
  [[nodiscard]] fs::path constraints() const { return files_.path() / "build.txt"; }

  void run(std::vector<std::string> argv, const Environment& environment,
           const std::function<void(std::string_view)>& line = {}) const {
    // Runs may happen under another user id: what is installed has to be readable whatever our umask is.
    argv.insert(argv.begin(), {"/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"});
    const Finished done =
        run_command({.argv = std::move(argv), .environment = settings_, .directory = files_.path()}, kPatience, line);
    if (done.ok())
      return;
    if (interrupt::signal_number() != 0)
      throw CannotCheck(fmt::format("environment {} was not built: interrupted", environment.name));
    const std::string said = without_addresses(escape_invalid_utf8(done.out + done.err), index_settings(pip_, settings_));
    const Failure failure = done.timed_out
                                ? Failure{fmt::format("{} took more than {} minutes", name(), kPatience.count()), "try again"}
                                : explain_failure(said);
    throw CannotCheck(fmt::format("environment {} cannot be built: {}{}", environment.name, failure.what, last_lines(said)),
                      failure.hint);
  }

  Settings settings_, pip_;

 private:
  TempDir files_;
};

class Uv final : public WithFiles {
 public:
  Uv(const Interpreter& interpreter, std::vector<std::string> program) : WithFiles(interpreter), program_(std::move(program)) {
    options_ = translate_for_uv(pip_, settings_);
    settings_["UV_CACHE_DIR"] = (cache_folder() / "uv").string();
    settings_["UV_SYSTEM_CERTS"] = "1";
    settings_["UV_PYTHON_DOWNLOADS"] = "never";
    settings_["UV_NO_PROGRESS"] = "1";
  }
  [[nodiscard]] std::string_view name() const override { return "uv"; }

  void install(const Environment& environment, const fs::path& folder, const Say& say) override {
    write_files(environment);
    call({"venv", "--quiet", "--relocatable", "--python", environment.interpreter.value().path.string(), folder.string()},
         environment);
    std::vector<std::string> sync{"pip",
                                  "sync",
                                  "--require-hashes",
                                  "--link-mode",
                                  "hardlink",
                                  "--compile-bytecode",
                                  "--build-constraints",
                                  constraints().string(),
                                  "--python",
                                  (folder / "bin/python").string(),
                                  lock().string()};
    sync.insert(sync.end(), options_.begin(), options_.end());
    call(std::move(sync), environment, [&](std::string_view line) {
      constexpr std::string_view building = "Building ";
      if (const std::string_view text = trim(line); text.starts_with(building))
        say(fmt::format("{}: building {} from source", environment.name, text.substr(building.size())));
    });
  }

 private:
  void call(std::vector<std::string> arguments, const Environment& environment,
            const std::function<void(std::string_view)>& line = {}) {
    arguments.insert(arguments.begin(), program_.begin(), program_.end());
    run(std::move(arguments), environment, line);
  }

  std::vector<std::string> program_;
  std::vector<std::string> options_;
};

class Pip final : public WithFiles {
 public:
  explicit Pip(const Interpreter& interpreter) : WithFiles(interpreter) {
    settings_["PIP_DISABLE_PIP_VERSION_CHECK"] = "1";
    settings_["PIP_CACHE_DIR"] = (cache_folder() / "pip").string();
  }
  [[nodiscard]] std::string_view name() const override { return "pip"; }

  void install(const Environment& environment, const fs::path& folder, const Say& say) override {
    write_files(environment);
    const Interpreter& interpreter = environment.interpreter.value();
    const std::string python = (folder / "bin/python").string();
    say(fmt::format("{}: uv is not installed; venv and pip take several times as long", environment.name));
    run({interpreter.path.string(), "-I", "-m", "venv", folder.string()}, environment);
    // pip takes no hashes here: with them it wants them of everything that a build asks for.
    std::string versions;
    for (const auto& [tool, version] : pins_of(build_constraints_of(interpreter.series())))
      versions += fmt::format("{}=={}\n", tool, version);
    write_file(constraints(), versions);
    settings_["PIP_BUILD_CONSTRAINT"] = constraints().string();  // pip 25.3 and later
    if (!environment.packages.contains("setuptools") && !environment.packages.contains("wheel"))
      settings_["PIP_CONSTRAINT"] = constraints().string();  // earlier; would contradict a lock that pins them itself
    run({python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--use-pep517", "--no-input", "--progress-bar", "off",
         "--requirement", lock().string()},
        environment);
    std::vector<std::string> strangers{python, "-m", "pip", "uninstall", "--yes", "--quiet"};
    for (const char* stranger : {"setuptools", "wheel", "pip"})  // that venv put there; pip goes last
      if (!environment.packages.contains(stranger))
        strangers.emplace_back(stranger);
    run(std::move(strangers), environment);
  }
};

/// A program that answers to --version: a pyenv shim of a Python that is not active is there, and does not work.
bool answers(std::vector<std::string> program) {
  program.emplace_back("--version");
  return run_command({.argv = std::move(program)}, 20s).ok();
}

std::optional<std::vector<std::string>> find_uv(const Interpreter& interpreter) {
  const auto variable = [](const char* name) { return std::string(std::getenv(name) != nullptr ? std::getenv(name) : ""); };
  if (const std::string own = variable("SNIPCHECK_UV"); !own.empty()) {
    if (own == "none")
      return std::nullopt;
    if (!answers({own}))
      throw CannotCheck(fmt::format("SNIPCHECK_UV names {}, which does not run", own), "correct it, or unset it");
    return std::vector{own};
  }
  std::error_code error;
  std::vector<std::vector<std::string>> candidates;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  const std::string home = variable("HOME");
  candidates.push_back({(binary.parent_path() / "uv").string()});
  const std::string path = variable("PATH");
  for (const std::string_view folder : split(path, ':'))
    if (!folder.empty())
      candidates.push_back({(fs::path{folder} / "uv").string()});
  candidates.push_back({(interpreter.path.parent_path() / "uv").string()});
  candidates.push_back({home + "/.local/bin/uv"});
  candidates.push_back({home + "/.cargo/bin/uv"});
  candidates.push_back({interpreter.path.string(), "-m", "uv"});
  for (std::vector<std::string>& one : candidates)
    if (::access(one.front().c_str(), X_OK) == 0 && answers(one))
      return std::move(one);
  return std::nullopt;
}

}  // namespace

Failure explain_failure(std::string_view output) {
  struct Pattern {
    std::string_view words, what, hint;
  };
  // The first that fits; the more special ones first, since every failure names the package that it was fetching.
  static constexpr std::array kPatterns = std::to_array<Pattern>({
      {"No space left on device", "the disk is full", "make room, or set SNIPCHECK_CACHE_DIR to a folder elsewhere"},
      {"Hash mismatch", "a file from the package index is not the one that the lock names",
       "the index (a mirror?) serves a changed file: ask who runs it"},
      {"DO NOT MATCH THE HASHES", "a file from the package index is not the one that the lock names",
       "the index (a mirror?) serves a changed file: ask who runs it"},
      {"invalid peer certificate", "the certificate of the package index is not trusted",
       "set SSL_CERT_FILE, or cert in pip's configuration, to the certificates to trust"},
      {"CERTIFICATE_VERIFY_FAILED", "the certificate of the package index is not trusted",
       "set SSL_CERT_FILE, or cert in pip's configuration, to the certificates to trust"},
      {"401 Unauthorized", "the package index asks for a password", "put it into pip's index-url or into ~/.netrc"},
      {"403 Forbidden", "the package index refuses", "see whether pip's index-url is the right one"},
      {"Failed to build", "a package has no wheel for this Python and cannot be built here",
       "install a C compiler (apt-get install build-essential python3-dev), or another Python that the environment has a lock "
       "for"},
      {"Failed building wheel", "a package has no wheel for this Python and cannot be built here",
       "install a C compiler (apt-get install build-essential python3-dev), or another Python that the environment has a lock "
       "for"},
      {"no wheels with a matching", "a package has no wheel for this machine",
       "try another Python that the environment has a lock for"},
      {"ensurepip is not available", "this Python cannot make virtual environments",
       "apt-get install python3-venv, or pip install uv"},
      {"No module named venv", "this Python cannot make virtual environments", "apt-get install python3-venv, or pip install uv"},
      {"not found in the cache", "there is no network, and not everything is in the cache",
       "connect once; afterwards it works offline"},
      {"network was disabled", "there is no network, and not everything is in the cache",
       "connect once; afterwards it works offline"},
      {"dns error", "the package index cannot be reached", "connect once, or set index-url in pip's configuration to a mirror"},
      {"Failed to fetch", "the package index cannot be reached",
       "connect once, or set index-url in pip's configuration to a mirror"},
      {"Request failed", "the package index cannot be reached",
       "connect once, or set index-url in pip's configuration to a mirror"},
      {"NewConnectionError", "the package index cannot be reached",
       "connect once, or set index-url in pip's configuration to a mirror"},
      {"not found in the package registry", "the package index does not have a package of the lock",
       "see whether pip's index-url names a full mirror"},
      {"No matching distribution found", "the package index does not have a package of the lock, or cannot be reached",
       "connect once, or set index-url in pip's configuration to a full mirror"},
  });
  for (const Pattern& one : kPatterns)
    if (output.find(one.words) != std::string_view::npos)
      return {std::string(one.what), std::string(one.hint)};
  return {"the installer failed", "its last words are above"};
}

std::unique_ptr<Installer> find_installer(const Interpreter& interpreter) {
  if (auto uv = find_uv(interpreter))
    return std::make_unique<Uv>(interpreter, std::move(*uv));
  if (!run_command({.argv = {interpreter.path.string(), "-I", "-c", "import ensurepip, ssl, venv"}}, 20s).ok())
    throw CannotCheck(fmt::format("there is no uv, and {} lacks venv, ensurepip or ssl", interpreter.path.string()),
                      "pip install uv, or apt-get install python3-venv");
  return std::make_unique<Pip>(interpreter);
}

}  // namespace snipcheck
