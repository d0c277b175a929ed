#include "sandboxes/cell/plain.hpp"

#include "sandboxes/cell/confine.hpp"
#include "sandboxes/cell/emptying.hpp"
#include "sandboxes/cell/processes.hpp"
#include "sandboxes/cell/system.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

using Clock = std::chrono::steady_clock;

/// What a zygote of root's keeps: to give runs their user id, and to read an environment in a closed folder.
constexpr std::array kKept = {CAP_SETUID, CAP_SETGID, CAP_SETPCAP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH};

/// Times the limit of processes and threads: the kernel holds nothing up, or others' processes are counted in.
constexpr unsigned kFarTooMany = 4;

constexpr unsigned kLooks = 4;  // at processes for one at files

/// Calls `act` in a process of its own; whether that says so.
template <class Act>
bool in_a_child(Act act) {
  const pid_t child = static_cast<pid_t>(must(::fork(), "another process"));
  if (child == 0)
    ::_exit(act() ? 0 : 1);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool become(uid_t user) {
  return ::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
}

int make_folder(const std::string& path, uid_t user) {
  must(::mkdir(path.c_str(), 0700), path.c_str());
  if (user != 0)
    must(::lchown(path.c_str(), user, user), path.c_str());
  return static_cast<int>(must(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), path.c_str()));
}

std::uint64_t reaped_milliseconds() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  return static_cast<std::uint64_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
         static_cast<std::uint64_t>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

}  // namespace

Plain::Plain(const Words& words) : words_(words), user_(words.first_user), base_(words.plain + "/snipcheck-cell-XXXXXX") {
  if (words.has("files") && landlock_version() == 0)
    die("the kernel has no Landlock");
  if (process_of(::getpid()).parent == 0)
    die("there is no /proc");
  must(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "being a subreaper");
  must(::mkdtemp(base_.data()) == nullptr ? -1 : 0, base_.c_str());
  must(::chmod(base_.c_str(), 0711), base_.c_str());
  work_ = make_folder(path_of("work"), user_);
  tmp_ = make_folder(path_of("tmp"), user_);
  capability_ = capability_to_reach();
}

void Plain::clear() {
  end_all_but(0, user_);
  for (const int folder : {work_, tmp_})
    empty_folder(folder);
  ::rmdir(path_of("work").c_str());
  ::rmdir(path_of("tmp").c_str());
  ::rmdir(base_.c_str());
}

/// An environment below a home folder (mode 0700) is closed to other user ids, unless they may read everything; what they may
/// read is then up to the rules alone.
int Plain::capability_to_reach() const {
  if (user_ == 0)
    return -1;
  const bool reached = in_a_child([&] {
    if (!become(user_))
      return false;
    for (const auto& [ours, theirs] : words_.trees)
      if (::access(ours.c_str(), R_OK) != 0 && errno != ENOENT)
        return false;
    return words_.command.empty() || ::access(words_.command.front().c_str(), X_OK) == 0;
  });
  if (reached)
    return -1;
  return ::prctl(PR_CAPBSET_READ, CAP_DAC_READ_SEARCH, 0, 0, 0) == 1 ? CAP_DAC_READ_SEARCH : CAP_DAC_OVERRIDE;
}

Plain::Given Plain::enter() const {
  must(::chdir(path_of("work").c_str()), "going to the folder of runs");
  if (user_ != 0)
    must(::setgroups(0, nullptr), "leaving all groups");
  for (int capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability)
    if (std::find(kKept.begin(), kKept.end(), capability) == kKept.end())
      ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);  // who may not do that has none to drop
  confine(words_, {path_of("work"), path_of("tmp")});
  const bool scoped = landlock_version() >= 6 && words_.has("scope") && words_.has("scoping") && words_.has("files");
  return {.arguments = {"plain", std::to_string(user_), std::to_string(capability_), scoped ? "scoped" : "unscoped"},
          .settings = {"HOME=" + path_of("work"), "TMPDIR=" + path_of("tmp")}};
}

bool Plain::holds() const {
  return in_a_child([&] {
    enter();
    const bool outside = ::open(words_.plain.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0;
    const bool inside = ::mkdir("trial", 0700) == 0 && ::rmdir("trial") == 0;
    return (!outside || !words_.has("files")) && inside && (::unshare(CLONE_NEWUSER) != 0 || !words_.has("calls"));
  });
}

Room Plain::open(const Request& request) {
  request_ = request;
  reaped_before_ = reaped_milliseconds();
  for (const int folder : {work_, tmp_})
    ::fchmod(folder, 0700);
  return {.number = 1, .door = ::fcntl(work_, F_DUPFD_CLOEXEC, 0)};
}

void Plain::end(Room& room) {
  if (words_.has("ending"))
    end_all_but(zygote_, user_);
  room.gone = true;
}

void Plain::close(Room& room) {
  end(room);
  ::close(room.door);
  for (const int folder : {work_, tmp_})
    if (words_.has("emptying") && !empty_folder(folder))
      die("the folder of a run cannot be emptied");
}

Usages Plain::look_at(const std::map<std::uint64_t, Room*>& rooms) {
  Usage used{.cpu_milliseconds = reaped_milliseconds() - reaped_before_};
  pid_t oldest = 0;
  unsigned tasks = 0;
  const std::vector<Process> processes = descendants_but(zygote_);
  for (const Process& process : processes) {
    if (process.parent == 0)
      continue;
    used.cpu_milliseconds += cpu_of(process.id);
    tasks += process.threads;
    oldest = oldest == 0 || process.id < oldest ? process.id : oldest;
  }
  used.waiting_milliseconds = oldest == 0 ? 0 : waiting_of(oldest);
  if (request_.processes != 0 && tasks > request_.processes && words_.has("limits")) {
    const rlimit none{0, 0};  // the kernel's own limit counts all that a user runs, and nothing that root does: it is wider
    for (const Process& process : processes)
      ::prlimit(process.id, RLIMIT_NPROC, &none, nullptr);
    used.has_no_end = (::geteuid() == 0 && user_ == 0) || tasks > request_.processes * kFarTooMany;
  }
  if (const std::uint64_t most = request_.private_bytes; words_.has("limits") && looks_++ % kLooks == 0)
    used.fills_disk = bytes_below(work_, most) + bytes_below(tmp_, most) > most;
  Usages usages;
  for (const auto& [number, room] : rooms)
    usages[number] = used;
  return usages;
}

unsigned Plain::others() {
  if (user_ != 0)
    return 0;
  if (const auto now = Clock::now(); now - counted_ > std::chrono::seconds{1}) {
    counted_ = now;
    others_ = tasks_of(::geteuid());
  }
  return others_;
}

}  // namespace snipcheck::cell
