#include "sandboxes/cell/accounts.hpp"

#include "sandboxes/cell/system.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

std::string file_of(pid_t process, const char* name) {
  const int fd = ::open(("/proc/" + std::to_string(process) + "/" + name).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return {};
  std::string text = read_all(fd);
  ::close(fd);
  return text;
}

/// The fields of a line from a certain one on, as numbers.
std::uint64_t sum_of_fields(std::string_view line, int first, int last) {
  std::uint64_t sum = 0;
  for (int field = 1; field <= last && !line.empty(); ++field) {
    if (field >= first)
      sum += std::strtoull(std::string(line.substr(0, 20)).c_str(), nullptr, 10);
    const auto space = line.find(' ');
    line.remove_prefix(space == std::string_view::npos ? line.size() : space + 1);
  }
  return sum;
}

}  // namespace

/// utime, stime, cutime and cstime, the fields 14 to 17 of proc_pid_stat(5); the name in field 2 may have spaces in it.
std::uint64_t cpu_of(pid_t process) {
  static const auto per_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  const std::string stat = file_of(process, "stat");
  const auto name_end = stat.rfind(") ");
  return name_end == std::string::npos ? 0
                                       : sum_of_fields(std::string_view{stat}.substr(name_end + 2), 12, 15) * 1000 / per_second;
}

/// The second field of schedstat: nanoseconds on a run queue.
std::uint64_t waiting_of(pid_t process) { return sum_of_fields(file_of(process, "schedstat"), 2, 2) / 1'000'000; }

std::uint64_t namespace_of(pid_t process) {
  struct stat found{};
  return ::stat(("/proc/" + std::to_string(process) + "/ns/pid").c_str(), &found) == 0 ? found.st_ino : 0;
}

Usages usages_of(const std::map<std::uint64_t, pid_t>& boxes) {
  Usages usages;
  DIR* processes = ::opendir("/proc");
  if (processes == nullptr)
    return usages;
  std::map<std::uint64_t, pid_t> oldest;  // of each box, its first process left out
  while (const dirent* entry = ::readdir(processes)) {
    const auto process = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
    if (process <= 0)
      continue;
    const auto box = boxes.find(namespace_of(process));
    if (box == boxes.end())
      continue;
    usages[box->first].cpu_milliseconds += cpu_of(process);
    if (process != box->second && (!oldest.contains(box->first) || process < oldest[box->first]))
      oldest[box->first] = process;
  }
  ::closedir(processes);
  for (const auto& [box, process] : oldest)
    usages[box].waiting_milliseconds = waiting_of(process);
  return usages;
}

}  // namespace snipcheck::cell
