#include "sandboxes/cell/emptying.hpp"

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

constexpr std::uint64_t kBlock = 4096;
constexpr int kDeepest = 32;  // that is looked into to count: what lies deeper costs a folder each level

DIR* entries_of(int folder) {
  const int own = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* entries = own < 0 ? nullptr : ::fdopendir(own);
  if (entries == nullptr && own >= 0)
    ::close(own);
  return entries;
}

bool is_dots(const char* name) { return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0; }

bool is_folder(int folder, const char* name) {
  struct stat entry{};
  return ::fstatat(folder, name, &entry, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(entry.st_mode);
}

/// The first folder in it that is not empty; "" where there is none. Everything before that goes. Nothing where something stays.
std::optional<std::string> empty_up_to_a_folder(int folder) {
  DIR* entries = entries_of(folder);
  if (entries == nullptr)
    return std::nullopt;
  std::optional<std::string> found = "";
  while (const dirent* entry = ::readdir(entries)) {
    if (is_dots(entry->d_name))
      continue;
    if (is_folder(folder, entry->d_name)) {
      if (::unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0)
        continue;
      found = entry->d_name;
      break;
    }
    if (::unlinkat(folder, entry->d_name, 0) != 0) {
      found.reset();
      break;
    }
  }
  ::closedir(entries);
  return found;
}

std::uint64_t count(int folder, std::uint64_t enough, int depth) {
  DIR* entries = entries_of(folder);
  std::uint64_t bytes = 0;
  if (entries == nullptr)
    return bytes;
  while (const dirent* entry = ::readdir(entries)) {
    struct stat found{};
    if (is_dots(entry->d_name) || ::fstatat(folder, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    bytes += kBlock + static_cast<std::uint64_t>(found.st_blocks) * 512;
    if (S_ISDIR(found.st_mode) && depth < kDeepest) {
      const int inner = ::openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (inner >= 0) {
        bytes += count(inner, enough - (bytes < enough ? bytes : enough), depth + 1);
        ::close(inner);
      }
    }
    if (bytes > enough)
      break;
  }
  ::closedir(entries);
  return bytes;
}

}  // namespace

bool empty_folder(int folder) {
  int here = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  std::vector<std::string> way;  // names instead of descriptors: it may be deep
  while (here >= 0) {
    const std::optional<std::string> inner = empty_up_to_a_folder(here);
    if (!inner)
      break;
    if (inner->empty() && way.empty()) {
      ::close(here);
      return true;
    }
    if (!inner->empty())
      ::fchmodat(here, inner->c_str(), 0700, 0);  // it is a folder, and nobody is there who could change that
    const int next = ::openat(here, inner->empty() ? ".." : inner->c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    ::close(std::exchange(here, next));
    if (!inner->empty()) {
      way.push_back(*inner);
    } else {
      if (::unlinkat(here, way.back().c_str(), AT_REMOVEDIR) != 0)
        break;
      way.pop_back();
    }
  }
  ::close(here);
  return false;
}

std::uint64_t bytes_below(int folder, std::uint64_t enough) { return count(folder, enough, 0); }

}  // namespace snipcheck::cell
