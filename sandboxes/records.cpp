#include "sandboxes/records.hpp"

#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEnough = 10;
constexpr std::string_view kInfo = ".dist-info";

/// "Flask_Login-0.5.0.dist-info" -> {"flask-login", "0.5.0"}
std::pair<std::string, std::string> named(std::string_view folder) {
  const std::string_view stem = folder.substr(0, folder.size() - kInfo.size());
  const auto dash = stem.rfind('-');
  return {normalised_name(stem.substr(0, dash)), std::string(dash == std::string_view::npos ? "" : stem.substr(dash + 1))};
}

}  // namespace

fs::path site_packages(const fs::path& folder, const Environment& environment) {
  return folder / "lib" / ("python" + environment.interpreter.value().series()) / "site-packages";
}

std::vector<std::string> recorded_paths(std::string_view record) {
  std::vector<std::string> paths;
  for (const std::string_view line : split_lines(record)) {
    if (line.empty())
      continue;
    if (line.front() != '"') {
      paths.emplace_back(line.substr(0, line.find(',')));
      continue;
    }
    std::string path;
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i] == '"' && (i + 1 == line.size() || line[i + 1] != '"'))
        break;
      i += line[i] == '"' ? 1 : 0;
      path += line[i];
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

std::vector<std::string> recorded_files(const fs::path& folder, const Environment& environment, const std::string& package) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(site_packages(folder, environment), error))
    if (const std::string name = entry.path().filename().string();
        name.ends_with(kInfo) && named(name).first == package && fs::exists(entry.path() / "RECORD", error))
      return recorded_paths(read_file(entry.path() / "RECORD"));
  return {};
}

std::vector<std::string> missing_from(const fs::path& folder, const Environment& environment) {
  std::vector<std::string> missing;
  std::map<std::string, std::string> left = environment.packages;
  const fs::path packages = site_packages(folder, environment);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(packages, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(kInfo))
      continue;
    const auto [distribution, version] = named(name);
    if (left.erase(distribution) == 0)
      missing.push_back(fmt::format("{} {} is there, but the lock does not have it", distribution, version));
    const fs::path record = entry.path() / "RECORD";
    if (!fs::exists(record, error)) {
      missing.push_back(fmt::format("{}: no RECORD", distribution));
      continue;
    }
    for (const std::string& path : recorded_paths(read_file(record)))
      if (missing.size() < kEnough && !fs::exists(fs::symlink_status(packages / path, error)))
        missing.push_back(fmt::format("{}: {} is missing", distribution, path));
  }
  for (const auto& [distribution, version] : left)
    missing.push_back(fmt::format("{} {} is not installed", distribution, version));
  if (missing.size() > kEnough)
    missing.resize(kEnough);
  return missing;
}

}  // namespace snipcheck
