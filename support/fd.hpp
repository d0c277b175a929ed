#pragma once
/// A file descriptor that is closed when its owner goes away.
#include <utility>

namespace snipcheck {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { close(); }

  [[nodiscard]] int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void close();

 private:
  int fd_ = -1;
};

/// The same open file under a number of at least 64, close-on-exec: out of the way of those that another program is to get.
/// Throws CannotCheck when the process has no descriptor left.
Fd lifted(const Fd& fd);

/// Both ends of a pipe, close-on-exec. Throws CannotCheck when the process has no descriptor left.
struct Pipe {
  Fd read, write;
};
Pipe make_pipe();

}  // namespace snipcheck
