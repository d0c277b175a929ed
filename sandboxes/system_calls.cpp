#include "sandboxes/system_calls.hpp"

#include "support/error.hpp"
#include "support/fd.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <span>

#include <asm/sockios.h>
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

/// Without a namespace of one's own these reach others, or stay when the run has ended.
constexpr std::array kReaching = {"bind",          "connect",      "shmget",          "msgget",       "semget",
                                  "mq_open",       "inotify_init", "inotify_init1",   "setxattr",     "lsetxattr",
                                  "fsetxattr",     "setxattrat",   "removexattr",     "lremovexattr", "fremovexattr",
                                  "removexattrat", "truncate",     "process_mrelease"};

/// Not covered by Landlock, and open to the owner of a file: said to be done.
constexpr std::array kPretended = {"chmod",    "fchmod", "fchmodat", "fchmodat2", "chown",     "fchown",          "lchown",
                                   "fchownat", "utime",  "utimes",   "utimensat", "futimesat", "utimensat_time64"};

/// Of processes: with another number than 0 they change somebody else.
constexpr std::array kOfOthers = {"prlimit64", "sched_setaffinity", "sched_setparam", "sched_setscheduler", "sched_setattr"};

/// F_SETOWN, F_SETSIG, F_SETOWN_EX: signals on input, to anybody.
constexpr std::array<scmp_datum_t, 3> kOwnership = {8, 10, 15};

constexpr std::array kSignals = {"kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"};

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

void refuse_all_but(const Filter& filter, const char* name, unsigned argument, scmp_datum_t value) {
  if (seccomp_syscall_resolve_name(name) != __NR_SCMP_ERROR)
    refuse_if(filter, EPERM, name, {argument, SCMP_CMP_NE, value, 0});
}

Filter new_filter() {
  Filter filter{seccomp_init(SCMP_ACT_ALLOW)};
  if (!filter)
    throw CannotCheck("cannot build the system call filter");
  return filter;
}

/// What is refused in every tier.
void refuse_the_common(const Filter& filter) {
  for (const char* name : kRefused)
    refuse(filter, EPERM, name);
  for (const char* name : kMissing)
    refuse(filter, ENOSYS, name);
  for (const scmp_datum_t flag : kNamespaceFlags)
    refuse_if(filter, EPERM, "clone", {0, SCMP_CMP_MASKED_EQ, flag, flag});
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}})  // the kernel looks at the lower half only
    refuse_if(filter, EPERM, "ioctl", {1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, request});
}

void refuse_families_but(const Filter& filter, std::span<const scmp_datum_t> allowed) {
  for (scmp_datum_t family = AF_UNSPEC; family < AF_NETLINK; ++family)
    if (std::ranges::find(allowed, family) == allowed.end())
      refuse_if(filter, EAFNOSUPPORT, "socket", {0, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, family});
}

/// No Unix socket either that could reach somebody: a pair can only speak with itself, if it is no pair of datagram sockets.
void close_sockets(const Filter& filter) {
  constexpr scmp_datum_t own[] = {AF_UNIX};
  refuse_families_but(filter, own);
  refuse_if(filter, EAFNOSUPPORT, "socket", {0, SCMP_CMP_GT, AF_NETLINK - 1, 0});
  for (const char* name : {"socket", "socketpair"})
    for (const scmp_datum_t kind : {scmp_datum_t{SOCK_DGRAM}, scmp_datum_t{SOCK_RAW}})  // a raw Unix socket is one of datagrams
      refuse_if(filter, EPROTONOSUPPORT, name, {1, SCMP_CMP_MASKED_EQ, 0xF, kind});
}

std::string bytes_of(const Filter& filter) {
  const Fd file{::memfd_create("filter", MFD_CLOEXEC)};
  check(seccomp_export_bpf(filter.get(), file.get()));
  const auto size = ::lseek(file.get(), 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (::pread(file.get(), bytes.data(), bytes.size(), 0) != size)
    throw CannotCheck("cannot read the system call filter");
  return bytes;
}

}  // namespace

std::string system_call_filter() {
  const Filter filter = new_filter();
  refuse_the_common(filter);
  constexpr scmp_datum_t own[] = {AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6};
  refuse_families_but(filter, own);
  refuse_if(filter, EAFNOSUPPORT, "socket", {0, SCMP_CMP_GT, AF_NETLINK, 0});
  return bytes_of(filter);
}

std::string plain_system_call_filter() {
  const Filter filter = new_filter();
  refuse_the_common(filter);
  close_sockets(filter);
  for (const char* name : kReaching)
    refuse(filter, EPERM, name);
  for (const char* name : kPretended)
    refuse(filter, 0, name);
  for (const char* name : kOfOthers)
    refuse_all_but(filter, name, 0, 0);
  for (const unsigned argument : {0U, 1U})
    refuse_all_but(filter, "setpriority", argument, 0);
  refuse_all_but(filter, "ioprio_set", 0, 1);
  refuse_all_but(filter, "ioprio_set", 1, 0);
  for (const scmp_datum_t command : kOwnership)
    refuse_if(filter, EPERM, "fcntl", {1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, command});
  for (const scmp_datum_t request : {scmp_datum_t{FIOSETOWN}, scmp_datum_t{SIOCSPGRP}})
    refuse_if(filter, EPERM, "ioctl", {1, SCMP_CMP_MASKED_EQ, 0xFFFFFFFF, request});
  return bytes_of(filter);
}

std::string own_signals_filter() {
  const Filter filter = new_filter();
  for (const char* name : kSignals)
    refuse_all_but(filter, name, 0, kOwnProcess);
  for (const char* name : {"tkill", "pidfd_send_signal"})
    refuse(filter, EPERM, name);
  return bytes_of(filter);
}

}  // namespace snipcheck
