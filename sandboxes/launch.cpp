#include "sandboxes/launch.hpp"

#include "sandboxes/protocol.hpp"
#include "sandboxes/supervisor.hpp"
#include "support/error.hpp"
#include "support/fd.hpp"
#include "support/interrupt.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using End = RunResult::End;

constexpr auto kAccounting = 250ms;  // between two looks at the processor time of all processes

/// The same descriptor out of the way of the numbers that the program will see.
Fd lifted(const Fd& fd) {
  Fd high{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 64)};
  if (!high)
    throw CannotCheck(std::string("cannot duplicate a descriptor: ") + std::strerror(errno));
  return high;
}

/// A nameless file with these bytes, at its beginning.
Fd file_of(const std::string& bytes) {
  Fd fd{::memfd_create("snipcheck", MFD_CLOEXEC)};
  if (!fd || ::write(fd.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    throw CannotCheck(std::string("cannot make a file in memory: ") + std::strerror(errno));
  ::lseek(fd.get(), 0, SEEK_SET);
  return fd;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  out.reserve(strings.size() + 1);
  for (std::string& text : strings)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// The reading end of a stream: how much came, and the first of it.
struct Stream {
  Fd fd;
  std::size_t keep = 0;
  std::string text = {};
  std::uint64_t total = 0;

  /// Reads once; false when there is nothing now. Closes at the end.
  bool read_some() {
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
};

Stream reading(Fd fd, std::size_t keep) {
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  return {std::move(fd), keep};
}

/// A run under way: what we hold of it.
class Run {
 public:
  Run(const Launch& launch);
  Landing finish();

 private:
  void start();
  void write_input();
  void stop(End why);
  [[nodiscard]] bool too_much_output() const;
  void check_limits();
  void watch();
  [[nodiscard]] Landing landing();

  const Launch& launch_;
  Clock::time_point begin_ = Clock::now();
  Stream out_, err_, results_;
  Fd input_, report_;
  std::size_t written_ = 0;
  std::vector<Fd> ours_;  // what the supervisor takes over, kept open until it was started
  std::vector<Handed> handed_;
  Fd report_write_;
  pid_t supervisor_ = -1;
  Clock::time_point looked_ = begin_;
  std::chrono::milliseconds cpu_{0};
  std::optional<End> stopped_;         // why we ended it
  Ending verdict_{.status = SIGKILL};  // unless it says otherwise: somebody killed the supervisor
  bool reported_ = false;
};

Run::Run(const Launch& launch) : launch_(launch) {
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe(), results = make_pipe(), report = make_pipe();
  const auto hand = [&](const Fd& fd, int theirs) {
    ours_.push_back(lifted(fd));
    handed_.push_back({ours_.back().get(), theirs});
  };
  hand(in.read, 0);
  hand(out.write, 1);
  hand(err.write, 2);
  hand(results.write, kResultDescriptor);
  for (const auto& [number, bytes] : launch.data)
    hand(file_of(bytes), number);
  report_write_ = lifted(report.write);
  input_ = std::move(in.write);
  ::fcntl(input_.get(), F_SETFL, O_NONBLOCK);
  out_ = reading(std::move(out.read), launch.keep + 1);
  err_ = reading(std::move(err.read), launch.keep + 1);
  results_ = reading(std::move(results.read), kResultBytes);
  report_ = std::move(report.read);
}

void Run::start() {
  std::vector<std::string> arguments = launch_.argv, settings = launch_.environment;
  const std::vector<char*> argv = pointers(arguments), environment = pointers(settings);
  const Limits& limits = launch_.limits;
  const auto cpu = static_cast<rlim_t>(limits.cpu.count());
  std::vector<ResourceLimit> resources{{RLIMIT_AS, limits.memory, limits.memory},
                                       {RLIMIT_CPU, cpu, cpu + 1},
                                       {RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes},
                                       {RLIMIT_CORE, 0, 0},
                                       {RLIMIT_NOFILE, 256, 256}};
  if (launch_.processes > 0)
    resources.push_back({RLIMIT_NPROC, static_cast<rlim_t>(launch_.processes), static_cast<rlim_t>(launch_.processes)});
  supervisor_ = start_supervisor({.program = launch_.argv.front().c_str(),
                                  .argv = argv.data(),
                                  .environment = environment.data(),
                                  .directory = launch_.directory.c_str(),
                                  .handed = handed_,
                                  .limits = resources,
                                  .report = report_write_.get()});
  if (supervisor_ < 0)
    throw CannotCheck(std::string("cannot start another process: ") + std::strerror(errno));
  ours_.clear();
  report_write_.close();
}

void Run::write_input() {
  while (input_ && written_ < launch_.input.size()) {
    const auto wrote = ::write(input_.get(), launch_.input.data() + written_, launch_.input.size() - written_);
    if (wrote < 0 && (errno == EAGAIN || errno == EINTR))
      return;
    if (wrote < 0)
      break;  // it reads no more
    written_ += static_cast<std::size_t>(wrote);
  }
  input_.close();
}

bool Run::too_much_output() const {
  return out_.total + err_.total > launch_.limits.output_bytes || results_.total >= kResultBytes;
}

void Run::stop(End why) {
  if (!stopped_) {
    stopped_ = why;
    ::kill(supervisor_, SIGTERM);
  }
}

void Run::check_limits() {
  const auto now = Clock::now();
  if (too_much_output())
    stop(End::output_limit);
  if (now - begin_ >= launch_.limits.wall)
    stop(End::wall_limit);
  if (now - looked_ >= kAccounting) {
    looked_ = now;
    cpu_ = std::max(cpu_, cpu_time_below(supervisor_));
    if (cpu_ >= launch_.limits.cpu + 1s)  // a single process has met its own limit before
      stop(End::cpu_limit);
  }
}

void Run::watch() {
  while (!reported_) {
    std::array<pollfd, 6> watched{{{report_.get(), POLLIN, 0},
                                   {out_.fd.get(), POLLIN, 0},
                                   {err_.fd.get(), POLLIN, 0},
                                   {results_.fd.get(), POLLIN, 0},
                                   {input_.get(), POLLOUT, 0},
                                   {stopped_ ? -1 : interrupt::fd(), POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), static_cast<int>(kAccounting.count()));
    if (watched[5].revents != 0)
      stop(End::interrupted);
    if (watched[1].revents != 0)
      out_.read_some();
    if (watched[2].revents != 0)
      err_.read_some();
    if (watched[3].revents != 0)
      results_.read_some();
    if (watched[4].revents != 0)
      write_input();
    if (watched[0].revents != 0) {
      // A program that could not be started says so first; the supervisor's own word is the last one.
      Ending said;
      while (::read(report_.get(), &said, sizeof said) == sizeof said)
        verdict_ = verdict_.could_not_start != 0 ? verdict_ : said;
      reported_ = true;
      return;
    }
    check_limits();
  }
}

Landing Run::finish() {
  start();
  write_input();
  watch();
  while (::waitpid(supervisor_, nullptr, 0) < 0 && errno == EINTR) {
  }
  for (Stream* stream : {&out_, &err_, &results_})  // every writer is gone: this ends
    while (stream->fd && stream->read_some()) {
    }
  if (too_much_output() && !stopped_)
    stopped_ = End::output_limit;
  return landing();
}

Landing Run::landing() {
  Landing landing{.out = std::move(out_.text), .err = std::move(err_.text), .results = std::move(results_.text)};
  landing.wall = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_);
  if (verdict_.could_not_start != 0) {
    landing.trouble = "cannot start " + launch_.argv.front() + ": " + std::strerror(verdict_.could_not_start);
    return landing;
  }
  // A sandbox that passes on a signal does so as the shell does: 128 and the number.
  const int status = verdict_.status;
  const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  const bool by_signal = exit_code > 128 && exit_code <= 128 + SIGRTMAX;
  landing.code = by_signal ? exit_code - 128 : exit_code;
  const auto used = std::max(cpu_, std::chrono::milliseconds{verdict_.cpu_milliseconds});
  if (stopped_)
    landing.end = *stopped_;
  else if (by_signal && (landing.code == SIGXCPU || (landing.code == SIGKILL && used >= launch_.limits.cpu)))
    landing.end = End::cpu_limit;
  else
    landing.end = by_signal ? End::signalled : End::exited;
  return landing;
}

}  // namespace

Landing launch(const Launch& launch) {
  static const auto once = std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of write(), not our end
  static_cast<void>(once);
  return Run{launch}.finish();
}

}  // namespace snipcheck
