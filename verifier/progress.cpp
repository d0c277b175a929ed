#include "verifier/progress.hpp"

#include "support/text.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedraw = std::chrono::milliseconds{100};
constexpr auto kSilence = std::chrono::seconds{30};  // of the sparse style, at most
constexpr std::size_t kBar = 12;                     // characters

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

/// "0:42", "1:02:03"
std::string clock_text(std::chrono::seconds time) {
  const auto all = time.count();
  return all < 3600 ? fmt::format("{}:{:02}", all / 60, all % 60)
                    : fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

/// As much of the text's beginning as fits.
std::string_view fit(std::string_view text, int columns) {
  std::size_t end = text.size();
  while (end > 0 && code_points(text.substr(0, end)) > columns)
    --end;
  return text.substr(0, end);
}

}  // namespace

Progress::Progress(Style style, std::chrono::milliseconds pause) : style_(style), pause_(pause) {}

Progress::~Progress() { end(); }

void Progress::say(std::string_view line) {
  if (style_ == Style::none)
    return;
  const std::lock_guard lock{mutex_};
  print(fmt::format("{}snipcheck: {}\n", drawn_ ? "\r\033[K" : "", line));
  drawn_ = false;
}

void Progress::begin(std::size_t total, std::string_view what) {
  const std::lock_guard lock{mutex_};
  done_ = failing_ = 0;
  total_ = total;
  what_ = what;
  started_ = spoke_ = Clock::now();
  if (style_ == Style::bar && total > 0)
    draw("");
}

void Progress::step(std::string_view name, bool failing) {
  const std::lock_guard lock{mutex_};
  ++done_;
  failing_ += failing ? 1 : 0;
  const auto now = Clock::now();
  if (style_ == Style::bar && (!drawn_ || now - spoke_ >= kRedraw)) {
    draw(name);
    spoke_ = now;
  }
  const bool tenth = total_ > 0 && done_ * 10 / total_ > (done_ - 1) * 10 / total_;
  if (style_ == Style::lines && ((tenth && now - spoke_ >= pause_) || now - spoke_ >= kSilence)) {
    const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(now - started_);
    print(fmt::format("snipcheck: {}/{} {}, {} failing, {} s\n", done_, total_, what_, failing_, elapsed.count()));
    spoke_ = now;
  }
}

void Progress::end() {
  const std::lock_guard lock{mutex_};
  if (drawn_)
    print("\r\033[K");
  drawn_ = false;
  total_ = 0;
}

void Progress::draw(std::string_view name) {
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - started_);
  const std::size_t total = std::max({total_, done_, std::size_t{1}});
  const std::size_t filled = done_ * kBar / total;
  std::string line = fmt::format("{}{} {}/{} {}, {} failing, {}", std::string(filled, '#'), std::string(kBar - filled, '-'),
                                 done_, total_, what_, failing_, clock_text(elapsed));
  if (done_ > 0)
    line += fmt::format(", {} left  {}", clock_text(elapsed * (total - done_) / done_), name);
  print(fmt::format("\r\033[K{}", fit(line, width_of(STDERR_FILENO) - 1)));
  drawn_ = true;
}

}  // namespace snipcheck
