#pragma once
/// What the processes of a box have used, read from the cell's /proc: limits of the kernel are per process, these are per run.
#include <cstdint>
#include <map>

#include <sys/types.h>

namespace snipcheck::cell {

struct Usage {
  std::uint64_t cpu_milliseconds = 0;      ///< Of the processes that are there now.
  std::uint64_t waiting_milliseconds = 0;  ///< That its oldest process could have run, and had no processor.
};

/// By the first process of each box.
using Usages = std::map<pid_t, Usage>;

/// Looks at every process of the cell once. Empty where the cell has no /proc.
Usages usages_of(const std::map<std::uint64_t, pid_t>& boxes);

/// The number of the process namespace of a process, as usages_of() wants it for a box; 0 where that cannot be read.
std::uint64_t namespace_of(pid_t process);

}  // namespace snipcheck::cell
