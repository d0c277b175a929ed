#include "sandboxes/bubblewrap.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr int kArguments = 10, kFilter = 11, kFirstFile = 12;  // descriptors that bwrap reads
constexpr unsigned kUserInside = 1000;                         // in a user namespace
constexpr unsigned kHighestUser = 0x7FFF'FFFF;

/// Where Python and its libraries are on the systems that we know; taken as links or folders, whichever they are.
/// What a Python of the system and the libraries of any other one need: programs, shared libraries, time zones. The short names
/// are links into /usr almost everywhere, and are shown as such.
constexpr std::array kSystemFolders = {
    "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/share/zoneinfo",
    "/bin",     "/sbin",     "/lib",     "/lib32",     "/lib64",     "/nix/store",  "/gnu/store"};
constexpr std::array kSystemFiles = {"/etc/ld.so.cache"};

/// Whether every user id up to the highest is ours to take: not in a container with a mapped range.
bool has_all_users() {
  std::ifstream map{"/proc/self/uid_map"};
  unsigned long inside = 0, outside = 0, count = 0;
  while (map >> inside >> outside >> count)
    if (inside == 0 && count > kHighestUser)
      return true;
  return false;
}

/// Builds the arguments in order: bwrap works through them from first to last.
class Arguments {
 public:
  void add(std::initializer_list<std::string> words) { words_.insert(words_.end(), words); }

  /// A folder that others can walk through, with those above it: what bwrap makes on the way is closed to other users.
  void folders_above(const fs::path& path) {
    fs::path parent;
    for (const fs::path& part : path.parent_path()) {
      parent /= part;
      if (parent != "/" && made_.insert(parent).second)
        add({"--perms", "0755", "--dir", parent.string()});
    }
  }
  void show(const fs::path& ours, const fs::path& theirs) {
    folders_above(theirs);
    made_.insert(theirs);
    add({"--ro-bind", ours.string(), theirs.string()});
  }
  void show_as_it_is(const fs::path& path) {
    std::error_code error;
    if (const fs::path target = fs::read_symlink(path, error); !error)
      add({"--symlink", target.string(), path.string()});
    else if (fs::exists(path, error))
      show(path, path);
  }
  void private_file_system(const std::string& where, std::uint64_t bytes) {
    add({"--perms", "1777", "--size", std::to_string(bytes), "--tmpfs", where});
    made_.insert(where);
  }
  [[nodiscard]] std::string joined() const {
    std::string all;
    for (const std::string& word : words_)
      all.append(word).push_back('\0');
    return all;
  }

 private:
  std::vector<std::string> words_;
  std::set<fs::path> made_;
};

void add_namespaces(Arguments& arguments, const BoxTools& tools) {
  arguments.add({"--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"});
  if (tools.own_users)  // setpriv gives these up again, before anything of the run begins
    arguments.add({"--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"});
  else
    arguments.add({"--unshare-user", "--uid", std::to_string(kUserInside), "--gid", std::to_string(kUserInside)});
  arguments.add({"--die-with-parent", "--new-session", "--hostname", "snippet", "--seccomp", std::to_string(kFilter)});
}

/// The few files that libc asks for; nothing of this machine's own.
std::vector<std::pair<std::string, std::string>> own_files(unsigned user) {
  return {{"/etc/passwd", fmt::format("root:x:0:0:root:/:/bin/false\nreader:x:{0}:{0}:reader:/work:/bin/sh\n", user)},
          {"/etc/group", fmt::format("root:x:0:\nreader:x:{}:\n", user)},
          {"/etc/hosts", "127.0.0.1 localhost snippet\n::1 localhost\n"},
          {"/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"}};
}

}  // namespace

BoxTools find_box_tools() {
  BoxTools tools;
  const auto bwrap = find_program("bwrap");
  if (!bwrap)
    throw CannotCheck("the sandbox needs bubblewrap, which is not installed", "apt-get install bubblewrap");
  tools.bwrap = *bwrap;
  tools.own_users = ::geteuid() == 0 && has_all_users();
  if (!tools.own_users)
    return tools;
  for (const char* path : {"/usr/bin/setpriv", "/bin/setpriv"})  // where the box will have it
    if (::access(path, X_OK) == 0)
      tools.setpriv = path;
  if (tools.setpriv.empty())
    throw CannotCheck("the sandbox needs setpriv when it is run by root, and it is not installed", "apt-get install util-linux");
  return tools;
}

