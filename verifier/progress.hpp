#pragma once
/// What a long run says on standard error while it works: a bar on a terminal, sparse lines elsewhere, nothing when quiet.
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace snipcheck {

class Progress {
 public:
  enum class Style { bar, lines, none };
  /// `pause`: the least time between two sparse lines, so that a quick run says nothing.
  explicit Progress(Style style, std::chrono::milliseconds pause = std::chrono::seconds{1});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// A line of its own ("building environment 2020 ..."); shown in every style but none.
  void say(std::string_view line);
  /// Starts counting to `total` of something ("snippets").
  void begin(std::size_t total, std::string_view what);
  /// One more is done; `name` is shown beside the bar. Thread-safe.
  void step(std::string_view name, bool failing);
  /// Takes the bar away.
  void end();

 private:
  void draw(std::string_view name);
  Style style_;
  std::chrono::milliseconds pause_;
  std::mutex mutex_;
  std::size_t done_ = 0, total_ = 0, failing_ = 0;
  std::string what_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point started_{}, spoke_{};
};

}  // namespace snipcheck
