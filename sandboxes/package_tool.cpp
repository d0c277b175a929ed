#include "sandboxes/package_tool.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/interrupt.hpp"
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

/// What an installer and a compiler are set up by. Others, such as the tokens of a CI job, are nobody's business here.
bool is_for_installers(std::string_view name) {
  static constexpr std::array<std::string_view, 32> kNames = {"PATH",
                                                              "HOME",
                                                              "USER",
                                                              "LOGNAME",
                                                              "SHELL",
                                                              "TERM",
                                                              "TZ",
                                                              "LANG",
                                                              "LANGUAGE",
                                                              "TMPDIR",
                                                              "NETRC",
                                                              "CC",
                                                              "CXX",
                                                              "LD",
                                                              "AR",
                                                              "CFLAGS",
                                                              "CXXFLAGS",
                                                              "CPPFLAGS",
                                                              "LDFLAGS",
                                                              "CPATH",
                                                              "MAKEFLAGS",
                                                              "LIBRARY_PATH",
                                                              "LD_LIBRARY_PATH",
                                                              "C_INCLUDE_PATH",
                                                              "RUSTFLAGS",
                                                              "CARGO_HOME",
                                                              "RUSTUP_HOME",
                                                              "PKG_CONFIG",
                                                              "PKG_CONFIG_PATH",
                                                              "PKG_CONFIG_LIBDIR",
                                                              "REQUESTS_CA_BUNDLE",
                                                              "CURL_CA_BUNDLE"};
  const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
  return is_any_of(name, kNames) || begins("LC_") || begins("PIP_") || begins("SSL_") || begins("XDG_") ||
         (begins("UV_") && !begins("UV_PUBLISH_")) || lower(name).ends_with("_proxy");
}

Settings our_environment() {
  Settings all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (const auto equals = text.find('='); equals != std::string_view::npos && is_for_installers(text.substr(0, equals)))
      all.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return all;
}

/// Only the settings that can name an index.
Settings index_settings(const Settings& pip, const Settings& environment) {
  Settings out;
  for (const char* name : {"index-url", "extra-index-url", "index", "find-links", "proxy"})
    if (const auto found = pip.find(name); found != pip.end())
      out.insert(*found);
  for (const auto& [name, value] : environment)
    if (name.starts_with("UV_") || lower(name).ends_with("_proxy"))
      out.emplace(name, value);
  return out;
}

/// What an installer reads of its user's: how it is configured, and whom to trust.
std::vector<fs::path> configuration_of(const Settings& pip, const Settings& settings) {
  std::vector<fs::path> paths;
  const auto home = settings.find("HOME"), configuration = settings.find("XDG_CONFIG_HOME");
  if (home != settings.end())
    for (const char* file : {".netrc", ".pip", ".config/pip", ".config/uv", ".pydistutils.cfg", ".local/bin", ".local/lib",
                             ".cargo/bin", ".rustup/toolchains"})
      paths.push_back(fs::path{home->second} / file);
  if (configuration != settings.end())
    for (const char* folder : {"pip", "uv"})
      paths.push_back(fs::path{configuration->second} / folder);
  const auto add_paths = [&](std::string value) {
    std::ranges::replace_if(value, [](char c) { return c == ',' || c == ':'; }, ' ');
    for (const std::string_view word : split(value, ' ')) {
      if (word.starts_with('/'))
        paths.emplace_back(word);
      else if (word.starts_with("~/") && home != settings.end())
        paths.push_back(fs::path{home->second} / word.substr(2));
    }
  };
  for (const auto& [name, value] : pip)
    add_paths(value);
  for (const auto& [name, value] : settings)
    if (name.starts_with("UV_") || name.starts_with("PIP_") || name.starts_with("SSL_") || name.ends_with("_CA_BUNDLE") ||
        name == "NETRC" || name == "LD_LIBRARY_PATH")
      add_paths(value);
  return paths;
}

std::string last_lines(std::string_view text) {
  std::vector<std::string_view> lines = split_lines(text);
  std::string out;
  for (std::size_t i = lines.size() - std::min(lines.size(), kLastLines); i < lines.size(); ++i)
    out += fmt::format("\n  {}", trim_right(lines[i]));
  return out;
}

/// A program that answers to --version under the rules that it will be held to: a shim, which looks for its program among the
/// user's files, is there, and does not.
bool answers(std::vector<std::string> program, const Interpreter& interpreter) {
  std::error_code error;
  Reach reach{.reads = {fs::canonical(program.front(), error), interpreter.prefix}, .writes = {}};
  program.emplace_back("--version");
  return run_command({.argv = confined(std::move(program), reach)}, 20s).ok();
}

}  // namespace

