#pragma once
/// What a program in a sandbox may not ask of the kernel.
#include <string>

namespace snipcheck {

/// A seccomp filter (BPF, as `bwrap --seccomp` reads it) that refuses new namespaces, mounts, tracing, keyrings, BPF, io_uring,
/// performance counters, kernel modules, typing into terminals, and socket families other than Unix, IP and netlink. Everything
/// else is allowed: threads, processes and servers on the loopback work. Other architectures' system calls kill the process.
/// Throws CannotCheck when the library cannot build it.
std::string system_call_filter();

}  // namespace snipcheck
