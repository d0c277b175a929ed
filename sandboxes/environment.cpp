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

constexpr std::string_view kFolderFormat = "6";  // raise it when a built folder no longer serves this version
constexpr std::size_t kKeyDigits = 12;

const PinSet& era_named(const std::string& name) {
  if (const PinSet* era = find_era(name))
    return *era;
  std::vector<std::string> known;
  known.reserve(eras().size());
  for (const PinSet& era : eras())
    known.emplace_back(era.name);
  const std::string meant = nearest(name, known);
  throw UsageError(fmt::format("there is no environment {}; there are {}", name, join(known, ", ")),
                   meant.empty() ? "" : fmt::format("did you mean {}?", meant));
}

/// Fills in what follows from the lock for a Python.
void take_lock(Environment& environment, const PinSet& set, const std::string& series) {
  environment.lock_text = lock_of(set, series);
  environment.lock = sha256(environment.lock_text);
  environment.packages = pins_of(environment.lock_text);
  const auto flask = environment.packages.find("flask");
  environment.flask = flask == environment.packages.end() ? std::string{} : flask->second;
  if (!is_current(set, environment.lock_text)) {
    environment.trouble = fmt::format("the lock of {} was made from other packages than it has now", set.name);
    environment.hint = fmt::format("make it anew: snipcheck env lock {}", set.name);
  }
}

/// Fills in what follows from the interpreter.
void settle(Environment& environment, const PinSet& set, const Interpreter& interpreter) {
  const std::string series = interpreter.series();
  environment.interpreter = interpreter;
  environment.python = interpreter.version;
  environment.build_constraints = build_constraints_of(series);
  take_lock(environment, set, series);
  environment.key = Digest{}
                        .add("format", kFolderFormat)
                        .add("path", interpreter.path.string())
                        .add("version", interpreter.version)
                        .add("platform", interpreter.platform)
                        .add("lock", environment.lock_text)
                        .add("build", environment.build_constraints)
                        .add("stale", environment.trouble)  // results of the lock as it is are not those that are asked for
                        .hex();
  environment.folder =
      cache_folder() / "envs" / fmt::format("{}-py{}-{}", set.name, series, environment.key.substr(0, kKeyDigits));
}

/// There is no Python for it.
void say_what_it_needs(Environment& environment, const PinSet& set) {
  if (set.pythons.empty()) {
    environment.trouble = fmt::format("{} has no lock yet", set.name);
    environment.hint = fmt::format("make one: snipcheck env lock {}", set.name);
    return;
  }
  const bool has_own = std::ranges::find(set.pythons, set.made_for) != set.pythons.end();
  const std::string& own = has_own ? set.made_for : set.pythons.back();
  take_lock(environment, set, own);
  const std::string flask = set.flask.empty() ? "" : fmt::format(" (Flask {})", set.flask);
  environment.trouble = fmt::format("no Python for {}{}: it needs one of {}", set.name, flask, join(set.pythons, ", "));
  environment.hint = fmt::format(
      "install Python {0} (apt-get install python{0}, pyenv install {0}, or snipcheck env sync --install-pythons, by uv); "
      "any of those will do",
      own);
  if (!set.is_era())
    environment.hint += fmt::format(", or lock it for a Python that is here: snipcheck env lock {}", set.name);
}

}  // namespace

Environment choose_environment(const PinSet& set, const InterpreterMemory& memory, const std::vector<Interpreter>& found) {
  Environment environment{.name = set.name,
                          .flask = set.flask,
                          .made_for = set.made_for,
                          .remembered_as = set.is_era() ? set.name : set.name + " of " + set.folder.string(),
                          .is_era = set.is_era(),
                          .download_mb = set.download_mb,
                          .disk_mb = set.disk_mb};
  const Interpreter* best = choose_interpreter(set, found);
  const auto before = memory.built_with(environment.remembered_as);
  // A python that has gone is still the right answer to "whose results are these?", unless a better one has come.
  const bool gone =
      before && distance(set, before->series()) >= 0 && std::ranges::find(found, before->path, &Interpreter::path) == found.end();
  if (gone && (best == nullptr || distance(set, best->series()) > distance(set, before->series()))) {
    settle(environment, set, *before);
    environment.trouble =
        fmt::format("Python {}, which {} was built with, is gone from {}", before->version, set.name, before->path.string());
    environment.hint = best == nullptr ? "install it again"
                                       : fmt::format("install it again, or remove {} to take Python {} instead",
                                                     (cache_folder() / "interpreters.json").string(), best->version);
    return environment;
  }
  if (best != nullptr)
    settle(environment, set, *best);
  else
    say_what_it_needs(environment, set);
  return environment;
}

std::vector<Environment> choose_environments(const std::vector<PinSet>& sets) {
  InterpreterMemory memory{cache_folder() / "interpreters.json"};
  const std::vector<Interpreter> found = memory.find(interpreter_folders());
  std::vector<Environment> chosen;
  chosen.reserve(sets.size());
  for (const PinSet& set : sets)
    chosen.push_back(choose_environment(set, memory, found));
  return chosen;
}

std::vector<Environment> choose_environments(const std::vector<std::string>& names) {
  std::vector<PinSet> wanted;
  for (const std::string& name : names)
    if (const PinSet& era = era_named(name); std::ranges::find(wanted, era.name, &PinSet::name) == wanted.end())
      wanted.push_back(era);
  return choose_environments(wanted);
}

bool is_older(const Environment& a, const Environment& b) { return is_older_flask(a.flask, a.is_era, b.flask, b.is_era); }

bool is_folder_of(std::string_view folder, std::string_view name) {
  if (!folder.starts_with(name))
    return false;
  folder.remove_prefix(name.size());
  const auto dash = folder.rfind('-');
  return folder.starts_with("-py") && dash > 3 && folder.size() - dash - 1 == kKeyDigits &&
         folder.substr(3, dash - 3).find_first_not_of("0123456789.") == std::string_view::npos &&
         folder.substr(dash + 1).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace snipcheck
