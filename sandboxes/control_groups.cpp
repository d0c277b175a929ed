/// After Documentation/admin-guide/cgroup-v2.rst of Linux ("Delegation", "No Internal Process Constraint").
#include "sandboxes/control_groups.hpp"

#include "support/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "snipcheck-";  // of a folder of ours; the process id follows

/// Empty where the file cannot be read.
std::string text_of(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The kernel takes a setting in one piece.
void set(const fs::path& file, std::string_view value) {
  const Fd fd{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
  if (!fd || ::write(fd.get(), value.data(), value.size()) != static_cast<ssize_t>(value.size()))
    throw CannotCheck(file.filename().string() + " of " + file.parent_path().string() +
                      " cannot be set: " + std::strerror(errno));
}

std::vector<std::string> words_of(const fs::path& file) {
  std::istringstream in{text_of(file)};
  std::vector<std::string> words;
  for (std::string word; in >> word;)
    words.push_back(word);
  return words;
}

/// Where the tree of version 2 is mounted, whole.
fs::path mount_point() {
  std::istringstream mounts{text_of("/proc/self/mountinfo")};
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream fields{line};
    std::string number, parent, device, root, place;
    fields >> number >> parent >> device >> root >> place;
    if (line.find(" - cgroup2 ") != std::string::npos && root == "/")
      return place;
  }
  throw CannotCheck("no control groups of version 2 are mounted");
}

fs::path group_of_this_process() {
  const fs::path tree = mount_point();
  std::istringstream groups{text_of("/proc/self/cgroup")};
  for (std::string line; std::getline(groups, line);)
    if (line.starts_with("0::/"))
      return tree / line.substr(4);
  throw CannotCheck("this process is in no control group of version 2");
}

bool is_whole_tree(const fs::path& group) { return !fs::exists(group / "cgroup.type"); }  // only the root has none

/// Only where we are alone may we turn a group into one that has groups below; of the root, anybody may.
void must_be_given(const fs::path& group) {
  if (::access(group.c_str(), W_OK) != 0 || ::access((group / "cgroup.procs").c_str(), W_OK) != 0)
    throw CannotCheck("the control group of this process is not ours to change");
  if (!is_whole_tree(group) && words_of(group / "cgroup.procs") != std::vector{std::to_string(::getpid())})
    throw CannotCheck("other processes are in the control group of this one");
}

/// What a process of ours left here that was killed.
void clear_away(const fs::path& group) {
  std::error_code error;
  for (const auto& one : fs::directory_iterator{group, error}) {
    const std::string name = one.path().filename().string();
    int process = 0;
    if (!name.starts_with(kPrefix) ||
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), process).ec != std::errc{} ||
        ::kill(process, 0) == 0 || errno != ESRCH)
      continue;
    for (const auto& below : fs::directory_iterator{one.path(), error})
      ::rmdir(below.path().c_str());
    ::rmdir(one.path().c_str());
  }
}

/// Whether a process in another user namespace can go in through what we have opened.
bool can_be_entered(const ControlGroup& group) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::unshare(CLONE_NEWUSER);  // where that is refused, no run is in one either
    ::_exit(::write(group.door().get(), "0", 1) == 1 ? 0 : 1);
  }
  int status = 1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status == 0;
}

}  // namespace

ControlGroup::ControlGroup(fs::path folder) : folder_(std::move(folder)) {
  if (::mkdir(folder_.c_str(), 0700) == 0)
    door_ = Fd{::open((folder_ / "cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC)};
  if (!door_)
    throw CannotCheck("a control group cannot be made: " + std::string(std::strerror(errno)));
}

ControlGroup::~ControlGroup() { ::rmdir(folder_.c_str()); }

void ControlGroup::limit(const Limits& limits) {
  kills_before_ = kills();
  const std::string memory = std::to_string(limits.memory + limits.file_bytes);
  const std::string processes = limits.processes > 0 ? std::to_string(limits.processes) : "max";
  const std::string wanted = memory + ' ' + processes;
  if (set_ == wanted)
    return;
  const std::array<std::pair<const char*, std::string_view>, 4> settings{
      {{"memory.max", memory}, {"memory.swap.max", "0"}, {"memory.oom.group", "1"}, {"pids.max", processes}}};
  for (const auto& [name, value] : settings)
    if (fs::exists(folder_ / name))
      set(folder_ / name, value);
  set_ = wanted;
}

std::uint64_t ControlGroup::kills() const {
  const std::vector<std::string> words = words_of(folder_ / "memory.events");
  const auto at = std::ranges::find(words, "oom_kill");
  return words.end() - at < 2 ? 0 : std::stoull(at[1]);
}

ControlGroups& ControlGroups::ours() {
  static ControlGroups ours;
  return ours;
}

ControlGroups::ControlGroups() {
  try {
    given_ = group_of_this_process();
    must_be_given(given_);
    clear_away(given_);
    settle();
    if (!can_be_entered(*take({})))
      throw CannotCheck("a run cannot enter a control group of ours: Linux 5.16 or later lets it");
  } catch (const std::exception& problem) {
    missing_ = problem.what();
    leave();
  }
}

ControlGroups::~ControlGroups() { leave(); }

void ControlGroups::settle() {
  const std::vector<std::string> there = words_of(given_ / "cgroup.controllers");
  for (const char* name : {"memory", "pids"})
    if (std::ranges::find(there, name) != there.end())
      controllers_.emplace_back(name);
  if (controllers_.empty())
    throw CannotCheck("the control group of this process bounds neither memory nor processes");
  const fs::path own = given_ / (std::string(kPrefix) + std::to_string(::getpid()));
  fs::create_directory(own);
  own_ = own;
  fs::create_directory(own_ / "main");
  set(own_ / "main" / "cgroup.procs", std::to_string(::getpid()));
  for (const fs::path& group : {given_, own_})
    for (const std::string& name : controllers_)
      set(group / "cgroup.subtree_control", "+" + name);
}

/// As it was before, as far as that is possible: what this process has started may still be there.
void ControlGroups::leave() {
  free_.clear();
  controllers_.clear();
  if (own_.empty())
    return;
  try {
    for (const fs::path& group : {own_, given_})
      if (!is_whole_tree(group))
        for (const std::string& name : words_of(group / "cgroup.subtree_control"))
          set(group / "cgroup.subtree_control", "-" + name);
    set(given_ / "cgroup.procs", std::to_string(::getpid()));
  } catch (const CannotCheck&) {  // then our groups stay until the next process of ours comes here, or the group itself goes
    return;
  }
  ::rmdir((own_ / "main").c_str());
  ::rmdir(own_.c_str());
  own_.clear();
}

std::shared_ptr<ControlGroup> ControlGroups::take(const Limits& limits) {
  if (controllers_.empty())
    return nullptr;
  std::unique_ptr<ControlGroup> group;
  {
    const std::lock_guard lock{mutex_};
    if (free_.empty()) {
      free_.push_back(std::make_unique<ControlGroup>(own_ / ("run-" + std::to_string(made_))));
      ++made_;
    }
    group = std::move(free_.back());
    free_.pop_back();
  }
  group->limit(limits);
  return {group.release(), [this](ControlGroup* used) {
            const std::lock_guard lock{mutex_};
            free_.emplace_back(used);
          }};
}

}  // namespace snipcheck
