#include "support/interrupt.hpp"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace snipcheck::interrupt {
namespace {

volatile std::sig_atomic_t arrived = 0;
int pipe_ends[2] = {-1, -1};

void on_signal(int number) {
  if (arrived != 0)
    _exit(128 + number);
  arrived = number;
  [[maybe_unused]] const auto written = write(pipe_ends[1], "!", 1);
}

}  // namespace

void install() {
  if (pipe_ends[0] >= 0 || pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0)
    return;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void let_through() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

int signal_number() { return arrived; }

int fd() { return pipe_ends[0]; }

}  // namespace snipcheck::interrupt
