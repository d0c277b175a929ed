/// Building an environment: beside its place, checked, and then renamed into it, so that what is there is whole.
#include "sandboxes/environment.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/index.hpp"
#include "sandboxes/installer.hpp"
#include "sandboxes/interpreters.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/records.hpp"
#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kManifestFormat = 1;

fs::path manifest_of(const fs::path& folder) { return folder / "manifest.json"; }

/// Written last: a folder without it is not whole.
json manifest_for(const Environment& environment, std::string_view installer, const json& failed) {
  return {{"format", kManifestFormat},           {"name", environment.name}, {"key", environment.key},
          {"python", environment.python},        {"lock", environment.lock}, {"installer", installer},
          {"index", program_digest("index.py")}, {"not_importable", failed}};
}

json read_manifest(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(manifest_of(folder), error))
    return {};
  try {
    return json::parse(read_file(manifest_of(folder)), nullptr, false);
  } catch (const UsageError&) {
    return {};
  }
}

bool is_whole(const json& manifest, const Environment& environment) {
  return manifest.is_object() && manifest.value("format", 0) == kManifestFormat && manifest.value("key", "") == environment.key;
}

bool is_indexed(const json& manifest) { return manifest.value("index", "") == program_digest("index.py"); }

void write_index(const Environment& environment, const fs::path& folder, Sandbox& sandbox) {
  write_file(folder / "index.json", sandbox.run_tool(environment, folder, "index.py", {}));
  Index::load(folder / "index.json");  // what we cannot read is no index
}

/// What the self-test could not import: {module: message}. Throws CannotCheck when Flask itself does not work.
json self_test(const Environment& environment, const fs::path& folder, Sandbox& sandbox) {
  const std::string said = sandbox.run_tool(environment, folder, "selftest.py", {});
  const json result = json::parse(said, nullptr, false);
  if (!result.is_object() || !result.contains("ok") || !result.contains("failed"))
    throw CannotCheck(fmt::format("environment {} was built, but its self-test says nothing", environment.name));
  if (result.at("ok") != true)
    throw CannotCheck(
        fmt::format("environment {} was built, but does not work: {}", environment.name, result.at("failed").dump()),
        "another Python that it has a lock for may do");
  return result.at("failed");
}

std::string size_of(const Era& era) {
  return fmt::format("about {} MB to download, {} MB on disk", era.download_mb, era.disk_mb);
}

void build(const Environment& environment, Sandbox& sandbox, const Say& say) {
  const std::string prefix = ".building-" + environment.folder.filename().string();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{environment.folder.parent_path(), error})
    if (std::error_code ignored; entry.path().filename().string().starts_with(prefix))
      fs::remove_all(entry.path(), ignored);  // of a build that was killed: we hold the lock
  // A name of its own: what a killed build has started may still be writing to the old one.
  const fs::path building = environment.folder.parent_path() / (prefix + "-" + std::to_string(::getpid()));
  fs::remove_all(environment.folder, error);  // without a manifest, or of another version
  const auto installer = find_installer(environment.interpreter.value());
  say(fmt::format("{}: building Flask {} on Python {} with {} in {} ({}, less what the cache has)", environment.name,
                  environment.flask, environment.python, installer->name(), cache_folder().string(),
                  size_of(*find_era(environment.name))));
  try {
    fs::create_directories(building.parent_path());
    installer->install(environment, building, say);
    if (const auto missing = missing_from(building, environment); !missing.empty())
      throw CannotCheck(fmt::format("environment {} is not whole after its build: {}", environment.name, join(missing, "; ")),
                        fmt::format("remove {} and try again", (cache_folder() / installer->name()).string()));
    prepare_move(building, environment.interpreter.value());
    const json failed = self_test(environment, building, sandbox);
    write_index(environment, building, sandbox);
    write_file(manifest_of(building), manifest_for(environment, installer->name(), failed).dump(1) + "\n");
    fs::rename(building, environment.folder);
  } catch (const fs::filesystem_error& problem) {
    fs::remove_all(building, error);
    throw CannotCheck(fmt::format("environment {} cannot be built: {}", environment.name, problem.what()));
  } catch (...) {
    fs::remove_all(building, error);
    throw;
  }
  say(fmt::format("{}: ready", environment.name));
}

}  // namespace

bool is_ready(const Environment& environment) {
  if (environment.folder.empty())
    return false;
  const json manifest = read_manifest(environment.folder);
  return is_whole(manifest, environment) && is_indexed(manifest);
}

void sync(const Environment& environment, Sandbox& sandbox, const Say& say) {
  if (!environment.trouble.empty())
    throw CannotCheck(environment.trouble, environment.hint);
  // A manifest may outlive what it speaks of: each use looks whether every file of every RECORD is still there.
  const bool damaged = is_ready(environment) && !missing_from(environment.folder, environment).empty();
  if (damaged)
    say(fmt::format("{}: files of the environment are gone; building it anew", environment.name));
  if (damaged || !is_ready(environment)) {
    const FileLock lock{environment.folder.parent_path() / ("." + environment.folder.filename().string() + ".lock"),
                        [&] { say("waiting for another snipcheck that builds the same environment"); }};
    json manifest = read_manifest(environment.folder);
    if (!is_whole(manifest, environment) || !missing_from(environment.folder, environment).empty()) {
      build(environment, sandbox, say);
    } else if (!is_indexed(manifest)) {  // built by another version of ours
      say(fmt::format("{}: making its index anew", environment.name));
      write_index(environment, environment.folder, sandbox);
      manifest["index"] = program_digest("index.py");
      write_file(manifest_of(environment.folder), manifest.dump(1) + "\n");
    }
  }
  InterpreterMemory{cache_folder() / "interpreters.json"}.remember(environment.name, environment.interpreter.value());
}

}  // namespace snipcheck
