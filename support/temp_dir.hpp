#pragma once
/// A fresh folder that goes away, with all that is in it, with its owner.
#include <filesystem>

namespace snipcheck {

class TempDir {
 public:
  /// Below `parent`, or below the system's temporary folder. Throws UsageError.
  explicit TempDir(const std::filesystem::path& parent = {});
  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Keeps the folder: it is somebody else's from now on.
  std::filesystem::path release();

 private:
  std::filesystem::path path_;
};

}  // namespace snipcheck
