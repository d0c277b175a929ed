#include "verifier/report_files.hpp"

#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> renderer_names() {
  std::vector<std::string> names;
  for (const Renderer* one : renderers())
    names.emplace_back(one->name);
  return names;
}

/// Something that is there and that a rename must not replace: a device, a pipe.
bool is_special(const fs::path& path) {
  std::error_code error;
  const auto kind = fs::status(path, error).type();
  return kind != fs::file_type::not_found && kind != fs::file_type::none && kind != fs::file_type::regular;
}

/// The file itself where the path is a link to it, so that the link stays one.
fs::path target_of(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : real;
}

void check_writable(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    throw UsageError("cannot write " + path.string() + ": " + std::strerror(EISDIR));
  if (is_special(path)) {
    if (::access(path.c_str(), W_OK) != 0)
      throw UsageError("cannot write " + path.string() + ": " + std::strerror(errno));
    return;
  }
  // A file is written beside its place and renamed, so it is the folder that counts: the nearest one that is there already.
  fs::path folder = fs::absolute(target_of(path)).parent_path();
  while (!fs::exists(folder, error) && folder.has_relative_path())
    folder = folder.parent_path();
  if (!fs::is_directory(folder, error))
    throw UsageError("cannot write " + path.string() + ": " + std::strerror(ENOTDIR));
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    throw UsageError("cannot write " + path.string() + ": " + std::strerror(errno));
}

void write_one(const fs::path& path, std::string_view bytes) {
  if (!is_special(path))
    return write_file(target_of(path), bytes);
  std::ofstream out{path, std::ios::binary};
  out << bytes << std::flush;
  if (!out)
    throw UsageError("cannot write " + path.string());
}

}  // namespace

const Renderer& renderer_named(std::string_view name) {
  if (const Renderer* found = find_renderer(name))
    return *found;
  const std::string near = nearest(name, renderer_names());
  throw UsageError("there is no report format \"" + std::string(name) + '"',
                   near.empty() ? "the formats are " + join(renderer_names(), ", ") : "did you mean \"" + near + "\"?");
}

std::pair<std::string, fs::path> report_from(std::string_view argument) {
  const auto equals = argument.find('=');
  const Renderer& renderer = renderer_named(argument.substr(0, equals));
  if (equals == std::string_view::npos || equals + 1 == argument.size())
    throw UsageError("--report " + std::string(argument) + " names no file",
                     "write --report " + std::string(renderer.name) + "=report" + std::string(renderer.extension));
  return {std::string(renderer.name), argument.substr(equals + 1)};
}

void check_report_paths(const Config& config) {
  std::set<fs::path> seen;
  for (const auto& [format, path] : config.reports) {
    if (!seen.insert(path == "-" ? path : target_of(path)).second)
      throw UsageError(path == "-" ? "two reports go to standard output" : "two reports go to " + path.string());
    if (path != "-")
      check_writable(path);
  }
}

std::vector<std::string> write_reports(const Report& report, const Config& config) {
  std::vector<std::string> troubles;
  for (const auto& [format, path] : config.reports) {
    if (path == "-")
      continue;
    std::ostringstream text;
    renderer_named(format).render(report, {.verbose = config.verbose, .quiet = config.quiet}, text);
    try {
      write_one(path, text.str());
    } catch (const UsageError& error) {
      troubles.push_back("--report " + format + '=' + path.string() + ": " + error.what());
    }
  }
  return troubles;
}

}  // namespace snipcheck
