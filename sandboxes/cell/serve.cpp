#include "sandboxes/cell/serve.hpp"

#include "sandboxes/cell/accounts.hpp"
#include "sandboxes/cell/box.hpp"
#include "sandboxes/cell/messages.hpp"
#include "sandboxes/cell/packets.hpp"
#include "sandboxes/cell/system.hpp"

#include <algorithm>
#include <bitset>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <list>
#include <optional>
#include <utility>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kAccounting{250};     // between two looks at what the runs have used
constexpr std::uint64_t kMostPatience = 10;  // times the wall limit: on a machine that has no time for anybody

struct Run {
  int id = 0;
  std::size_t slot = 0;
  Box box;
  std::uint64_t pids = 0;  // number of its process namespace
  int control = -1;
  Request limits;
  Clock::time_point begin = Clock::now();
  Ending ending;
  bool killed = false, reported = false;
};

class Server {
 public:
  Server(int zygote, bool proc) : zygote_(zygote), proc_(proc) {}

  void serve() {
    while (!gone_) {
      std::vector<pollfd> watched{{kControl, POLLIN, 0}, {zygote_, POLLIN, 0}};
      for (const Run& run : runs_) {
        watched.push_back({run.killed ? -1 : run.control, POLLIN, 0});
        watched.push_back({run.killed ? run.box.pidfd : -1, POLLIN, 0});
      }
      if (::poll(watched.data(), watched.size(), runs_.empty() ? -1 : static_cast<int>(kAccounting.count())) < 0 &&
          errno != EINTR)
        die("cannot wait");
      look_at_runs(watched);
      if (watched[1].revents != 0)
        hear_zygote();
      if (watched[0].revents != 0)
        take_request();
      check_limits();
    }
  }

 private:
  void look_at_runs(const std::vector<pollfd>& watched) {
    std::size_t at = 2;
    for (auto run = runs_.begin(); run != runs_.end(); at += 2) {
      if (watched[at].revents != 0)
        stop(*run, Ending::Cause::asked);
      if (watched[at + 1].revents != 0)
        bury(*run);
      run = run->reported && run->box.init < 0 ? finish(run) : std::next(run);
    }
  }

  void take_request() {
    const Packet packet = receive_packet(kControl);
    if (packet.bytes.empty()) {
      gone_ = true;  // snipcheck has ended: so do we, and the kernel ends all that is in the cell
      return;
    }
    Run run{.id = ++last_id_};
    if (packet.bytes.size() < sizeof run.limits || packet.descriptors.size() != kDescriptors)
      die("a request that is none");
    std::memcpy(&run.limits, packet.bytes.data(), sizeof run.limits);
    run.control = packet.descriptors[0];
    run.box = take_box(run.limits.private_bytes);
    const bool ready = wait_for(run.box);
    run.slot = free_slot();
    run.pids = namespace_of(run.box.init);
    const auto& in = packet.descriptors;
    const std::string request =
        std::to_string(run.id) + ' ' + std::to_string(run.slot) + '\n' + packet.bytes.substr(sizeof run.limits);
    if (!ready) {
      std::snprintf(run.ending.trouble, sizeof run.ending.trouble, "the box of a run could not be made");
      run.reported = true;
      stop(run, Ending::Cause::by_itself);
    } else if (!send_packet(zygote_, request, {run.box.pidfd, in[1], in[2], in[3], in[4]})) {
      die("the zygote takes no requests");
    }
    for (std::size_t i = 1; i < in.size(); ++i)
      ::close(in[i]);
    runs_.push_back(run);
    spare_ = make_box(run.limits.private_bytes, proc_);  // while this one runs
  }

  /// The one that was made ahead, if it is of that size.
  Box take_box(std::uint64_t private_bytes) {
    if (spare_ && spare_->private_bytes != private_bytes)
      discard(*std::exchange(spare_, std::nullopt));
    if (!spare_)
      return make_box(private_bytes, proc_);
    return *std::exchange(spare_, std::nullopt);
  }

  static void discard(Box box) {
    ::kill(box.init, SIGKILL);
    while (::waitpid(box.init, nullptr, 0) < 0 && errno == EINTR) {
    }
    ::close(box.pidfd);
    ::close(box.ready);
  }

