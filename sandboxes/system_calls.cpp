#include "sandboxes/system_calls.hpp"

#include "support/error.hpp"
#include "support/fd.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace snipcheck {
namespace {

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

/// Refused whatever the arguments. Names that an older libseccomp does not know are left out by it.
constexpr std::array kRefused = {
    // namespaces and mounts
    "unshare",
    "setns",
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "move_mount",
    "open_tree",
    "open_tree_attr",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "statmount",
    "listmount",
    "name_to_handle_at",
    "open_by_handle_at",
    // other processes
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "kcmp",
    "pidfd_getfd",
    // the kernel
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "reboot",
    "swapon",
    "swapoff",
    "acct",
    "quotactl",
    "quotactl_fd",
    "syslog",
    "settimeofday",
    "clock_settime",
    "adjtimex",
    "clock_adjtime",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
    "fanotify_init",
    "lookup_dcookie",
    "nfsservctl",
    "vhangup",
    // keyrings outlive a run
    "add_key",
    "request_key",
    "keyctl",
    // memory policy of the machine
    "mbind",
    "set_mempolicy",
    "migrate_pages",
    "move_pages",
};

/// Callers fall back when these "do not exist": glibc to clone(), which can be looked into, libuv to epoll.
constexpr std::array kMissing = {"clone3", "io_uring_setup", "io_uring_enter", "io_uring_register"};

constexpr std::array<scmp_datum_t, 8> kNamespaceFlags = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWUSER,
                                                         CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP, 0x80 /* CLONE_NEWTIME */};

void check(int result) {
  if (result != 0)
    throw CannotCheck(std::string("cannot build the system call filter: ") + std::strerror(-result));
}

void refuse(const Filter& filter, int error, const char* name) {
  const int number = seccomp_syscall_resolve_name(name);
  if (number != __NR_SCMP_ERROR)
    check(seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error) & 0xFFFFU), number, 0, nullptr));
}

void refuse_if(const Filter& filter, int error, const char* name, const scmp_arg_cmp& when) {
  check(seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error) & 0xFFFFU),
                               seccomp_syscall_resolve_name(name), 1, &when));
}

}  // namespace

std::string system_call_filter() {
  const Filter filter{seccomp_init(SCMP_ACT_ALLOW)};
  if (!filter)
    throw CannotCheck("cannot build the system call filter");
  for (const char* name : kRefused)
    refuse(filter, EPERM, name);
  for (const char* name : kMissing)
    refuse(filter, ENOSYS, name);
  for (const scmp_datum_t flag : kNamespaceFlags)
    refuse_if(filter, EPERM, "clone", {0, SCMP_CMP_MASKED_EQ, flag, flag});
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}})  // the kernel looks at the lower half only
    refuse_if(filter, EPERM, "ioctl", {1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, request});
  for (scmp_datum_t family = AF_UNIX; family < AF_NETLINK; ++family)
    if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
      refuse_if(filter, EAFNOSUPPORT, "socket", {0, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, family});
  refuse_if(filter, EAFNOSUPPORT, "socket", {0, SCMP_CMP_GT, AF_NETLINK, 0});

  const Fd file{::memfd_create("filter", MFD_CLOEXEC)};
  check(seccomp_export_bpf(filter.get(), file.get()));
  const auto size = ::lseek(file.get(), 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (::pread(file.get(), bytes.data(), bytes.size(), 0) != size)
    throw CannotCheck("cannot read the system call filter");
  return bytes;
}

}  // namespace snipcheck
