#include "sandboxes/environment.hpp"
#include "support/embedded.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

#include <nlohmann/json.hpp>

namespace snipcheck {

std::span<const EmbeddedFile> era_files();

namespace {

/// "3.10" -> 10; the series of one major version, so that 3.9 comes before 3.10.
int minor_of(std::string_view series) {
  int minor = 0;
  const auto dot = series.find('.');
  if (dot != std::string_view::npos)
    std::from_chars(series.data() + dot + 1, series.data() + series.size(), minor);
  return minor;
}

/// "2020/py3.8.txt" -> "3.8", "" for any other file.
std::string_view python_of(std::string_view file) {
  if (!file.starts_with("py") || !file.ends_with(".txt"))
    return {};
  return file.substr(2, file.size() - 6);
}

std::vector<Era> read_eras() {
  static std::deque<std::string> texts;  // what the views in the eras look at
  const auto keep = [](const nlohmann::json& value) -> std::string_view { return texts.emplace_back(value.get<std::string>()); };
  std::vector<Era> all;
  for (const EmbeddedFile& file : era_files()) {
    const auto slash = file.path.find('/');
    if (slash == std::string_view::npos || file.path.substr(slash + 1) != "era.json")
      continue;
    const auto json = nlohmann::json::parse(file.bytes);
    Era era{.name = file.path.substr(0, slash),
            .flask = keep(json.at("flask")),
            .made_for = keep(json.at("made_for")),
            .date = keep(json.at("date")),
            .download_mb = json.at("download_mb"),
            .disk_mb = json.at("disk_mb")};
    for (const EmbeddedFile& other : era_files())
      if (other.path.starts_with(file.path.substr(0, slash + 1)))
        if (const std::string_view python = python_of(other.path.substr(slash + 1)); !python.empty())
          era.pythons.emplace_back(python);
    std::ranges::sort(era.pythons, {}, minor_of);
    all.push_back(std::move(era));
  }
  std::ranges::sort(all, {}, &Era::name);
  return all;
}

std::string_view embedded(const std::string& path) {
  for (const EmbeddedFile& file : era_files())
    if (file.path == path)
      return file.bytes;
  return {};
}

}  // namespace

const std::vector<Era>& eras() {
  static const std::vector<Era> all = read_eras();
  return all;
}

const Era* find_era(std::string_view name) {
  const auto found = std::ranges::find(eras(), name, &Era::name);
  return found == eras().end() ? nullptr : &*found;
}

std::string_view lock_of(const Era& era, std::string_view python) {
  return embedded(std::string(era.name) + "/py" + std::string(python) + ".txt");
}

std::string_view build_constraints_of(std::string_view python) { return embedded("building/py" + std::string(python) + ".txt"); }

std::string normalised_name(std::string_view distribution) {
  std::string name;
  for (const char c : lower(distribution)) {
    const bool dash = c == '-' || c == '_' || c == '.';
    if (dash && name.ends_with('-'))
      continue;
    name += dash ? '-' : c;
  }
  return name;
}

std::map<std::string, std::string> pins_of(std::string_view lock) {
  std::map<std::string, std::string> pins;
  for (const std::string_view line : split_lines(lock)) {
    const auto equals = line.find("==");
    if (line.empty() || indent_of(line) > 0 || line[0] == '#' || equals == std::string_view::npos)
      continue;
    const std::string_view version = line.substr(equals + 2);
    pins.emplace(normalised_name(trim(line.substr(0, std::min(equals, line.find('['))))),
                 version.substr(0, version.find_first_of(" \t;\\")));
  }
  return pins;
}

}  // namespace snipcheck
