#include "sandboxes/interpreters.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kFormat = 1;

/// Asked of each python. confstr instead of platform.libc_ver(), which reads the whole binary.
constexpr std::string_view kQuestion = R"(
import json, os, sys, sysconfig
try:
    libc = os.confstr("CS_GNU_LIBC_VERSION").replace(" ", "")
except (AttributeError, OSError, ValueError):
    libc = "musl"
print(json.dumps({"implementation": sys.implementation.name, "version": "%d.%d.%d" % sys.version_info[:3],
                  "prefix": sys.base_prefix, "platform": sysconfig.get_platform() + "-" + libc}))
)";

std::vector<int> numbers(std::string_view version) {
  std::vector<int> out;
  for (const std::string_view part : split(version, '.')) {
    int number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    out.push_back(number);
  }
  return out;
}

std::vector<fs::path> entries(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error))
    out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

/// "python3.11", not "python3.11-config" and not "python3": that one is a link to it.
bool is_python_name(std::string_view name) {
  constexpr std::string_view start = "python3.";
  return name.starts_with(start) && name.size() > start.size() &&
         name.find_first_not_of("0123456789", start.size()) == std::string_view::npos;
}

/// A shim is a script; asking it would start another Python than it seems.
bool is_program(const fs::path& file) {
  std::array<char, 4> magic{};
  std::ifstream in{file, std::ios::binary};
  in.read(magic.data(), magic.size());
  return in && std::string_view{magic.data(), magic.size()} == "\177ELF";
}

std::string variable(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

json to_json(const Interpreter& one) {
  return {{"path", one.path.string()}, {"version", one.version}, {"prefix", one.prefix.string()}, {"platform", one.platform}};
}

Interpreter interpreter_from(const json& value) {
  return {.path = value.at("path").get<std::string>(),
          .version = value.at("version"),
          .prefix = value.at("prefix").get<std::string>(),
          .platform = value.at("platform")};
}

std::string home_folder() { return variable("HOME", "/nonexistent"); }

}  // namespace

std::string Interpreter::series() const { return version.substr(0, version.rfind('.')); }

fs::path uv_pythons_folder() {
  const fs::path data = variable("XDG_DATA_HOME", home_folder() + "/.local/share");
  return variable("UV_PYTHON_INSTALL_DIR", (data / "uv/python").string());
}

std::vector<fs::path> interpreter_folders() {
  std::vector<fs::path> folders;
  if (const std::string only = variable("SNIPCHECK_PYTHONS", ""); !only.empty()) {
    for (const std::string_view folder : split(only, ':'))
      folders.emplace_back(folder);
    return folders;
  }
  const std::string path = variable("PATH", "");
  for (const std::string_view folder : split(path, ':'))
    if (!folder.empty())
      folders.emplace_back(folder);
  folders.insert(folders.end(), {"/usr/bin", "/usr/local/bin"});
  for (const fs::path& root : {fs::path{variable("PYENV_ROOT", home_folder() + "/.pyenv")} / "versions", uv_pythons_folder()})
    for (const fs::path& version : entries(root))
      folders.push_back(version / "bin");
  return folders;
}

InterpreterMemory::InterpreterMemory(fs::path file) : file_(std::move(file)) {
  std::error_code error;
  if (!fs::exists(file_, error))
    return;
  try {
    const json all = json::parse(read_file(file_));
    if (all.at("format") != kFormat)
      return;
    for (const json& answer : all.at("interpreters")) {
      Interpreter one = interpreter_from(answer);
      std::string path = one.path.string();
      answers_.emplace(std::move(path), Answer{answer.at("changed"), answer.at("size"), std::move(one)});
    }
    for (const auto& [era, value] : all.at("built").items())
      built_.emplace(era, interpreter_from(value));
  } catch (const json::exception&) {  // damaged: asked again
    answers_.clear();
    built_.clear();
  }
}

void InterpreterMemory::save() const {
  json all{{"format", kFormat}, {"interpreters", json::array()}, {"built", json::object()}};
  for (const auto& [path, answer] : answers_) {
    json one = to_json(answer.interpreter);
    one["changed"] = answer.changed;
    one["size"] = answer.size;
    all["interpreters"].push_back(std::move(one));
  }
  for (const auto& [era, interpreter] : built_)
    all["built"][era] = to_json(interpreter);
  write_file(file_, all.dump(1) + "\n");
}

InterpreterMemory::Answer InterpreterMemory::ask(const fs::path& python) const {
  using namespace std::chrono_literals;
  Answer answer{.interpreter = {.path = python}};
  const Finished done = run_command(
      {.argv = {python.string(), "-I", "-S", "-c", std::string(kQuestion)}, .environment = {{{"LANG", "C.UTF-8"}}}}, 20s);
  const json said = json::parse(done.out, nullptr, false);
  if (!done.ok() || !said.is_object() || said.value("implementation", "") != "cpython")
    return answer;
  answer.interpreter.version = said.value("version", "");
  answer.interpreter.prefix = said.value("prefix", "");
  answer.interpreter.platform = said.value("platform", "");
  return answer;
}

std::vector<Interpreter> InterpreterMemory::find(const std::vector<fs::path>& folders) {
  std::vector<Interpreter> found;
  std::vector<fs::path> seen;
  bool learned = false;
  for (const fs::path& folder : folders) {
    for (const fs::path& entry : entries(folder)) {
      std::error_code error;
      if (!is_python_name(entry.filename().string()))
        continue;
      const fs::path python = fs::canonical(entry, error);
      if (error || std::ranges::find(seen, python) != seen.end())
        continue;
      seen.push_back(python);
      const auto changed = fs::last_write_time(python, error).time_since_epoch().count();
      const auto size = fs::file_size(python, error);
      auto known = answers_.find(python.string());
      if (known == answers_.end() || known->second.changed != changed || known->second.size != size) {
        Answer answer = is_program(python) ? ask(python) : Answer{.interpreter = {.path = python}};
        answer.changed = changed;
        answer.size = size;
        known = answers_.insert_or_assign(python.string(), std::move(answer)).first;
        learned = true;
      }
      if (!known->second.interpreter.version.empty())
        found.push_back(known->second.interpreter);
    }
  }
  if (learned)
    save();
  return found;
}

std::optional<Interpreter> InterpreterMemory::built_with(std::string_view environment) const {
  const auto found = built_.find(environment);
  return found == built_.end() ? std::nullopt : std::optional{found->second};
}

void InterpreterMemory::remember(std::string_view environment, const Interpreter& interpreter) {
  if (const auto known = built_with(environment); known && to_json(*known) == to_json(interpreter))
    return;
  built_.insert_or_assign(std::string(environment), interpreter);
  save();
}

int distance(const PinSet& set, std::string_view series) {
  if (std::ranges::find(set.pythons, series) == set.pythons.end())
    return -1;
  const auto minor = minor_of(series), own = minor_of(set.made_for.empty() ? set.pythons.back() : set.made_for);
  constexpr int older = 1000;  // every newer one comes first
  return minor >= own ? minor - own : older + own - minor;
}

const Interpreter* choose_interpreter(const PinSet& set, const std::vector<Interpreter>& interpreters) {
  const Interpreter* best = nullptr;
  for (const Interpreter& one : interpreters) {
    const int far = distance(set, one.series());
    if (far < 0)
      continue;
    if (best == nullptr || far < distance(set, best->series()) ||
        (one.series() == best->series() && numbers(one.version) > numbers(best->version)))
      best = &one;
  }
  return best;
}

}  // namespace snipcheck
