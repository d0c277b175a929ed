/// The eras as they travel in the binary: eras/NAME/ with era.json, packages.in and a lock for each Python.
#include "sandboxes/packed.hpp"
#include "sandboxes/pin_set.hpp"
#include "support/embedded.hpp"
#include "support/error.hpp"
#include "support/file.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace snipcheck {

std::span<const EmbeddedFile> packed_eras();

namespace {

constexpr std::string_view kBuilding = "building/";

const Packed& files() {
  static const Packed packed{packed_eras().front().bytes};
  return packed;
}

/// "2020/py3.8.txt" below "2020/" -> "3.8", "" for any other file.
std::string_view python_of(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder))
    return {};
  path.remove_prefix(folder.size());
  constexpr std::string_view end = ".txt";
  return path.starts_with("py") && path.ends_with(end) ? path.substr(2, path.size() - 2 - end.size()) : std::string_view{};
}

std::vector<std::string> pythons_below(std::string_view folder) {
  std::vector<std::string> pythons;
  for (const std::string_view path : files().paths())
    if (const std::string_view python = python_of(path, folder); !python.empty())
      pythons.emplace_back(python);
  std::ranges::sort(pythons, {}, minor_of);
  return pythons;
}

PinSet era_from(const std::string& name, const std::string& json_text, std::string requirements) {
  const auto json = nlohmann::json::parse(json_text);
  return {.name = name,
          .flask = json.at("flask"),
          .made_for = json.at("made_for"),
          .date = json.at("date"),
          .dates = json.value("dates", std::map<std::string, std::string>{}),
          .download_mb = json.at("download_mb"),
          .disk_mb = json.at("disk_mb"),
          .requirements = std::move(requirements)};
}

std::vector<PinSet> read_eras() {
  std::vector<PinSet> all;
  for (const std::string_view path : files().paths()) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos || path.substr(slash + 1) != "era.json")
      continue;
    const std::string name{path.substr(0, slash)};
    all.push_back(era_from(name, files().text(path), files().text(name + "/packages.in")));
    all.back().pythons = pythons_below(name + "/");
  }
  std::ranges::stable_sort(all, is_older);
  return all;
}

}  // namespace

const std::vector<PinSet>& eras() {
  static const std::vector<PinSet> all = read_eras();
  return all;
}

const PinSet* find_era(std::string_view name) {
  const auto found = std::ranges::find(eras(), name, &PinSet::name);
  return found == eras().end() ? nullptr : &*found;
}

PinSet read_era(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  PinSet era;
  try {
    era = era_from(folder.filename().string(), read_file(folder / "era.json"), read_file(folder / "packages.in"));
  } catch (const nlohmann::json::exception& error) {
    throw UsageError(fmt::format("{}: {}", (folder / "era.json").string(), error.what()));
  }
  for (const auto& entry : fs::directory_iterator(folder))
    if (const std::string_view python = python_of(entry.path().filename().string(), ""); !python.empty())
      era.pythons.emplace_back(python);
  std::ranges::sort(era.pythons, {}, minor_of);
  return era;
}

std::string lock_of(const PinSet& set, std::string_view python) {
  if (set.is_era())
    return files().text(set.name + "/py" + std::string(python) + ".txt");
  std::error_code error;
  const std::filesystem::path file = lock_file(set, python);
  return std::filesystem::exists(file, error) ? read_file(file) : std::string{};
}

std::string build_constraints_of(std::string_view python) {
  static const std::vector<std::string> known = pythons_below(kBuilding);
  std::string best;
  for (const std::string& one : known)
    if (minor_of(one) <= minor_of(python))
      best = one;
  return best.empty() ? std::string{} : files().text(std::string(kBuilding) + "py" + best + ".txt");
}

}  // namespace snipcheck
