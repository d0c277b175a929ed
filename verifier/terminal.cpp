#include "verifier/terminal.hpp"

#include "support/error.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

namespace snipcheck {
namespace {

constexpr int kWidthElsewhere = 100;

std::string_view setting(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : std::string_view{};
}

/// 0, or the error number that stopped it.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto wrote = ::write(fd, text.data(), text.size());
    if (wrote < 0 && errno != EINTR)
      return errno;
    if (wrote > 0)
      text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return 0;
}

}  // namespace

bool wants_colour(std::optional<bool> asked, int fd) {
  if (asked)
    return *asked;
  if (!setting("NO_COLOR").empty())
    return false;
  if (const std::string_view force = setting("FORCE_COLOR"); !force.empty())
    return force != "0";
  return ::isatty(fd) == 1 && setting("TERM") != "dumb";
}

int width_of(int fd) {
  winsize size{};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kWidthElsewhere;
}

void write_out(std::string_view text) {
  const int problem = write_all(STDOUT_FILENO, text);
  if (problem != 0 && problem != EPIPE)
    throw UsageError(std::string("cannot write to standard output: ") + std::strerror(problem));
}

void print_error(std::string_view what, std::string_view hint) {
  std::string text = "snipcheck: error: " + std::string(what) + '\n';
  if (!hint.empty())
    text += "hint: " + std::string(hint) + '\n';
  write_all(STDERR_FILENO, text);
}

}  // namespace snipcheck