Launch box_launch(const BoxTools& tools, const Box& box, const std::string& filter, unsigned user) {
  Launch launch{.environment = box.settings};
  Arguments arguments;
  add_namespaces(arguments, tools);
  for (const char* folder : kSystemFolders)
    arguments.show_as_it_is(folder);
  arguments.add({"--perms", "0755", "--dir", "/etc"});
  for (const char* file : kSystemFiles)
    arguments.add({"--ro-bind-try", file, file});
  int descriptor = kFirstFile;
  for (auto& [path, text] : own_files(tools.own_users ? user : kUserInside)) {
    arguments.add({"--perms", "0644", "--file", std::to_string(descriptor), path});
    launch.data[descriptor++] = std::move(text);
  }
  arguments.add({"--proc", "/proc", "--dev", "/dev"});
  arguments.private_file_system("/work", box.private_bytes / 4);
  arguments.private_file_system("/tmp", box.private_bytes / 4);
  arguments.private_file_system("/dev/shm", box.private_bytes / 8);
  for (const Box::Shown& one : box.shown)
    arguments.show(one.ours, one.theirs);
  arguments.add({"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work"});
  launch.data[kArguments] = arguments.joined();  // not on the command line: a run can read that of its first process
  launch.data[kFilter] = filter;

  launch.argv = {tools.bwrap.string(), "--args", std::to_string(kArguments), "--"};
  if (tools.own_users) {
    const std::string id = std::to_string(user);
    launch.argv.insert(launch.argv.end(),
                       {tools.setpriv.string(), "--reuid", id, "--regid", id, "--clear-groups", "--inh-caps=-all",
                        "--ambient-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"});
  }
  launch.argv.insert(launch.argv.end(), box.command.begin(), box.command.end());
  return launch;
}

std::string remedy_for(std::string_view words) {
  const auto says = [&](std::string_view part) { return words.find(part) != std::string_view::npos; };
  const auto setting = [](const char* path) {
    std::ifstream in{path};
    std::string value;
    in >> value;
    return value;
  };
  std::error_code error;
  const bool container = fs::exists("/.dockerenv", error) || fs::exists("/run/.containerenv", error);
  if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" && ::geteuid() != 0)
    return "AppArmor keeps user namespaces from bubblewrap (Ubuntu 23.10 and later); as root, either\n"
           "  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n"
           "or write /etc/apparmor.d/bwrap and run `apparmor_parser -r /etc/apparmor.d/bwrap`:\n"
           "  abi <abi/4.0>,\n"
           "  include <tunables/global>\n"
           "  profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }";
  if (says("mount proc") || (container && says("mounting proc")))
    return "the container hides parts of /proc; start it with --security-opt systempaths=unconfined "
           "(podman: --security-opt unmask=ALL)";
  if (setting("/proc/sys/user/max_user_namespaces") == "0")
    return "user namespaces are switched off; as root: sysctl -w user.max_user_namespaces=15000";
  if (says("No space left on device") || says("ENOSPC"))
    return "no more user namespaces may be made: this is a sandbox already, or their number is used up; "
           "as root: sysctl -w user.max_user_namespaces=15000";
  if (container)
    return "the container does not allow namespaces; start it with --security-opt seccomp=unconfined "
           "--security-opt apparmor=unconfined --security-opt systempaths=unconfined, as root also with --cap-add SYS_ADMIN "
           "--cap-add NET_ADMIN";
  if (setting("/proc/sys/kernel/unprivileged_userns_clone") == "0")
    return "user namespaces are for root only; as root: sysctl -w kernel.unprivileged_userns_clone=1";
  if (says("Operation not permitted") || says("Permission denied"))
    return "namespaces are refused: inside a chroot or a confined service they are; run outside of it, or in a container "
           "started with --security-opt seccomp=unconfined --security-opt systempaths=unconfined";
  return "run `bwrap --unshare-all --ro-bind / / --proc /proc --dev /dev true` to see what is refused; --isolation none runs "
         "without isolation, for content that you trust";
}

}  // namespace snipcheck
