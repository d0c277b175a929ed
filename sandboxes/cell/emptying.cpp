#include "sandboxes/cell/emptying.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

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

int open_folder(int folder, const char* name) {
  ::fchmodat(folder, name, 0700, 0);  // it is a folder, and nobody is there who could change that
  return ::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// Moves it where it lies no deeper than one level, under a name that is free.
bool lift(int from, const char* name, int top, unsigned& number) {
  for (int i = 0; i < 1000; ++i) {
    char free_name[32];
    std::snprintf(free_name, sizeof free_name, ".lifted-%u", number++);
    if (::renameat2(from, name, top, free_name, RENAME_NOREPLACE) == 0)
      return true;
    if (errno != EEXIST)
      return false;
  }
  return false;
}

/// Its files go; folders in it are lifted to the top.
bool empty_one(int folder, int top, unsigned& number) {
  DIR* entries = entries_of(folder);
  if (entries == nullptr)
    return false;
  bool done = true;
  while (const dirent* entry = ::readdir(entries)) {
    if (is_dots(entry->d_name))
      continue;
    if (!is_folder(folder, entry->d_name)) {
      done = ::unlinkat(folder, entry->d_name, 0) == 0 && done;
      continue;
    }
    ::fchmodat(folder, entry->d_name, 0700, 0);
    done = (::unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0 || lift(folder, entry->d_name, top, number)) && done;
  }
  ::closedir(entries);
  return done;
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
  unsigned number = 0;
  for (bool some = true; some;) {
    some = false;
    DIR* entries = entries_of(folder);
    if (entries == nullptr)
      return false;
    while (const dirent* entry = ::readdir(entries)) {
      if (is_dots(entry->d_name))
        continue;
      some = true;
      bool done;
      if (is_folder(folder, entry->d_name)) {
        const int inner = open_folder(folder, entry->d_name);
        done = inner >= 0 && empty_one(inner, folder, number);
        ::close(inner);
        done = done && ::unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0;
      } else {
        done = ::unlinkat(folder, entry->d_name, 0) == 0;
      }
      if (!done) {
        ::closedir(entries);
        return false;
      }
    }
    ::closedir(entries);
  }
  return true;
}

std::uint64_t bytes_below(int folder, std::uint64_t enough) { return count(folder, enough, 0); }

}  // namespace snipcheck::cell