  std::size_t free_slot() const {
    std::bitset<kSlots> taken;
    for (const Run& run : runs_)
      taken.set(run.slot % kSlots);
    std::size_t slot = 0;
    while (slot + 1 < kSlots && taken[slot])
      ++slot;
    return slot;
  }

  /// "ID STATUS ENTERED MICROSECONDS KILOBYTES\nTROUBLE": a run's first process has ended.
  void hear_zygote() {
    const Packet packet = receive_packet(zygote_);
    if (packet.bytes.empty()) {
      gone_ = true;
      return;
    }
    if (packet.bytes.front() == '{') {  // its last words: snipcheck has to know them
      send_packet(kControl, packet.bytes);
      return;
    }
    int id = 0, status = 0, entered = 0;
    unsigned long long microseconds = 0, kilobytes = 0;
    if (std::sscanf(packet.bytes.c_str(), "%d %d %d %llu %llu", &id, &status, &entered, &microseconds, &kilobytes) != 5)
      die("a word of the zygote that is none");
    for (Run& run : runs_) {
      if (run.id != id || run.reported)
        continue;
      run.reported = true;
      run.ending.status = status;
      run.ending.entered = static_cast<std::uint8_t>(entered);
      run.ending.cpu_milliseconds = std::max<std::uint64_t>(run.ending.cpu_milliseconds, microseconds / 1000);
      run.ending.peak_kilobytes = kilobytes;
      const auto line_end = packet.bytes.find('\n');
      std::snprintf(run.ending.trouble, sizeof run.ending.trouble, "%s", packet.bytes.c_str() + line_end + 1);
      stop(run, Ending::Cause::by_itself);
    }
  }

  static void stop(Run& run, Ending::Cause why) {
    if (run.killed)
      return;
    run.killed = true;
    run.ending.cause = why;
    ::kill(run.box.init, SIGKILL);
  }

  /// The first process of a killed box is gone, and with it everything else in there.
  static void bury(Run& run) {
    while (::waitpid(run.box.init, nullptr, 0) < 0 && errno == EINTR) {
    }
    ::close(run.box.pidfd);
    run.box = {};
  }

  std::list<Run>::iterator finish(std::list<Run>::iterator run) {
    send_packet(run->control, {reinterpret_cast<const char*>(&run->ending), sizeof run->ending});
    ::close(run->control);
    return runs_.erase(run);
  }

  void check_limits() {
    const auto now = Clock::now();
    if (now - looked_ < kAccounting || runs_.empty())
      return;
    looked_ = now;
    std::map<std::uint64_t, pid_t> boxes;
    for (const Run& run : runs_)
      if (!run.killed && now - run.begin >= kAccounting)
        boxes[run.pids] = run.box.init;
    if (boxes.empty())
      return;
    const Usages usages = proc_ ? usages_of(boxes) : Usages{};
    for (Run& run : runs_) {
      if (run.killed || !boxes.contains(run.pids))
        continue;
      const auto found = usages.find(run.box.init);
      const Usage used = found == usages.end() ? Usage{} : found->second;
      run.ending.cpu_milliseconds = std::max(run.ending.cpu_milliseconds, used.cpu_milliseconds);
      const auto passed = static_cast<std::uint64_t>(std::chrono::duration_cast<Milliseconds>(now - run.begin).count());
      const std::uint64_t wall = run.limits.wall_milliseconds;
      // A single process has met its own limit before; this one is for many.
      if (run.ending.cpu_milliseconds >= run.limits.cpu_milliseconds + 1000)
        stop(run, Ending::Cause::cpu_limit);
      else if (passed >= wall + used.waiting_milliseconds || passed >= wall * kMostPatience)
        stop(run, Ending::Cause::wall_limit);
    }
  }

  int zygote_;
  bool proc_;
  bool gone_ = false;
  int last_id_ = 0;
  std::list<Run> runs_;
  std::optional<Box> spare_;
  Clock::time_point looked_ = Clock::now();
};

}  // namespace

void serve(int zygote, bool proc) { Server{zygote, proc}.serve(); }

}  // namespace snipcheck::cell
