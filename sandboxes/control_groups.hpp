#pragma once
/// Control groups of Linux (version 2): bounds on what all processes of a run have together, where this process was given a part
/// of the tree for itself. Nothing depends on them: a machine without them has the limits of each process, and of its file
/// systems.
#include "sandboxes/job.hpp"
#include "support/fd.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A group for one run after the other.
class ControlGroup {
 public:
  /// Makes the folder; throws CannotCheck where that cannot be done. It is removed at the end, when nobody is in it any more.
  explicit ControlGroup(std::filesystem::path folder);
  ~ControlGroup();
  ControlGroup(const ControlGroup&) = delete;
  ControlGroup& operator=(const ControlGroup&) = delete;
  ControlGroup(ControlGroup&&) = delete;
  ControlGroup& operator=(ControlGroup&&) = delete;

  /// What a run may have from now on: as much memory as one of its processes and its files; that many processes and threads.
  void limit(const Limits& limits);
  /// A process that writes "0" here is in the group. Its right to do so is ours, who opened it (Linux 5.16, and stable ones
  /// since).
  [[nodiscard]] const Fd& door() const { return door_; }
  /// Whether the kernel has ended something for want of memory since limit().
  [[nodiscard]] bool ran_out_of_memory() const { return kills() != kills_before_; }

 private:
  [[nodiscard]] std::uint64_t kills() const;

  std::filesystem::path folder_;
  Fd door_;
  std::uint64_t kills_before_ = 0;
  std::string set_;  ///< The limits that are in force.
};

/// The part of the tree that is ours.
class ControlGroups {
 public:
  /// Of this process: looked for when it is first asked for. This process moves into a group of its own then.
  static ControlGroups& ours();

  /// "memory", "pids": what can be bounded; empty: nothing.
  [[nodiscard]] const std::vector<std::string>& controllers() const { return controllers_; }
  /// Why nothing can; "" where something can.
  [[nodiscard]] const std::string& missing() const { return missing_; }

  /// A group that nobody is in, with these limits; it goes back by itself. nullptr where there are none.
  std::shared_ptr<ControlGroup> take(const Limits& limits);

  ControlGroups(const ControlGroups&) = delete;
  ControlGroups& operator=(const ControlGroups&) = delete;
  ControlGroups(ControlGroups&&) = delete;
  ControlGroups& operator=(ControlGroups&&) = delete;

 private:
  ControlGroups();
  ~ControlGroups();
  void settle();
  void leave();

  std::filesystem::path given_;  ///< The group that this process was started in.
  std::filesystem::path own_;    ///< Below it: this process in `main`, each run in a group beside that.
  std::vector<std::string> controllers_;
  std::string missing_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ControlGroup>> free_;
  std::size_t made_ = 0;
};

}  // namespace snipcheck
