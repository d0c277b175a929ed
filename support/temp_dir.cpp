#include "support/temp_dir.hpp"

#include "support/error.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

namespace snipcheck {

TempDir::TempDir(const std::filesystem::path& parent) {
  std::error_code error;
  const std::filesystem::path folder = parent.empty() ? std::filesystem::temp_directory_path(error) : parent;
  if (error)
    throw UsageError("there is no folder for temporary files: " + error.message(), "set TMPDIR to a folder that is there");
  std::string name = (folder / "snipcheck-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw UsageError("cannot make a folder " + name + ": " + std::strerror(errno));
  path_ = name;
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TempDir::~TempDir() {
  std::error_code ignored;
  if (!path_.empty())
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempDir::release() { return std::exchange(path_, {}); }

}  // namespace snipcheck
