#pragma once
/// Reading and writing whole files, and locks between processes.
#include "support/fd.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// The bytes of a file. Throws UsageError naming the path when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Writes beside the target and renames, so that nobody ever sees half a file; makes missing folders.
/// Throws UsageError naming the path.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A lock between processes, held while the object lives. The file stays behind, empty.
class FileLock {
 public:
  /// Waits until nobody else has it, calling `waiting` once if somebody has. Throws UsageError, and CannotCheck after an
  /// interrupt.
  explicit FileLock(const std::filesystem::path& path, const std::function<void()>& waiting = {});
  /// Alone, or nothing where somebody else has it. Throws UsageError.
  static std::optional<FileLock> try_alone(const std::filesystem::path& path);
  /// Together with others who share it; waits for one who has it alone. Throws as the constructor does.
  static FileLock shared(const std::filesystem::path& path);

 private:
  explicit FileLock(Fd fd) : fd_(std::move(fd)) {}
  static void wait(const Fd& fd, int operation, const std::filesystem::path& path);
  Fd fd_;
};

/// $SNIPCHECK_CACHE_DIR, else $XDG_CACHE_HOME/snipcheck, else ~/.cache/snipcheck. Throws UsageError without any of them.
std::filesystem::path cache_folder();

}  // namespace snipcheck
