#include "sandboxes/cell.hpp"

#include "sandboxes/cell/messages.hpp"
#include "sandboxes/cell/packets.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/protocol.hpp"
#include "sandboxes/watch.hpp"
#include "sandboxes/zygote_json.hpp"
#include "support/error.hpp"
#include "support/text.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using End = RunResult::End;
using cell::Ending;

constexpr int kPatience = 60'000;  // milliseconds until a cell is ready: its Python has to load Flask, on a busy machine

struct Sockets {
  Fd ours, theirs;
};

Sockets make_sockets() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw CannotCheck(std::string("cannot make a socket: ") + std::strerror(errno));
  return {Fd{ends[0]}, Fd{ends[1]}};
}

/// A nameless file with these bytes, at its beginning.
Fd file_of(std::string_view bytes) {
  Fd fd{::memfd_create("snipcheck", MFD_CLOEXEC)};
  if (!fd || ::write(fd.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    throw CannotCheck(std::string("cannot make a file in memory: ") + std::strerror(errno));
  ::lseek(fd.get(), 0, SEEK_SET);
  return fd;
}

/// How to start a program: descriptors, a session of its own (Ctrl-C is for us to judge), signals as they are by default.
class Spawning {
 public:
  Spawning() {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Spawning() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Spawning(const Spawning&) = delete;
  Spawning& operator=(const Spawning&) = delete;
  Spawning(Spawning&&) = delete;
  Spawning& operator=(Spawning&&) = delete;

  void hand(const Fd& fd, int theirs) {
    lifted_.push_back(lifted(fd));
    ::posix_spawn_file_actions_adddup2(&files_, lifted_.back().get(), theirs);
  }
  pid_t start(const std::string& program) {
    std::array<char*, 2> arguments{const_cast<char*>("cell"), nullptr};
    std::array<char*, 1> settings{nullptr};
    pid_t process = -1;
    const int problem = ::posix_spawn(&process, program.c_str(), &files_, &attributes_, arguments.data(), settings.data());
    if (problem != 0)
      throw CannotCheck("cannot start " + program + ": " + std::strerror(problem));
    return process;
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
  std::vector<Fd> lifted_;
};

std::string packet_of(const BoxRun& run) {
  const auto milliseconds = [](std::chrono::seconds time) { return static_cast<std::uint32_t>(time.count() * 1000); };
  const cell::Request request{.private_bytes = run.limits.file_bytes,
                              .cpu_milliseconds = milliseconds(run.limits.cpu),
                              .wall_milliseconds = milliseconds(run.limits.wall),
                              .processes = static_cast<std::uint32_t>(run.limits.processes)};
  return std::string(reinterpret_cast<const char*>(&request), sizeof request) + run.request;
}

Landing not_started(std::string trouble, std::chrono::milliseconds wall = {}) {
  return {.trouble = std::move(trouble), .wall = wall};
}

}  // namespace

Cell::Cell(const std::string& words) {
  start(words);
  pollfd answer{socket_.get(), POLLIN, 0};
  int ready;
  do
    ready = ::poll(&answer, 1, kPatience);
  while (ready < 0 && errno == EINTR);
  cell::Hello hello;
  if (ready <= 0 || ::recv(socket_.get(), &hello, sizeof hello, 0) != sizeof hello) {
    end();
    const std::string words_said = last_words();
    throw CannotCheck(words_said.empty() ? "the cell says nothing" : words_said);
  }
  proc_ = hello.proc != 0;
}

void Cell::start(const std::string& words) {
  Sockets sockets = make_sockets();
  errors_ = file_of("");
  const Fd description = file_of(words), nothing{::open("/dev/null", O_RDWR | O_CLOEXEC)};
  Spawning spawning;
  spawning.hand(nothing, 0);
  spawning.hand(nothing, 1);
  spawning.hand(errors_, 2);
  spawning.hand(sockets.theirs, cell::kControl);
  spawning.hand(description, cell::kWords);
  process_ = spawning.start(cell_program().string());
  socket_ = std::move(sockets.ours);
}

Cell::~Cell() { end(); }

void Cell::end() {
  ended_ = true;
  if (process_ <= 0)
    return;
  ::shutdown(socket_.get(), SHUT_RDWR);  // the cell ends by itself when we hang up, unless it hangs
  const pid_t process = std::exchange(process_, -1);
  for (int i = 0; i < 1000; ++i) {  // of what a run left, a plain cell has to remove every file
    if (::waitpid(process, nullptr, WNOHANG) != 0)
      return;
    ::usleep(i < 50 ? 1'000 : 20'000);
  }
  ::kill(process, SIGKILL);
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string Cell::last_words() {
  std::string text(4096, '\0');
  const auto got = ::pread(errors_.get(), text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  std::string_view words = trim_right(text);
  if (const auto last = words.rfind('\n'); last != std::string_view::npos)
    words = words.substr(last + 1);
  return escape_invalid_utf8(words);
}

std::vector<std::string> Cell::spoilt_by() {
  const std::lock_guard lock{mutex_};
  std::array<char, 4096> text{};
  for (ssize_t got; (got = ::recv(socket_.get(), text.data(), text.size(), MSG_DONTWAIT)) > 0;)
    for (std::string& module : avoided_modules({text.data(), static_cast<std::size_t>(got)}))
      spoilt_by_.push_back(std::move(module));
  return spoilt_by_;
}

Landing Cell::run(const BoxRun& run) {
  Streams streams = make_streams();
  Sockets control = make_sockets();
  const std::string packet = packet_of(run);
  if (packet.size() > cell::kLongestRequest)
    return not_started("the request of a run is too long");
  std::vector<int> given{control.theirs.get(), streams.their_input.get(), streams.their_out.get(), streams.their_err.get(),
                         streams.their_results.get()};
  if (run.group >= 0)
    given.push_back(run.group);
  if (ended_ || !cell::send_packet(socket_.get(), packet, given)) {
    ended_ = true;
    return not_started("the cell has ended: " + last_words());
  }
  for (Fd* theirs : {&control.theirs, &streams.their_input, &streams.their_out, &streams.their_err, &streams.their_results})
    theirs->close();
  Watch watch{streams, run.limits, run.input, run.keep};
  watch.until_ended({.ended = control.ours.get(),
                     .stop = [&] { ::send(control.ours.get(), "!", 1, MSG_NOSIGNAL); },
                     .cpu_time = {},
                     .abandon = [this] { ::shutdown(socket_.get(), SHUT_RDWR); }});
  Ending ending;
  const bool told = ::recv(control.ours.get(), &ending, sizeof ending, 0) == sizeof ending;
  if (!told)
    ended_ = true;
  Watched watched = watch.take();
  if (watched.stopped)
    return landing_of(std::move(watched), 0, {}, run.limits);
  if (!told)
    return not_started("the cell has ended: " + last_words(), watched.wall);
  if (ending.cause == Ending::Cause::cpu_limit)
    watched.stopped = End::cpu_limit;
  else if (ending.cause == Ending::Cause::wall_limit)
    watched.stopped = End::wall_limit;
  else if (ending.cause == Ending::Cause::disk_limit)
    watched.stopped = End::output_limit;
  else if (ending.entered == 0)
    return not_started(std::string("a run did not get into its box: ") + ending.trouble, watched.wall);
  return landing_of(std::move(watched), ending.status, std::chrono::milliseconds{ending.cpu_milliseconds}, run.limits);
}

}  // namespace snipcheck
