#pragma once
/// A run as we see it from outside: its streams, read under limits until it has ended.
#include "sandboxes/launch.hpp"
#include "support/fd.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace snipcheck {

/// Our ends of a run's streams, and theirs for whoever starts it.
struct Streams {
  Fd out, err, results, input;                          ///< What we read, and where we write its standard input.
  Fd their_input, their_out, their_err, their_results;  ///< Its descriptors 0, 1, 2 and kResultDescriptor.
};
/// Throws CannotCheck when the machine gives no descriptor.
Streams make_streams();

/// How a run is ended, and how we learn that it has.
struct Leash {
  int ended;                                            ///< Becomes readable when nothing of it is left.
  std::function<void()> stop;                           ///< Ends it; `ended` follows soon.
  std::function<std::chrono::milliseconds()> cpu_time;  ///< So far, of all its processes; empty where somebody else limits time.
  std::function<void()> abandon;                        ///< With that: ends the somebody, who must have gone wrong.
};

struct Watched {
  std::string out, err;  ///< At most `keep` bytes each, and one more if there was more.
  std::string results;
  std::optional<RunResult::End> stopped;  ///< Why we ended it.
  std::chrono::milliseconds wall{0};
  std::chrono::milliseconds cpu{0};  ///< The last that Leash::cpu_time said.
};

/// Reads a run's streams, and stops it at a limit or an interrupt.
class Watch {
 public:
  /// Takes our ends of the streams. `limits` and `input` have to outlive it; of each stream `keep` bytes are kept.
  Watch(Streams& streams, const Limits& limits, std::string_view input, std::size_t keep);
  /// Blocks until `leash.ended` is readable.
  void until_ended(const Leash& leash);
  /// After that, when all writers are gone: what came.
  Watched take();

 private:
  struct Stream {
    Fd fd;
    std::size_t keep = 0;
    std::string text = {};
    std::uint64_t total = 0;
    bool read_some();
  };
  void write_input();
  void check_limits(const Leash& leash);
  void stop(const Leash& leash, RunResult::End why);
  [[nodiscard]] bool too_much_output() const;

  const Limits& limits_;
  std::string_view input_text_;
  std::size_t written_ = 0;
  Fd input_;
  Stream out_, err_, results_;
  std::chrono::steady_clock::time_point begin_, looked_;
  bool abandoned_ = false;
  Watched watched_;
};

/// What came of a run whose first process ended with that status (as waitpid gives it), its processes having used that much time.
Landing landing_of(Watched watched, int status, std::chrono::milliseconds cpu, const Limits& limits);

}  // namespace snipcheck
