#include "sandboxes/watch.hpp"

#include "sandboxes/protocol.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using End = RunResult::End;

constexpr auto kAccounting = 250ms;  // between two looks at the limits
constexpr int kLastResort = 12;      // times the wall limit: more than a cell gives a run on the busiest machine

Fd unblocked(Fd fd) {
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  return fd;
}

}  // namespace

Streams make_streams() {
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe(), results = make_pipe();
  return {.out = unblocked(std::move(out.read)),
          .err = unblocked(std::move(err.read)),
          .results = unblocked(std::move(results.read)),
          .input = unblocked(std::move(in.write)),
          .their_input = std::move(in.read),
          .their_out = std::move(out.write),
          .their_err = std::move(err.write),
          .their_results = std::move(results.write)};
}

Watch::Watch(Streams& streams, const Limits& limits, std::string_view input, std::size_t keep)
    : limits_(limits),
      input_text_(input),
      input_(std::move(streams.input)),
      out_{std::move(streams.out), keep + 1},
      err_{std::move(streams.err), keep + 1},
      results_{std::move(streams.results), kResultBytes},
      begin_(Clock::now()),
      looked_(begin_) {
  write_input();
}

/// Reads once; false when there is nothing now. Closes at the end.
bool Watch::Stream::read_some() {
  std::array<char, 65536> buffer;
  const auto got = ::read(fd.get(), buffer.data(), buffer.size());
  if (got > 0) {
    total += static_cast<std::uint64_t>(got);
    text.append(buffer.data(), std::min(static_cast<std::size_t>(got), keep - std::min(keep, text.size())));
    return true;
  }
  if (got == 0 || (errno != EAGAIN && errno != EINTR))
    fd.close();
  return false;
}

void Watch::write_input() {
  while (input_ && written_ < input_text_.size()) {
    const auto wrote = ::write(input_.get(), input_text_.data() + written_, input_text_.size() - written_);
    if (wrote < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (wrote < 0)
      break;  // it reads no more
    written_ += static_cast<std::size_t>(wrote);
  }
  input_.close();
}

bool Watch::too_much_output() const { return out_.total + err_.total > limits_.output_bytes || results_.total >= kResultBytes; }

void Watch::stop(const Leash& leash, End why) {
  if (!watched_.stopped) {
    watched_.stopped = why;
    leash.stop();
  }
}

void Watch::check_limits(const Leash& leash) {
  const auto now = Clock::now();
  if (too_much_output())
    stop(leash, End::output_limit);
  if (!leash.cpu_time) {
    if (now - begin_ >= limits_.wall * kLastResort && !std::exchange(abandoned_, true))
      leash.abandon();
    return;
  }
  if (now - begin_ >= limits_.wall)
    stop(leash, End::wall_limit);
  if (now - looked_ >= kAccounting) {
    looked_ = now;
    watched_.cpu = std::max(watched_.cpu, leash.cpu_time());
    if (watched_.cpu >= limits_.cpu + 1s)  // a single process has met its own limit before
      stop(leash, End::cpu_limit);
  }
}

void Watch::until_ended(const Leash& leash) {
  for (;;) {
    std::array<pollfd, 6> watched{{{leash.ended, POLLIN, 0},
                                   {out_.fd.get(), POLLIN, 0},
                                   {err_.fd.get(), POLLIN, 0},
                                   {results_.fd.get(), POLLIN, 0},
                                   {input_.get(), POLLOUT, 0},
                                   {watched_.stopped ? -1 : interrupt::fd(), POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), static_cast<int>(kAccounting.count()));
    if (watched[5].revents != 0)
      stop(leash, End::interrupted);
    if (watched[1].revents != 0)
      out_.read_some();
    if (watched[2].revents != 0)
      err_.read_some();
    if (watched[3].revents != 0)
      results_.read_some();
    if (watched[4].revents != 0)
      write_input();
    if (watched[0].revents != 0)
      return;
    check_limits(leash);
  }
}

Watched Watch::take() {
  for (Stream* stream : {&out_, &err_, &results_})  // every writer is gone: this ends
    while (stream->fd && stream->read_some()) {
    }
  if (too_much_output() && !watched_.stopped)
    watched_.stopped = End::output_limit;
  watched_.out = std::move(out_.text);
  watched_.err = std::move(err_.text);
  watched_.results = std::move(results_.text);
  watched_.wall = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_);
  return std::move(watched_);
}

Landing landing_of(Watched watched, int status, std::chrono::milliseconds cpu, const Limits& limits) {
  Landing landing{.out = std::move(watched.out), .err = std::move(watched.err), .results = std::move(watched.results)};
  landing.wall = watched.wall;
  const bool by_signal = WIFSIGNALED(status);
  landing.code = by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  if (watched.stopped)
    landing.end = *watched.stopped;
  else if (by_signal && (landing.code == SIGXCPU || (landing.code == SIGKILL && cpu >= limits.cpu)))
    landing.end = End::cpu_limit;
  else
    landing.end = by_signal ? End::signalled : End::exited;
  return landing;
}

}  // namespace snipcheck
