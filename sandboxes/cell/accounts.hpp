#pragma once
/// What the processes of a box have used, read from the cell's /proc: limits of the kernel are per process, these are per run.
#include <cstdint>
#include <map>

#include <sys/types.h>

namespace snipcheck::cell {

struct Usage {
  std::uint64_t cpu_milliseconds = 0;      ///< Of the processes that are there now.
  std::uint64_t waiting_milliseconds = 0;  ///< That its oldest process could have run, and had no processor.
  bool has_no_end = false;                 ///< It makes processes faster than they can be counted.
  bool fills_disk = false;                 ///< It has written more than it may, in all its files together.
};

/// By the number of the place of a run.
using Usages = std::map<std::uint64_t, Usage>;

/// Looks at every process of the cell once; boxes are given by the number of their process namespace, with their first process.
Usages usages_of(const std::map<std::uint64_t, pid_t>& boxes);

/// Of one process: its own, and of children that it has waited for.
std::uint64_t cpu_of(pid_t process);
/// Time that it could have run, and had no processor.
std::uint64_t waiting_of(pid_t process);

/// The number of the process namespace of a process, as usages_of() wants it for a box; 0 where that cannot be read.
std::uint64_t namespace_of(pid_t process);

}  // namespace snipcheck::cell
