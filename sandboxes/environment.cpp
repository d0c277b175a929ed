#include "sandboxes/environment.hpp"

#include "sandboxes/index.hpp"
#include "sandboxes/interpreters.hpp"
#include "support/digest.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

constexpr std::string_view kFolderFormat = "2";  // raise it when a built folder no longer serves this version

const Era& era_named(const std::string& name) {
  if (const Era* era = find_era(name))
    return *era;
  std::vector<std::string> known;
  known.reserve(eras().size());
  for (const Era& era : eras())
    known.emplace_back(era.name);
  const std::string meant = nearest(name, known);
  throw UsageError(fmt::format("there is no environment {}; there are {}", name, join(known, ", ")),
                   meant.empty() ? "" : fmt::format("did you mean {}?", meant));
}

/// Fills in what follows from the interpreter.
void settle(Environment& environment, const Era& era, const Interpreter& interpreter) {
  const std::string series = interpreter.series();
  const std::string_view lock = lock_of(era, series);
  environment.interpreter = interpreter;
  environment.python = interpreter.version;
  environment.lock = sha256(lock);
  environment.packages = pins_of(lock);
  environment.flask = environment.packages.at("flask");
  environment.key = Digest{}
                        .add("format", kFolderFormat)
                        .add("path", interpreter.path.string())
                        .add("version", interpreter.version)
                        .add("platform", interpreter.platform)
                        .add("lock", lock)
                        .add("build", build_constraints_of(series))
                        .hex();
  environment.folder = cache_folder() / "envs" / fmt::format("{}-py{}-{}", era.name, series, environment.key.substr(0, 12));
}

}  // namespace

Environment choose_environment(const Era& era, const InterpreterMemory& memory, const std::vector<Interpreter>& found) {
  Environment environment{.name = std::string(era.name), .flask = std::string(era.flask)};
  const Interpreter* best = choose_interpreter(era, found);
  const auto before = memory.built_with(era.name);
  // A python that has gone is still the right answer to "whose results are these?", unless a better one has come.
  const bool gone =
      before && distance(era, before->series()) >= 0 && std::ranges::find(found, before->path, &Interpreter::path) == found.end();
  if (gone && (best == nullptr || distance(era, best->series()) > distance(era, before->series()))) {
    settle(environment, era, *before);
    environment.trouble =
        fmt::format("Python {}, which {} was built with, is gone from {}", before->version, era.name, before->path.string());
    environment.hint = best == nullptr ? "install it again"
                                       : fmt::format("install it again, or remove {} to take Python {} instead",
                                                     (cache_folder() / "interpreters.json").string(), best->version);
    return environment;
  }
  if (best != nullptr) {
    settle(environment, era, *best);
    return environment;
  }
  environment.lock = sha256(lock_of(era, era.made_for));
  environment.packages = pins_of(lock_of(era, era.made_for));
  environment.trouble =
      fmt::format("no Python for {} (Flask {}): it needs one of {}", era.name, era.flask, join(era.pythons, ", "));
  environment.hint = fmt::format(
      "install Python {0} (apt-get install python{0}, uv python install {0}, pyenv install {0}); "
      "any of those will do",
      era.made_for);
  return environment;
}

std::vector<Environment> choose_environments(const std::vector<std::string>& names) {
  std::vector<const Era*> wanted;
  for (const std::string& name : names)
    if (const Era* era = &era_named(name); std::ranges::find(wanted, era) == wanted.end())
      wanted.push_back(era);
  InterpreterMemory memory{cache_folder() / "interpreters.json"};
  const std::vector<Interpreter> found = memory.find(interpreter_folders());
  std::vector<Environment> chosen;
  chosen.reserve(wanted.size());
  for (const Era* era : wanted)
    chosen.push_back(choose_environment(*era, memory, found));
  return chosen;
}

}  // namespace snipcheck
