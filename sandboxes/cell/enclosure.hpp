#pragma once
/// What a run is put into, and how it is ended: a box of namespaces, or a folder and rules where no namespaces can be had.
#include "sandboxes/cell/accounts.hpp"
#include "sandboxes/cell/messages.hpp"

#include <chrono>
#include <cstdint>

#include <sys/types.h>

namespace snipcheck::cell {

/// The room of one run.
struct Room {
  std::uint64_t number = 0;  ///< No other that is in use has it.
  int door = -1;             ///< What the zygote gets to go in.
  pid_t init = -1;           ///< Of a box: its first process; when that is killed, the kernel ends everything in the box.
  int ready = -1;            ///< Of a box: becomes readable when it can be entered; ends where it could not be made.
  std::uint64_t private_bytes = 0;
  int ended = -1;     ///< After end(): becomes readable when nothing of the run is left, unless it is `gone` already.
  bool gone = false;  ///< Nothing of the run is left.
};

class Enclosure {
 public:
  Enclosure() = default;
  virtual ~Enclosure() = default;
  Enclosure(const Enclosure&) = delete;
  Enclosure& operator=(const Enclosure&) = delete;
  Enclosure(Enclosure&&) = delete;
  Enclosure& operator=(Enclosure&&) = delete;

  /// A room for a run; without a door where none can be made.
  virtual Room open(const Request& request) = 0;
  /// Work ahead for the next run, while this one is going on.
  virtual void prepare(const Request& request) = 0;
  /// Ends everything that is in it.
  virtual void end(Room& room) = 0;
  /// Where it has been ended, and its first process has not been seen to end yet: it may only have begun after that.
  virtual void end_again(Room&) {}
  /// The last of all: nothing of the run may be left, neither a process nor a file.
  virtual void close(Room&) {}
  /// When `ended` is readable: sets `gone`.
  virtual void bury(Room& room) = 0;
  /// What the runs in these rooms have used; by number, without those of which nothing is known. Holds them to limits that the
  /// kernel does not keep by itself.
  virtual Usages look_at(const std::map<std::uint64_t, Room*>& rooms) = 0;
  /// Between two looks.
  [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
  /// Processes and threads that a run shares its limit with, since they have the same user id.
  virtual unsigned others() { return 0; }
};

}  // namespace snipcheck::cell
