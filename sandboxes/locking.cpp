#include "sandboxes/locking.hpp"

#include "sandboxes/package_tool.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

/// Build tools may be younger than what they build: the constraints pin them, and this lets them be found.
constexpr std::string_view kBuildDate = "2025-12-31";

/// What uv is to be told of one set, as files in its folder.
std::vector<std::string> compile_command(const PackageTool& tool, const PinSet& set, const Interpreter& interpreter,
                                         std::string_view requirements) {
  const auto file = [&](std::string_view name, std::string_view text) {
    write_file(tool.file(name), text);
    return tool.file(name).string();
  };
  std::vector<std::string> words{"pip",
                                 "compile",
                                 "--quiet",
                                 "--no-header",
                                 "--no-annotate",
                                 "--generate-hashes",
                                 "--upgrade",
                                 "--python",
                                 interpreter.path.string(),
                                 file("packages.in", requirements),
                                 "--output-file",
                                 tool.file("lock.txt").string()};
  if (const std::string build = build_constraints_of(interpreter.series()); !build.empty())
    words.insert(words.end(), {"--build-constraints", file("build.txt", build)});
  if (!set.constraints.empty())
    words.insert(words.end(), {"--constraints", file("constraints.txt", set.constraints)});
  return words;
}

void keep_to_date(std::vector<std::string>& words, const std::string& date) {
  if (date.empty())
    return;
  words.insert(words.end(), {"--exclude-newer", date});
  if (date < kBuildDate)
    for (const char* tool : {"setuptools", "wheel"})
      words.insert(words.end(), {"--exclude-newer-package", fmt::format("{}={}", tool, kBuildDate)});
}

std::string compiled(const PinSet& set, const Interpreter& interpreter, std::string_view requirements, const std::string& date) {
  auto program = find_uv(interpreter);
  if (!program)
    throw CannotCheck("there is no uv, which makes locks", "pip install uv");
  Uv uv{interpreter, std::move(*program)};
  std::vector<std::string> words = compile_command(uv, set, interpreter, requirements);
  keep_to_date(words, date);
  uv.call(words, fmt::format("{} cannot be resolved for Python {}", set.name, interpreter.series()));
  return read_file(uv.file("lock.txt"));
}

/// Installing by this lock would fail: nothing vouches for what it names.
void refuse_unpinned(const PinSet& set, std::string_view lock) {
  const std::vector<std::string_view> lines = split_lines(lock);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (line.empty() || line.front() == '#' || indent_of(line) > 0)
      continue;
    const bool hashed = i + 1 < lines.size() && trim(lines[i + 1]).starts_with("--hash=");
    if (line.find("==") == std::string_view::npos || !hashed)
      throw PackageFailure(fmt::format("{}: {} cannot be pinned by a hash", set.name, line.substr(0, line.find_first_of(" @"))),
                           "name a release of it that the package index has");
  }
}

/// `python_version < "3.10" and python_version >= "3.8"`; what is not of this form holds.
bool holds(std::string_view marker, std::string_view python) {
  const std::string text = replace_all(std::string(marker), " and ", "&");
  return std::ranges::all_of(split(text, '&'), [&](std::string_view clause) {
    clause = trim(clause);
    constexpr std::string_view name = "python_version";
    if (!clause.starts_with(name))
      return true;
    clause = trim(clause.substr(name.size()));
    const std::string_view sign = clause.substr(0, clause.find_first_not_of("<>=!"));
    const std::string_view series = trim(clause.substr(sign.size()));
    const int ours = minor_of(python),
              theirs = minor_of(series.substr(1, series.size() - std::min<std::size_t>(series.size(), 2)));
    return sign == "<"    ? ours < theirs
           : sign == "<=" ? ours <= theirs
           : sign == ">"  ? ours > theirs
           : sign == ">=" ? ours >= theirs
           : sign == "==" ? ours == theirs
                          : ours != theirs;
  });
}

}  // namespace

std::string make_lock(const PinSet& set, const Interpreter& interpreter) {
  const std::string lock = compiled(set, interpreter, set.requirements, date_of(set, interpreter.series()));
  refuse_unpinned(set, lock);
  return set.is_era() ? lock : lock_header(set) + lock;
}

std::map<std::string, std::string> newest_versions(const PinSet& set, const Interpreter& interpreter) {
  std::string names;
  for (const auto& [name, version] : named_packages(set.requirements, interpreter.series()))
    names += name + "\n";
  for (const std::string_view line : split_lines(set.requirements))  // --extra-index-url and the like
    if (line.starts_with("--") && !line.starts_with("--hash"))
      names.append(line).append("\n");
  return pins_of(compiled(set, interpreter, names, ""));
}

std::map<std::string, std::string> named_packages(std::string_view requirements, std::string_view python) {
  std::map<std::string, std::string> named;
  for (std::string_view line : split_lines(requirements)) {
    line = trim(line.substr(0, line.find(" #")));
    const auto end = line.find_first_of(" \t[=<>!~;@");
    if (line.empty() || line.front() == '#' || line.front() == '-' || end == 0)
      continue;
    const auto semicolon = line.find(';');
    if (semicolon != std::string_view::npos && !holds(trim(line.substr(semicolon + 1)), python))
      continue;
    const std::string_view specifier = trim(line.substr(0, semicolon));
    const auto equals = specifier.find("==");
    const bool pinned = equals != std::string_view::npos && specifier.find_first_of("<>!~,*") == std::string_view::npos;
    named[normalised_name(line.substr(0, end))] =
        pinned ? std::string(trim(specifier.substr(equals + 2, specifier.find_first_of(" \\", equals + 2) - equals - 2))) : "";
  }
  return named;
}

}  // namespace snipcheck