Failure explain_failure(std::string_view output) {
  struct Pattern {
    std::string_view words, what, hint;
    bool of_packages = false;
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
      {"Operation timed out", "the package index does not answer", "try again, or set timeout in pip's configuration"},
      {"401 Unauthorized", "the package index asks for a password", "put it into pip's index-url or into ~/.netrc"},
      {"403 Forbidden", "the package index refuses", "see whether pip's index-url is the right one"},
      {"Failed to build", "a package has no wheel for this Python and cannot be built here",
       "install a C compiler (apt-get install build-essential python3-dev), or another Python that the environment has a lock "
       "for",
       true},
      {"Failed building wheel", "a package has no wheel for this Python and cannot be built here",
       "install a C compiler (apt-get install build-essential python3-dev), or another Python that the environment has a lock "
       "for",
       true},
      {"no wheels with a matching", "a package has no wheel for this machine",
       "try another Python that the environment has a lock for", true},
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
      {"No solution found when resolving", "these packages cannot be had together, or not for this Python",
       "the words above say which; change a version, or the Python", true},
      {"No matching distribution found", "the package index does not have a package of the lock, or cannot be reached",
       "connect once, or set index-url in pip's configuration to a full mirror"},
      {"Permission denied", "the installer or a build was refused something",
       "they may not read all files of yours (docs/isolation.md): where it is theirs to read, move it out of your home"},
  });
  for (const Pattern& one : kPatterns)
    if (output.find(one.words) != std::string_view::npos)
      return {std::string(one.what), std::string(one.hint), one.of_packages};
  return {"the installer failed", "its last words are above"};
}

PackageTool::PackageTool(const Interpreter& interpreter) : settings(our_environment()) {
  pip = pip_settings(pip_configuration_files(settings, interpreter.prefix), settings);
  settings["NO_COLOR"] = "1";
  reach_.reads = configuration_of(pip, settings);
  may_read(interpreter.prefix);
  may_read(interpreter.path.parent_path());
  may_read(interpreter.path.parent_path().parent_path() / "pyvenv.cfg");
  may_write(files_.path());
  may_write(cache_folder() / "uv");
  may_write(cache_folder() / "pip");
  may_write(file("tmp"));
  settings["TMPDIR"] = file("tmp").string();
  for (const char* name :
       {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"})
    settings.erase(name);
}

std::string PackageTool::without_addresses(std::string_view text) const {
  return snipcheck::without_addresses(escape_invalid_utf8(text), index_settings(pip, settings));
}

void PackageTool::may_write(const fs::path& folder) {
  fs::create_directories(folder);
  reach_.writes.push_back(folder);
}

void PackageTool::only_from(const fs::path& wheelhouse) {
  may_read(wheelhouse);
  settings["PIP_NO_INDEX"] = "1";
  settings["PIP_FIND_LINKS"] = wheelhouse.string();
}

std::string PackageTool::run(std::vector<std::string> argv, std::string_view what,
                             const std::function<void(std::string_view)>& line) {
  const std::string program = fs::path{argv.front()}.filename().string();
  // Runs may happen under another user id: what is installed has to be readable whatever our umask is.
  argv.insert(argv.begin(), {"/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"});
  Finished done = run_command({.argv = confined(std::move(argv), reach_), .environment = settings, .directory = files_.path()},
                              kPatience, line);
  if (done.ok())
    return std::move(done.out);
  if (interrupt::signal_number() != 0)
    throw CannotCheck(fmt::format("{}: interrupted", what));
  const std::string said = without_addresses(done.out + done.err);
  const Failure failure = done.timed_out
                              ? Failure{fmt::format("{} took more than {} minutes", program, kPatience.count()), "try again"}
                              : explain_failure(said);
  const std::string words = fmt::format("{}: {}{}", what, failure.what, last_lines(said));
  if (failure.of_packages)
    throw PackageFailure(words, failure.hint);
  throw CannotCheck(words, failure.hint);
}

std::optional<std::vector<std::string>> find_uv(const Interpreter& interpreter) {
  const auto variable = [](const char* name) { return std::string(std::getenv(name) != nullptr ? std::getenv(name) : ""); };
  if (const std::string own = variable("SNIPCHECK_UV"); !own.empty()) {
    if (own == "none")
      return std::nullopt;
    if (!answers({own}, interpreter))
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
  if (!interpreter.path.empty())
    candidates.push_back({(interpreter.path.parent_path() / "uv").string()});
  candidates.push_back({home + "/.local/bin/uv"});
  candidates.push_back({home + "/.cargo/bin/uv"});
  if (!interpreter.path.empty())
    candidates.push_back({interpreter.path.string(), "-m", "uv"});
  for (std::vector<std::string>& one : candidates)
    if (::access(one.front().c_str(), X_OK) == 0 && answers(one, interpreter))
      return std::move(one);
  return std::nullopt;
}

Uv::Uv(const Interpreter& interpreter, std::vector<std::string> program)
    : PackageTool(interpreter), program_(std::move(program)), options_(translate_for_uv(pip, settings)) {
  std::error_code error;
  may_read(fs::canonical(program_.front(), error));
  may_read(find_program(program_.front()).value_or(""));
  settings["UV_CACHE_DIR"] = (cache_folder() / "uv").string();
  settings["UV_SYSTEM_CERTS"] = "1";
  settings["UV_PYTHON_DOWNLOADS"] = "never";
  settings["UV_NO_PROGRESS"] = "1";
}

void Uv::only_from(const fs::path& wheelhouse) {
  may_read(wheelhouse);
  for (const char* name : {"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS"})
    settings.erase(name);
  options_ = {"--no-index", "--find-links", wheelhouse.string()};
}

std::string Uv::call(const std::vector<std::string>& arguments, std::string_view what,
                     const std::function<void(std::string_view)>& line) {
  std::vector<std::string> argv = program_;
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  argv.insert(argv.end(), options_.begin(), options_.end());
  return run(std::move(argv), what, line);
}

std::string Uv::call_bare(const std::vector<std::string>& arguments, std::string_view what) {
  std::vector<std::string> argv = program_;
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return run(std::move(argv), what);
}

}  // namespace snipcheck
