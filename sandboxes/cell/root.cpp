#include "sandboxes/cell/root.hpp"

#include "sandboxes/cell/system.hpp"

#include <array>

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

// By number: glibc has no mount_setattr() before 2.36, and a static program meets older kernels, not older libraries.
int open_tree_of(const std::string& path) {
  return static_cast<int>(::syscall(SYS_open_tree, AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
}

bool close_for_writing(int tree) {
  mount_attr closed{};
  closed.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
  return ::syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &closed, sizeof closed) == 0;
}

int take_tree(const std::string& path, bool read_only) {
  const int tree = open_tree_of(path);
  if (tree >= 0 && read_only && !close_for_writing(tree)) {
    ::close(tree);
    return -1;
  }
  return tree;
}

/// A place to mount on, of the same kind as what comes there.
void make_place(const std::string& path, bool is_folder) {
  struct stat there{};
  if (::lstat(path.c_str(), &there) == 0)
    return;
  make_folders(is_folder ? path : path.substr(0, path.rfind('/')));
  if (!is_folder)
    ::close(static_cast<int>(must(::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644), path.c_str())));
}

bool is_folder(int tree) {
  struct stat kind{};
  return ::fstat(tree, &kind) == 0 && S_ISDIR(kind.st_mode);
}

void put(int tree, const std::string& place) {
  make_place(place, is_folder(tree));
  must(::syscall(SYS_move_mount, tree, "", AT_FDCWD, place.c_str(), MOVE_MOUNT_F_EMPTY_PATH), place.c_str());
  ::close(tree);
}

/// The five devices that every program takes for granted; nothing else of /dev.
void make_devices(const std::string& root) {
  make_folders(root + "/dev/shm");
  for (const char* device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}) {
    make_place(root + device, false);
    must(::mount(device, (root + device).c_str(), nullptr, MS_BIND, nullptr), device);
  }
  must(::symlink("/proc/self/fd", (root + "/dev/fd").c_str()), "/dev/fd");
  for (const auto& [name, number] : {std::pair{"/dev/stdin", "0"}, std::pair{"/dev/stdout", "1"}, std::pair{"/dev/stderr", "2"}})
    must(::symlink((std::string("/proc/self/fd/") + number).c_str(), (root + name).c_str()), name);
}

}  // namespace

std::vector<int> take_trees(const Words& words) {
  std::vector<int> trees;
  for (const auto& [ours, theirs] : words.trees) {
    const int tree = take_tree(ours, words.has("read-only"));
    if (tree < 0) {
      for (const int taken : trees)
        ::close(taken);
      return {};
    }
    trees.push_back(tree);
  }
  return trees;
}

bool build_root(const Words& words, const std::vector<int>& trees) {
  const std::string root = "/tmp";  // is there on every machine; hidden by the new root while it is made, for us alone
  must(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "making the mounts our own");
  std::vector<int> own = trees;
  for (std::size_t i = own.size(); i < words.trees.size(); ++i)  // before /tmp is hidden: a tree may lie below it
    own.push_back(static_cast<int>(must(take_tree(words.trees[i].first, words.has("read-only")), words.trees[i].first.c_str())));
  const int machine = words.has("root") ? -1 : static_cast<int>(must(open_tree_of("/"), "/"));
  must(::mount("tmpfs", root.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,mode=0755"), "a file system for the root");
  for (std::size_t i = 0; i < own.size(); ++i)
    put(own[i], root + words.trees[i].second);
  if (machine >= 0)
    put(machine, root + "/machine");
  for (const auto& [target, path] : words.links) {
    make_folders(root + path.substr(0, path.rfind('/')));
    must(::symlink(target.c_str(), (root + path).c_str()), path.c_str());
  }
  for (const auto& [path, text] : words.files) {
    make_folders(root + path.substr(0, path.rfind('/')));
    must(write_whole(root + path, text) ? 0 : -1, path.c_str());
  }
  make_devices(root);
  for (const char* place : {"/proc", "/tmp", "/work"})
    make_folders(root + place);
  const bool proc = ::mount("proc", (root + "/proc").c_str(), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
  must(::chdir(root.c_str()), "entering the root");
  must(::syscall(SYS_pivot_root, ".", "."), "changing the root");
  must(::umount2(".", MNT_DETACH), "leaving the old root");
  must(::mount(nullptr, "/", nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, nullptr), "closing the root");
  must(::chdir("/"), "entering the root");
  return proc;
}

}  // namespace snipcheck::cell
