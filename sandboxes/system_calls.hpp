#pragma once
/// What a program in a sandbox may not ask of the kernel.
#include <string>

namespace snipcheck {

/// A seccomp filter (BPF, as `bwrap --seccomp` reads it) that refuses new namespaces, mounts, tracing, keyrings, BPF, io_uring,
/// performance counters, kernel modules, typing into terminals, and socket families other than Unix, IP and netlink. Everything
/// else is allowed: threads, processes and servers on the loopback work. Other architectures' system calls kill the process.
/// Throws CannotCheck when the library cannot build it.
std::string system_call_filter();

/// The same for runs that share the machine's network, processes and files with us: Unix sockets only, of which none can be
/// connected to anything; nothing that outlasts a run (System V objects), and nothing that changes other processes of the same
/// user id or what the rules for files leave out (modes, owners and times, which seem to be changed and are not).
std::string plain_system_call_filter();

/// Signals from a process to itself only; its number stands for kOwnProcess, harness/plain.py puts it there.
std::string own_signals_filter();
inline constexpr unsigned kOwnProcess = 0x5E1F;

}  // namespace snipcheck
