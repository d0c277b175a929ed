#include "tests/sandboxes/host.hpp"

#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <set>
#include <sstream>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::testing {
namespace {

namespace fs = std::filesystem;

constexpr unsigned long kManyTasks = 110, kMuchMemory = 450'000,
                        kMuchFilled = 70'000;  // far above what a run may have, far below what attacks try

/// Kilobytes in the private file systems that a process sees: they are in no mount of ours.
unsigned long filled_by(pid_t process) {
  unsigned long sum = 0;
  for (const char* place : {"work", "tmp", "dev/shm"}) {
    struct statfs system{};
    const fs::path path = fs::path{"/proc"} / std::to_string(process) / "root" / place;
    if (::statfs(path.c_str(), &system) == 0 && system.f_type == TMPFS_MAGIC)
      sum += static_cast<unsigned long>(system.f_blocks - system.f_bfree) * static_cast<unsigned long>(system.f_bsize) / 1024;
  }
  return sum;
}

/// As far as it can be read: processes go while one looks at them.
std::string text_of(const fs::path& path) {
  const Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  std::string text;
  char buffer[4096];
  for (ssize_t got; fd && (got = ::read(fd.get(), buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  return text;
}

int port_of(const Fd& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

/// On the loopback; any port where none is given.
Fd listener_at(int kind, int port) {
  Fd fd{::socket(AF_INET, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  const sockaddr_in address{.sin_family = AF_INET,
                            .sin_port = htons(static_cast<std::uint16_t>(port)),
                            .sin_addr = {htonl(INADDR_LOOPBACK)},
                            .sin_zero = {}};
  ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::listen(fd.get(), 8);
  return fd;
}

/// A name that begins with a NUL is one without a path.
Fd unix_listener(int kind, const std::string& name) {
  Fd fd{::socket(AF_UNIX, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  name.copy(address.sun_path, sizeof address.sun_path - 1);
  const auto size = offsetof(sockaddr_un, sun_path) + name.size() + (name.front() == '\0' ? 0 : 1);
  ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size));
  ::listen(fd.get(), 8);
  return fd;
}

struct Process {
  pid_t id = 0, parent = 0;
  char state = '?';
  unsigned long threads = 0, kilobytes = 0;
};

std::vector<Process> processes_below_us() {
  std::multimap<pid_t, Process> by_parent;
  std::error_code error;
  static const auto page = static_cast<unsigned long>(::sysconf(_SC_PAGESIZE)) / 1024;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    Process one{.id = std::atoi(entry.path().filename().c_str())};
    if (one.id <= 0)
      continue;
    const std::string stat = text_of(entry.path() / "stat");
    const auto name_end = stat.rfind(") ");
    unsigned long pages = 0;
    if (name_end == std::string::npos ||
        std::sscanf(stat.c_str() + name_end + 2,
                    "%c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %lu %*d %*u %*u %lu", &one.state,
                    &one.parent, &one.threads, &pages) != 4)
      continue;
    one.kilobytes = pages * page;
    by_parent.emplace(one.parent, one);
  }
  std::vector<Process> found;
  std::vector<pid_t> todo{::getpid()};
  while (!todo.empty()) {
    const auto [begin, end] = by_parent.equal_range(todo.back());
    todo.pop_back();
    for (auto at = begin; at != end; ++at) {
      found.push_back(at->second);
      todo.push_back(at->second.id);
    }
  }
  return found;
}

}  // namespace

Inventory inventory_of(const fs::path& folder) {
  Inventory out;
  std::error_code error;
  const auto add = [&](const fs::path& path) {
    struct stat found{};
    if (::lstat(path.c_str(), &found) != 0)
      return;
    const std::string content = S_ISREG(found.st_mode) ? text_of(path) : std::string{};
    out[path.string()] = fmt::format("{:o} {} {} {} {}.{} {}", found.st_mode, found.st_uid, found.st_nlink, found.st_size,
                                     found.st_mtim.tv_sec, found.st_mtim.tv_nsec, std::hash<std::string>{}(content));
  };
  add(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    add(entry.path());
  return out;
}

Host::Host(std::vector<fs::path> watched) : watched_(std::move(watched)) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // what escapes from a cell comes to us
  const fs::path& vault = vault_.path();
  write_file(vault / "secret", secret_ + "\n");
  write_file(vault / "open", "untouched\n");
  ::chmod(vault.c_str(), 0777);
  ::chmod((vault / "open").c_str(), 0666);
  ::chmod((vault / "secret").c_str(), 0644);
  stream_ = listener_at(SOCK_STREAM, 0);
  port_ = port_of(stream_);
  datagrams_ = listener_at(SOCK_DGRAM, port_);
  named_ = unix_listener(SOCK_STREAM, (vault / "socket").string());
  ::chmod((vault / "socket").c_str(), 0777);
  const std::string name = std::string(1, '\0') + "snipcheck-attack-" + std::to_string(port_);
  abstract_ = unix_listener(SOCK_STREAM, name);
  abstract_datagrams_ = unix_listener(SOCK_DGRAM, name);
  free_port_ = port_of(listener_at(SOCK_STREAM, 0));
  victim_ = ::fork();
  if (victim_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setpgid(0, 0);
    for (;;)
      ::pause();
  }
  watched_.push_back(vault);
  for (const fs::path& folder : watched_)
    before_.push_back(inventory_of(folder));
  mounts_ = text_of("/proc/self/mounts");
  sampler_ = std::jthread{[this] {
    while (!enough_) {
      sample();
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
  }};
}

Host::~Host() {
  enough_ = true;
  sampler_.join();
  ::kill(victim_, SIGKILL);
  ::waitpid(victim_, nullptr, 0);
}

std::string Host::aimed(std::string program) const {
  program = replace_all(std::move(program), "{VAULT}", vault_.path().string());
  program = replace_all(std::move(program), "{PORT}", std::to_string(port_));
  program = replace_all(std::move(program), "{FREE_PORT}", std::to_string(free_port_));
  return replace_all(std::move(program), "{VICTIM}", std::to_string(victim_));
}

void Host::sample() {
  unsigned long tasks = 0, kilobytes = 0;
  for (const Process& one : processes_below_us()) {
    tasks += one.threads;
    kilobytes = std::max(kilobytes, one.kilobytes);
    if (text_of("/proc/" + std::to_string(one.id) + "/comm") == "box\n")
      most_filled_ = std::max(most_filled_.load(), filled_by(one.id));
  }
  most_tasks_ = std::max(most_tasks_.load(), tasks);
  most_kilobytes_ = std::max(most_kilobytes_.load(), kilobytes);
  std::istringstream sockets{text_of("/proc/net/tcp")};
  const std::string port = fmt::format(":{:04X} ", free_port_);
  for (std::string line; std::getline(sockets, line);)
    if (line.find(port) != std::string::npos && line.find(" 0A ") != std::string::npos)
      opened_ = true;
  if (text_of("/proc/net/unix").find("@snipcheck-opened-" + std::to_string(free_port_)) != std::string::npos)
    opened_ = true;
}

void Host::look_at_servers(std::vector<std::string>& harm) {
  const std::pair<const char*, const Fd*> streams[] = {{"tcp", &stream_}, {"unix", &named_}, {"abstract", &abstract_}};
  for (const auto& [name, listener] : streams)
    if (const Fd peer{::accept4(listener->get(), nullptr, nullptr, SOCK_CLOEXEC)}; peer)
      harm.push_back(std::string("reached ") + name);
  const std::pair<const char*, const Fd*> datagrams[] = {{"udp", &datagrams_}, {"abstract datagrams", &abstract_datagrams_}};
  for (const auto& [name, socket] : datagrams) {
    char word;
    if (::recv(socket->get(), &word, 1, MSG_DONTWAIT) > 0)
      harm.push_back(std::string("reached ") + name);
  }
  if (opened_)
    harm.emplace_back("opened a port");
}

void Host::look_at_victim(std::vector<std::string>& harm) const {
  const std::string status = text_of("/proc/" + std::to_string(victim_) + "/stat");
  const bool alive = ::waitpid(victim_, nullptr, WNOHANG) == 0 && status.find(") S ") != std::string::npos;
  rlimit files{}, own{};
  ::prlimit(victim_, RLIMIT_NOFILE, nullptr, &files);
  ::getrlimit(RLIMIT_NOFILE, &own);
  cpu_set_t processors, all;
  ::sched_getaffinity(victim_, sizeof processors, &processors);
  ::sched_getaffinity(0, sizeof all, &all);
  if (!alive || files.rlim_cur != own.rlim_cur ||
      ::getpriority(PRIO_PROCESS, static_cast<id_t>(victim_)) != ::getpriority(PRIO_PROCESS, 0) ||
      !CPU_EQUAL(&processors, &all) ||
      text_of("/proc/" + std::to_string(victim_) + "/oom_score_adj") != text_of("/proc/self/oom_score_adj"))
    harm.emplace_back("hurt a process");
}

/// A cell has one Python, its zygote, and whatever programs of ours belong to it.
void Host::look_at_processes(std::vector<std::string>& harm) const {
  std::set<pid_t> zygotes_parents;
  for (const Process& one : processes_below_us()) {
    if (one.id == victim_ || one.state == 'Z' || one.state == 'X')
      continue;
    const std::string name{trim_right(text_of("/proc/" + std::to_string(one.id) + "/comm"))};
    if (name == "cell" || name == "box")
      continue;
    const bool first = zygotes_parents.insert(one.parent).second;
    if (!first || !name.starts_with("python"))
      harm.push_back(fmt::format("left process {} ({})", one.id, name));
  }
}

namespace {

bool is_left(const std::string& harm) { return harm.starts_with("left"); }

}  // namespace

std::vector<std::string> Host::harm() {
  std::vector<std::string> harm;
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const Inventory now = inventory_of(watched_[i]);
    for (const auto& [path, what] : now)
      if (const auto was = before_[i].find(path); was == before_[i].end() || was->second != what)
        harm.push_back("changed " + path);
    for (const auto& [path, what] : before_[i])
      if (!now.contains(path))
        harm.push_back("changed " + path);
  }
  look_at_servers(harm);
  look_at_victim(harm);
  for (int i = 0; i < 5 && std::ranges::none_of(harm, is_left); ++i) {  // one that forks all the time is easily missed
    look_at_processes(harm);
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  if (text_of("/proc/self/mounts") != mounts_)
    harm.emplace_back("mounted");
  if (most_tasks_ > kManyTasks)
    harm.push_back(fmt::format("used {} processes", most_tasks_.load()));
  if (most_kilobytes_ > kMuchMemory)
    harm.push_back(fmt::format("used {} MB", most_kilobytes_ / 1024));
  if (most_filled_ > kMuchFilled)
    harm.push_back(fmt::format("filled {} MB", most_filled_ / 1024));
  return harm;
}

}  // namespace snipcheck::testing
