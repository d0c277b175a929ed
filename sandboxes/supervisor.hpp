#pragma once
/// The process between us and a run: it starts the program, waits for it, and then ends everything that came from it.
#include "sandboxes/job.hpp"

#include <span>

#include <sys/resource.h>
#include <sys/types.h>

namespace snipcheck {

/// A descriptor of ours (64 or above) and the number under which the program gets it (below 40).
struct Handed {
  int ours = -1;
  int theirs = -1;
};

/// What the supervisor says through its pipe, once, when nothing of the run is left.
struct SupervisorWord {
  int status = 0;                  ///< As waitpid gives it.
  int could_not_start = 0;         ///< The errno of exec, 0 when the program started.
  long long cpu_milliseconds = 0;  ///< Of all its processes that could be reaped.
};

/// A resource limit that the program starts with.
struct ResourceLimit {
  __rlimit_resource which;
  rlim_t soft, hard;
};

/// Everything the child needs between fork and exec, made before: after fork nothing may allocate.
struct Plan {
  const char* program;
  char* const* argv;
  char* const* environment;
  const char* directory;  ///< "" for ours.
  std::span<const Handed> handed;
  std::span<const ResourceLimit> limits;
  int report;  ///< Descriptor (64 or above) to write the SupervisorWord to.
};

/// Forks the supervisor; SIGTERM makes it end the run at once, and so does our own death. -1 when fork fails.
pid_t start_supervisor(const Plan& plan);

/// Processor time so far of everything below a process, from /proc: what resource limits, being per process, do not see.
std::chrono::milliseconds cpu_time_below(pid_t process);

}  // namespace snipcheck
