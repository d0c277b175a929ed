#include "support/fd.hpp"

#include "support/error.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace snipcheck {

void Fd::close() {
  if (fd_ >= 0)
    ::close(std::exchange(fd_, -1));
}

Fd lifted(const Fd& fd) {
  Fd high{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 64)};
  if (!high)
    throw CannotCheck(std::string("cannot duplicate a descriptor: ") + std::strerror(errno));
  return high;
}

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw CannotCheck(std::string("cannot make a pipe: ") + std::strerror(errno));
  return {Fd{ends[0]}, Fd{ends[1]}};
}

}  // namespace snipcheck
