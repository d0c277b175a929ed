#pragma once
/// Our side of a cell (sandboxes/cell/main.cpp says what that is): one for each environment, for as long as we run.
#include "sandboxes/launch.hpp"
#include "support/fd.hpp"

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace snipcheck {

/// One run in a box of a cell.
struct BoxRun {
  std::string request;  ///< JSON for the zygote.
  std::string input;    ///< Its standard input.
  Limits limits;
  int group = -1;        ///< Where it enters the control group that holds it: writing "0" there; -1: none does.
  std::size_t keep = 0;  ///< Bytes to keep of each output stream.
};

class Cell {
 public:
  /// Starts the cell that these words describe (sandboxes/cell/words.hpp), and waits until it is ready. Words without a command
  /// only try whether a box can be made. Throws CannotCheck with its last words.
  explicit Cell(const std::string& words);
  /// Ends it, and everything in it.
  ~Cell();
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  Cell(Cell&&) = delete;
  Cell& operator=(Cell&&) = delete;

  /// Blocks until the run has ended and nothing of it is left. Safe from several threads. A run that could not begin says so.
  Landing run(const BoxRun& run);

  /// Whether it can take no more runs.
  [[nodiscard]] bool has_ended() const { return ended_; }
  /// Whether boxes have a /proc.
  [[nodiscard]] bool has_proc() const { return proc_; }
  /// Modules that spoilt its zygote, which is why it has ended: the next one must not load them ahead.
  std::vector<std::string> spoilt_by();

 private:
  void start(const std::string& words);
  void end();
  std::string last_words();

  Fd socket_, errors_;
  pid_t process_ = -1;
  std::atomic<bool> ended_{false};
  bool proc_ = false;
  std::mutex mutex_;
  std::vector<std::string> spoilt_by_;
};

}  // namespace snipcheck
