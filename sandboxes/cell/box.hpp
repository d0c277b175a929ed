#pragma once
/// The box of one run: namespaces and private file systems that nobody else is in, kept by a first process of its own.
#include <cstdint>

#include <sys/types.h>

namespace snipcheck::cell {

struct Box {
  pid_t init = -1;  ///< Its first process; when that is killed, the kernel ends everything in the box.
  int pidfd = -1;   ///< Of that process: setns() takes it, poll() tells when everything has ended.
  int ready = -1;   ///< Becomes readable when the box can be entered; ends where it could not be made.
  std::uint64_t private_bytes = 0;
};

/// Starts to make a box; wait_for() it before it is entered. `proc`: whether it gets a /proc.
Box make_box(std::uint64_t private_bytes, bool proc);
/// Whether the box can be entered.
bool wait_for(Box& box);

/// A loopback that works, in a network namespace that has only that.
void raise_loopback();

}  // namespace snipcheck::cell
