#pragma once
/// Processes by their descent: what a run without a process namespace of its own is told by.
#include <string>
#include <vector>

#include <sys/types.h>

namespace snipcheck::cell {

/// What /proc says of a process. `parent` is 0 where it is gone.
struct Process {
  pid_t id = 0, parent = 0;
  char state = '?';
  unsigned threads = 0;
};
Process process_of(pid_t id);

/// Everything below us and below the zygote, which is left out itself; what has ended and only waits to be reaped, too.
std::vector<Process> descendants_but(pid_t zygote);

/// Kills all of these and waits until none is left. We have to be a subreaper, so that nothing can leave our descent. With a user
/// id of their own (not 0), which nobody else here has, also whatever is found under that.
void end_all_but(pid_t zygote, uid_t user);

/// Processes and threads of a user on this machine: the kernel counts them together.
unsigned tasks_of(uid_t user);

}  // namespace snipcheck::cell
