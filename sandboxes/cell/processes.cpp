#include "sandboxes/cell/processes.hpp"

#include "sandboxes/cell/system.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

/// Calls `use` with the number of each entry of a folder of /proc that is one.
template <class Use>
bool each_number(const std::string& folder, Use use) {
  DIR* entries = ::opendir(folder.c_str());
  if (entries == nullptr)
    return false;
  while (const dirent* entry = ::readdir(entries))
    if (const long number = std::strtol(entry->d_name, nullptr, 10); number > 0)
      use(static_cast<pid_t>(number));
  ::closedir(entries);
  return true;
}

/// Kernels without a list of children: everybody is asked for the parent.
std::multimap<pid_t, pid_t> children_of_all() {
  std::multimap<pid_t, pid_t> children;
  each_number("/proc", [&](pid_t id) { children.emplace(process_of(id).parent, id); });
  return children;
}

std::vector<pid_t> children_by_list(pid_t parent, bool& listed) {
  std::vector<pid_t> children;
  const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
  each_number(tasks, [&](pid_t thread) {
    const int list = ::open((tasks + "/" + std::to_string(thread) + "/children").c_str(), O_RDONLY | O_CLOEXEC);
    listed = listed && (list >= 0 || errno == ENOENT || errno == ESRCH);
    if (list < 0)
      return;
    const std::string text = read_all(list);
    ::close(list);
    char* end = nullptr;
    for (const char* at = text.c_str(); const long id = std::strtol(at, &end, 10); at = end)
      children.push_back(static_cast<pid_t>(id));
  });
  return children;
}

bool kernel_lists_children() {
  static const bool yes = ::access("/proc/thread-self/children", R_OK) == 0;
  return yes;
}

template <class Children>
void add_below(pid_t parent, pid_t zygote, const Children& children, std::vector<Process>& found) {
  for (const pid_t id : children(parent)) {
    if (id != zygote) {
      Process process = process_of(id);
      process.id = id;  // also where it has just gone: then somebody is at work
      found.push_back(process);
    }
    if (found.size() < 100'000)
      add_below(id, zygote, children, found);
  }
}

/// Through a descriptor: its number may be somebody else's by now, who would have another parent.
void kill_surely(const Process& process) {
  if (process.parent == 0)
    return;
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, process.id, 0U));
  if (fd < 0)
    return;
  if (const pid_t parent = process_of(process.id).parent; parent == process.parent || parent == ::getpid()) {
    const rlimit none{0, 0};
    ::prlimit(process.id, RLIMIT_NPROC, &none, nullptr);  // it forks no more, even if that happens before the signal is seen
    ::syscall(SYS_pidfd_send_signal, fd, SIGKILL, nullptr, 0U);
  }
  ::close(fd);
}

/// All of a user's processes in one call, which no fork slips through.
void kill_user(uid_t user) {
  const pid_t killer = ::fork();
  if (killer == 0) {
    if (::setresuid(user, user, user) == 0)
      ::kill(-1, SIGKILL);
    ::_exit(0);
  }
  while (killer > 0 && ::waitpid(killer, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void reap(pid_t zygote) {
  siginfo_t ended{};
  while (::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid > 0 && ended.si_pid != zygote) {
    ::waitpid(ended.si_pid, nullptr, WNOHANG);
    ended = {};
  }
}

}  // namespace

Process process_of(pid_t id) {
  const int fd = ::open(("/proc/" + std::to_string(id) + "/stat").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return {};
  const std::string text = read_all(fd);
  ::close(fd);
  Process process{.id = id};
  const auto name_end = text.rfind(") ");  // state, parent, 15 fields that do not matter here, threads
  if (name_end == std::string::npos ||
      std::sscanf(text.c_str() + name_end + 2, "%c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %u",
                  &process.state, &process.parent, &process.threads) != 3)
    return {};
  return process;
}

std::vector<Process> descendants_but(pid_t zygote) {
  std::vector<Process> found;
  if (kernel_lists_children()) {
    bool listed = true;
    add_below(::getpid(), zygote, [&](pid_t parent) { return children_by_list(parent, listed); }, found);
    if (listed)
      return found;
    found.clear();
  }
  const auto children = children_of_all();
  const auto look_up = [&](pid_t parent) {
    std::vector<pid_t> out;
    const auto [begin, end] = children.equal_range(parent);
    for (auto at = begin; at != end; ++at)
      out.push_back(at->second);
    return out;
  };
  add_below(::getpid(), zygote, look_up, found);
  return found;
}

void end_all_but(pid_t zygote, uid_t user) {
  int enough = 2;
  for (int quiet = 0, round = 0; quiet < enough; ++round) {  // the list may miss one while others come and go
    if (user != 0)
      kill_user(user);
    reap(zygote);
    bool some = false;
    for (const Process& process : descendants_but(zygote))
      if (process.state != 'Z' && process.state != 'X') {
        some = true;
        kill_surely(process);
      }
    quiet = some ? 0 : quiet + 1;
    enough = some ? 5 : enough;
    if (some && round > 2)
      ::usleep(round < 20 ? 200 : 2'000);
  }
  reap(zygote);
}

unsigned tasks_of(uid_t user) {
  unsigned tasks = 0;
  each_number("/proc", [&](pid_t id) {
    struct stat owner{};
    if (::stat(("/proc/" + std::to_string(id)).c_str(), &owner) == 0 && owner.st_uid == user)
      tasks += process_of(id).threads;
  });
  return tasks;
}

}  // namespace snipcheck::cell
