#include "sandboxes/harness_files.hpp"

#include "sandboxes/sandbox.hpp"
#include "support/digest.hpp"
#include "support/embedded.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"

#include <mutex>
#include <system_error>

namespace snipcheck {

std::span<const EmbeddedFile> harness_files();
std::span<const EmbeddedFile> cell_files();

namespace {

/// Whatever our umask is: the run may happen under another user id.
void open_to_all(const std::filesystem::path& folder) {
  using std::filesystem::perms;
  std::error_code ignored;
  std::filesystem::permissions(
      folder, perms::owner_all | perms::group_read | perms::group_exec | perms::others_read | perms::others_exec, ignored);
}

}  // namespace

std::string harness_digest() {
  static const std::string digest = [] {
    Digest all;
    for (const auto& files : {harness_files(), cell_files()})
      for (const EmbeddedFile& file : files)
        all.add(file.path, file.bytes);
    return all.hex();
  }();
  return digest;
}

std::string program_digest(std::string_view program) {
  for (const EmbeddedFile& file : harness_files())
    if (file.path == program)
      return sha256(file.bytes);
  return sha256("");
}

std::filesystem::path harness_folder() {
  static std::mutex one_at_a_time;
  const std::lock_guard lock{one_at_a_time};
  const std::filesystem::path folder = cache_folder() / "harness" / harness_digest().substr(0, 16);
  std::error_code error;
  if (std::filesystem::exists(folder / "complete", error))
    return folder;
  // Beside its place, and moved there whole: others may be about to execute what is in it.
  std::filesystem::create_directories(folder.parent_path(), error);
  const TempDir beside{folder.parent_path()};
  const std::filesystem::path made = beside.path() / "made";
  for (const EmbeddedFile& file : harness_files()) {
    write_file(made / file.path, file.bytes);
    open_to_all((made / file.path).parent_path());
  }
  open_to_all(made);
  for (const EmbeddedFile& file : cell_files()) {
    write_file(made / file.path, file.bytes);
    open_to_all(made / file.path);
  }
  write_file(made / "complete", "");
  std::filesystem::rename(made, folder, error);
  if (error && !std::filesystem::exists(folder / "complete")) {  // what an earlier version left half done
    std::filesystem::remove_all(folder, error);
    std::filesystem::rename(made, folder, error);
    if (error)
      throw UsageError("cannot write " + folder.string() + ": " + error.message());
  }
  return folder;
}

std::filesystem::path cell_program() { return harness_folder() / "cell"; }

}  // namespace snipcheck
