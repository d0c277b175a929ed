#include "support/file.hpp"

#include "support/error.hpp"
#include "support/interrupt.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace snipcheck {
namespace {

[[noreturn]] void fail(std::string_view doing, const std::filesystem::path& path, int error) {
  throw UsageError("cannot " + std::string(doing) + " " + path.string() + ": " + std::strerror(error));
}

Fd open_lock(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  Fd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)};
  if (!fd)
    fail("lock", path, errno);
  return fd;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    fail("read", path, EISDIR);
  errno = 0;
  std::ifstream in{path, std::ios::binary};
  if (!in)
    fail("read", path, errno);
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (in.bad())
    fail("read", path, EIO);
  return bytes;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code error;
  if (path.has_parent_path())
    std::filesystem::create_directories(path.parent_path(), error);
  std::string beside = path.string() + ".XXXXXX";
  Fd fd{::mkostemp(beside.data(), O_CLOEXEC)};
  if (!fd)
    fail("write", path, errno);
  ::fchmod(fd.get(), 0644);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto wrote = ::write(fd.get(), bytes.data() + done, bytes.size() - done);
    if (wrote < 0) {
      const int problem = errno;
      ::unlink(beside.c_str());
      fail("write", path, problem);
    }
    done += static_cast<std::size_t>(wrote);
  }
  fd.close();
  std::filesystem::rename(beside, path, error);
  if (error) {
    ::unlink(beside.c_str());
    fail("write", path, error.value());
  }
}

FileLock::FileLock(const std::filesystem::path& path, const std::function<void()>& waiting) : fd_(open_lock(path)) {
  if (::flock(fd_.get(), LOCK_EX | LOCK_NB) == 0)
    return;
  if (waiting)
    waiting();
  wait(fd_, LOCK_EX, path);
}

std::optional<FileLock> FileLock::try_alone(const std::filesystem::path& path) {
  Fd fd = open_lock(path);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
    return std::nullopt;
  return FileLock{std::move(fd)};
}

FileLock FileLock::shared(const std::filesystem::path& path) {
  Fd fd = open_lock(path);
  wait(fd, LOCK_SH, path);
  return FileLock{std::move(fd)};
}

void FileLock::wait(const Fd& fd, int operation, const std::filesystem::path& path) {
  while (::flock(fd.get(), operation) != 0) {
    if (errno != EINTR)
      fail("lock", path, errno);
    if (interrupt::signal_number() != 0)
      throw CannotCheck("interrupted while waiting for " + path.string());
  }
}

std::filesystem::path cache_folder() {
  const auto set = [](const char* name) -> const char* {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
  };
  if (const char* own = set("SNIPCHECK_CACHE_DIR"))
    return std::filesystem::absolute(own);
  if (const char* xdg = set("XDG_CACHE_HOME"))
    return std::filesystem::path{xdg} / "snipcheck";
  if (const char* home = set("HOME"))
    return std::filesystem::path{home} / ".cache" / "snipcheck";
  throw UsageError("there is no folder for the cache", "set SNIPCHECK_CACHE_DIR or HOME");
}

}  // namespace snipcheck
