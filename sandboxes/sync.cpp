/// Building an environment: beside its place, checked, and then renamed into it, so that what is there is whole.
#include "sandboxes/sync.hpp"

#include "sandboxes/contents.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/index.hpp"
#include "sandboxes/installer.hpp"
#include "sandboxes/interpreters.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/records.hpp"
#include "sandboxes/sandbox.hpp"
#include "support/digest.hpp"
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

constexpr int kManifestFormat = 2;

fs::path manifest_of(const fs::path& folder) { return folder / "manifest.json"; }
fs::path contents_file(const fs::path& folder) { return folder / "contents.txt"; }

std::string_view to_string(Links links) { return links == Links::shared ? "shared" : "none"; }

/// Whoever may write to the files of an environment must not reach other environments through them.
Links links_for(const Sandbox& sandbox) { return sandbox.tier() == "full" ? Links::shared : Links::none; }

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

bool is_fit_for(const json& manifest, Links links) {
  return links == Links::shared || manifest.value("links", "") == to_string(Links::none);
}

void write_manifest(const fs::path& folder, const json& manifest) { write_file(manifest_of(folder), manifest.dump(1) + "\n"); }

/// Writes the index and says in the manifest which one it is.
void write_index(const Environment& environment, const fs::path& folder, Sandbox& sandbox, json& manifest) {
  const std::string index = sandbox.run_tool(environment, folder, "index.py", {});
  write_file(folder / "index.json", index);
  Index::load(folder / "index.json");  // what we cannot read is no index
  manifest["index"] = program_digest("index.py");
  manifest["index_digest"] = sha256(index);
}

/// What the self-test could not import: {module: message}. Throws CannotCheck when Flask itself does not work, or nothing does
/// where there is no Flask.
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

std::string size_of(const Environment& environment) {
  return environment.download_mb == 0 ? std::string{}
                                      : fmt::format(" (about {} MB to download, {} MB on disk, less what the cache has)",
                                                    environment.download_mb, environment.disk_mb);
}

/// "Flask 3.1.3", "12 packages"
std::string what_it_is(const Environment& environment) {
  return environment.flask.empty() ? counted(environment.packages.size(), "package") : "Flask " + environment.flask;
}

/// What builds that were killed have left: nobody else builds here while we hold the lock.
void remove_leftovers(const fs::path& folder, const std::string& prefix) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error})
    if (std::error_code ignored; entry.path().filename().string().starts_with(prefix))
      fs::remove_all(entry.path(), ignored);
}

/// Takes a folder away in one step, so that no part of it is ever taken for the whole.
void remove_whole(const fs::path& folder) {
  std::error_code error;
  const fs::path doomed = folder.parent_path() / fmt::format(".removing-{}-{}", folder.filename().string(), ::getpid());
  fs::rename(folder, doomed, error);
  fs::remove_all(error ? folder : doomed, error);
}

json filled(const Environment& environment, const fs::path& folder, Sandbox& sandbox, Installer& installer, Links links,
            const Say& say) {
  installer.install(environment, folder, links, say);
  if (const auto missing = missing_from(folder, environment); !missing.empty())
    throw CannotCheck(fmt::format("environment {} is not whole after its build: {}", environment.name, join(missing, "; ")),
                      fmt::format("remove {} and try again", (cache_folder() / installer.name()).string()));
  prepare_move(folder, environment.interpreter.value());
  json manifest = {{"format", kManifestFormat},    {"name", environment.name}, {"key", environment.key},
                   {"python", environment.python}, {"lock", environment.lock}, {"installer", installer.name()},
                   {"links", to_string(links)}};
  manifest["not_importable"] = self_test(environment, folder, sandbox);
  write_index(environment, folder, sandbox, manifest);
  const std::string contents = contents_of(folder);
  write_file(contents_file(folder), contents);
  manifest["contents"] = sha256(contents);
  return manifest;
}

