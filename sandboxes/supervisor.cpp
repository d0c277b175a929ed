#include "sandboxes/supervisor.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

// Everything in this namespace up to start_supervisor() runs in a fork of a process with threads: only calls that are
// async-signal-safe (signal-safety(7)), no allocation, no exception.

constexpr int kReport = 40;  // the report pipe inside the supervisor

void hand_over(const Plan& plan) {
  std::array<bool, kReport + 1> kept{};
  for (const Handed& one : plan.handed) {
    ::dup2(one.ours, one.theirs);
    kept[static_cast<std::size_t>(one.theirs)] = true;
  }
  ::dup2(plan.report, kReport);
  ::fcntl(kReport, F_SETFD, FD_CLOEXEC);
  kept[kReport] = true;
  for (int fd = 0; fd <= kReport; ++fd)
    if (!kept[static_cast<std::size_t>(fd)])
      ::close(fd);
  ::close_range(kReport + 1, ~0U, 0);
}

void say(const SupervisorWord& verdict) {
  // NOLINTNEXTLINE(bugprone-unused-return-value): a reader that has gone wants no answer
  [[maybe_unused]] const auto written = ::write(kReport, &verdict, sizeof verdict);
}

[[noreturn]] void become(const Plan& plan, const sigset_t& mask) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGCHLD})
    ::signal(signal, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::setsid();
  for (const ResourceLimit& limit : plan.limits) {
    rlimit now{};
    ::getrlimit(limit.which, &now);  // never above what we have ourselves
    const rlim_t hard = limit.hard < now.rlim_max ? limit.hard : now.rlim_max;
    const rlimit wanted{limit.soft < hard ? limit.soft : hard, hard};
    ::setrlimit(limit.which, &wanted);
  }
  if (*plan.directory == '\0' || ::chdir(plan.directory) == 0)
    ::execve(plan.program, plan.argv, plan.environment);
  say({.could_not_start = errno});
  ::_exit(127);
}

/// Kills the children that /proc names. Those of killed ones become ours, since we are a subreaper: the next round has them.
void kill_children() {
  const int list = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (list < 0)
    return;
  std::array<char, 4096> text{};
  pid_t pid = 0;
  for (ssize_t got; (got = ::read(list, text.data(), text.size())) > 0;) {
    for (ssize_t i = 0; i < got; ++i) {
      const char c = text[static_cast<std::size_t>(i)];
      if (c >= '0' && c <= '9') {
        pid = pid * 10 + (c - '0');
      } else if (pid > 0) {
        ::kill(pid, SIGKILL);
        pid = 0;
      }
    }
  }
  ::close(list);
}

[[noreturn]] void supervise(const Plan& plan, pid_t parent, const sigset_t& before) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  ::setsid();  // Ctrl-C is for our parent to judge
  hand_over(plan);
  if (::getppid() != parent)
    ::_exit(0);
  const pid_t program = ::fork();
  if (program == 0)
    become(plan, before);
  if (program < 0) {
    say({.could_not_start = errno});
    ::_exit(0);
  }
  for (const Handed& one : plan.handed)
    ::close(one.theirs);  // so that the readers see the end

  sigset_t watched;
  ::sigemptyset(&watched);
  ::sigaddset(&watched, SIGCHLD);
  ::sigaddset(&watched, SIGTERM);
  SupervisorWord verdict;
  bool ended = false, told = false;
  while (!ended && !told) {
    told = ::sigwaitinfo(&watched, nullptr) == SIGTERM;
    int status = 0;
    for (pid_t pid; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;)
      if (pid == program) {
        verdict.status = status;
        ended = true;
      }
  }
  if (!ended)
    ::kill(program, SIGKILL);  // also where /proc names no children
  const timespec moment{0, 2'000'000};
  for (;;) {
    kill_children();
    int status = 0;
    pid_t pid;
    while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0)
      if (pid == program)
        verdict.status = status;
    if (pid < 0)
      break;  // no child is left
    ::sigtimedwait(&watched, nullptr, &moment);
  }
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  verdict.cpu_milliseconds =
      (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000LL + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
  say(verdict);
  ::_exit(0);
}

/// Fields 14 to 17 of /proc/PID/stat: its own time and that of children it has waited for, in clock ticks.
long long ticks_of(const std::string& process) {
  std::ifstream in{"/proc/" + process + "/stat"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos)
    return 0;
  const char* at = text.c_str() + name_end + 1;
  long long sum = 0;
  for (int field = 3; field <= 17; ++field) {
    while (*at == ' ')
      ++at;
    if (field >= 14)
      sum += std::strtoll(at, nullptr, 10);
    while (*at != ' ' && *at != '\0')
      ++at;
  }
  return sum;
}

long long ticks_below(const std::string& process, int depth) {
  if (depth > 64)
    return 0;
  long long sum = 0;
  std::error_code error;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/" + process + "/task", error)) {
    std::ifstream children{thread.path() / "children"};
    for (std::string child; children >> child;)
      sum += ticks_of(child) + ticks_below(child, depth + 1);
  }
  return sum;
}

}  // namespace

pid_t start_supervisor(const Plan& plan) {
  sigset_t all, before;
  ::sigfillset(&all);
  const pid_t parent = ::getpid();
  ::pthread_sigmask(SIG_BLOCK, &all, &before);  // no handler of ours may run in the child
  const pid_t supervisor = ::fork();
  if (supervisor == 0)
    supervise(plan, parent, before);
  const int problem = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = problem;
  return supervisor;
}

std::chrono::milliseconds cpu_time_below(pid_t process) {
  static const long long per_second = ::sysconf(_SC_CLK_TCK);
  try {
    return std::chrono::milliseconds{ticks_below(std::to_string(process), 0) * 1000 / per_second};
  } catch (const std::system_error&) {  // of a folder or a stream: a process that went while we looked
    return {};
  }
}

}  // namespace snipcheck
