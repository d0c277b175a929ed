#include "sandboxes/harness_files.hpp"

#include "sandboxes/sandbox.hpp"
#include "support/digest.hpp"
#include "support/embedded.hpp"
#include "support/file.hpp"

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
  std::filesystem::path folder = cache_folder() / "harness" / harness_digest().substr(0, 16);
  const std::filesystem::path marker = folder / "complete";
  std::error_code error;
  if (std::filesystem::exists(marker, error))
    return folder;
  for (const EmbeddedFile& file : harness_files()) {
    const std::filesystem::path path = folder / file.path;
    write_file(path, file.bytes);
    open_to_all(path.parent_path());
  }
  open_to_all(folder);
  for (const EmbeddedFile& file : cell_files()) {
    write_file(folder / file.path, file.bytes);
    open_to_all(folder / file.path);
  }
  write_file(marker, "");
  return folder;
}

std::filesystem::path cell_program() { return harness_folder() / "cell"; }

}  // namespace snipcheck