void build(const Environment& environment, Sandbox& sandbox, const Say& say, const fs::path& wheelhouse) {
  const std::string name = environment.folder.filename().string();
  const fs::path envs = environment.folder.parent_path();
  remove_leftovers(envs, ".building-" + name);
  remove_leftovers(envs, ".removing-" + name);
  // A name of its own: what a killed build has started may still be writing to the old one.
  const fs::path building = envs / fmt::format(".building-{}-{}", name, ::getpid());
  std::error_code error;
  if (fs::exists(environment.folder, error))  // without a manifest, or of another version
    remove_whole(environment.folder);
  const auto installer = find_installer(environment.interpreter.value(), wheelhouse);
  say(fmt::format("{}: building {} on Python {} with {} in {}{}", environment.name, what_it_is(environment), environment.python,
                  installer->name(), cache_folder().string(), size_of(environment)));
  try {
    fs::create_directories(envs);
    // Written last: a folder without it is not whole.
    write_manifest(building, filled(environment, building, sandbox, *installer, links_for(sandbox), say));
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

/// What is right as it is but for the index or the links gets these; all else is built.
void make_whole(const Environment& environment, Sandbox& sandbox, const Say& say, const fs::path& wheelhouse) {
  json manifest = read_manifest(environment.folder);
  if (!is_whole(manifest, environment) || !missing_from(environment.folder, environment).empty()) {
    build(environment, sandbox, say, wheelhouse);
    return;
  }
  if (!is_indexed(manifest)) {  // built by another version of ours
    say(fmt::format("{}: making its index anew", environment.name));
    write_index(environment, environment.folder, sandbox, manifest);
    write_manifest(environment.folder, manifest);
  }
  if (!is_fit_for(manifest, links_for(sandbox))) {
    say(fmt::format("{}: giving it files of its own, since runs with this isolation may write to them", environment.name));
    separate_files(environment.folder);
    manifest["links"] = to_string(Links::none);
    write_manifest(environment.folder, manifest);
  }
}

}  // namespace

bool is_ready(const Environment& environment) {
  if (environment.folder.empty())
    return false;
  const json manifest = read_manifest(environment.folder);
  return is_whole(manifest, environment) && is_indexed(manifest);
}

void sync(const Environment& environment, Sandbox& sandbox, const Say& say, const fs::path& wheelhouse) {
  if (!environment.trouble.empty())
    throw CannotCheck(environment.trouble, environment.hint);
  // A manifest may outlive what it speaks of: each use looks whether every file of every RECORD is still there.
  const bool ready = is_ready(environment) && is_fit_for(read_manifest(environment.folder), links_for(sandbox));
  const bool damaged = ready && !missing_from(environment.folder, environment).empty();
  if (damaged)
    say(fmt::format("{}: files of the environment are gone; building it anew", environment.name));
  if (damaged || !ready) {
    const FileLock lock{build_lock_of(environment.folder),
                        [&] { say("waiting for another snipcheck that builds the same environment"); }};
    make_whole(environment, sandbox, say, wheelhouse);
  }
  InterpreterMemory{cache_folder() / "interpreters.json"}.remember(environment.remembered_as, environment.interpreter.value());
}

std::vector<std::string> altered_files(const Environment& environment) {
  const json manifest = read_manifest(environment.folder);
  std::error_code error;
  const fs::path file = contents_file(environment.folder);
  if (!fs::exists(file, error))
    return {"contents.txt is missing"};
  const std::string contents = read_file(file);
  if (sha256(contents) != manifest.value("contents", ""))
    return {"contents.txt has changed"};
  std::vector<std::string> found = differences(environment.folder, contents);
  if (sha256(read_file(environment.folder / "index.json")) != manifest.value("index_digest", ""))
    found.emplace_back("index.json has changed");
  return found;
}

fs::path build_lock_of(const fs::path& folder) { return folder.parent_path() / ("." + folder.filename().string() + ".lock"); }
fs::path use_lock_of(const fs::path& folder) { return folder.parent_path() / ("." + folder.filename().string() + ".used"); }

}  // namespace snipcheck
