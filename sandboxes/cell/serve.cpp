#include "sandboxes/cell/serve.hpp"

#include "sandboxes/cell/accounts.hpp"
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
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr std::uint64_t kMostPatience = 10;  // times the wall limit: on a machine that has no time for anybody

struct Run {
  int id = 0;
  std::size_t slot = 0;
  Room room;
  int control = -1;
  Request limits;
  Clock::time_point begin = Clock::now();
  Ending ending;
  bool killed = false, reported = false;
};

class Server {
 public:
  Server(int zygote, Enclosure& enclosure) : zygote_(zygote), enclosure_(enclosure) {}

  void serve() {
    while (!gone_) {
      std::vector<pollfd> watched{{kControl, POLLIN, 0}, {zygote_, POLLIN, 0}};
      for (const Run& run : runs_) {
        watched.push_back({run.killed ? -1 : run.control, POLLIN, 0});
        watched.push_back({run.killed ? run.room.ended : -1, POLLIN, 0});
      }
      if (::poll(watched.data(), watched.size(), runs_.empty() ? -1 : static_cast<int>(enclosure_.patience().count())) < 0 &&
          errno != EINTR)
        die("cannot wait");
      look_at_runs(watched);
      if (watched[1].revents != 0)
        hear_zygote();
      if (watched[0].revents != 0)
        take_request();
      check_limits();
      finish_ended();
    }
  }

 private:
  void look_at_runs(const std::vector<pollfd>& watched) {
    std::size_t at = 2;
    for (Run& run : runs_) {
      if (watched[at].revents != 0)
        stop(run, Ending::Cause::asked);
      if (watched[at + 1].revents != 0)
        enclosure_.bury(run.room);
      at += 2;
    }
  }

  void take_request() {
    const Packet packet = receive_packet(kControl);
    if (packet.bytes.empty()) {
      gone_ = true;  // snipcheck has ended: so do we, and the kernel ends all that is in the cell
      return;
    }
    Run run{.id = ++last_id_};
    if (packet.bytes.size() < sizeof run.limits || packet.descriptors.size() < kDescriptors)
      die("a request that is none");
    std::memcpy(&run.limits, packet.bytes.data(), sizeof run.limits);
    run.control = packet.descriptors[0];
    run.room = enclosure_.open(run.limits);
    run.slot = free_slot();
    const auto& in = packet.descriptors;
    std::vector<int> handed = in;
    handed.front() = run.room.door;
    const std::string request = std::to_string(run.id) + ' ' + std::to_string(run.slot) + ' ' +
                                std::to_string(enclosure_.others()) + '\n' + packet.bytes.substr(sizeof run.limits);
    if (run.room.door < 0) {
      std::snprintf(run.ending.trouble, sizeof run.ending.trouble, "there is no room for a run");
      run.killed = run.reported = run.room.gone = true;
    } else if (!send_packet(zygote_, request, handed)) {
      die("the zygote takes no requests");
    }
    for (std::size_t i = 1; i < in.size(); ++i)
      ::close(in[i]);
    runs_.push_back(run);
    enclosure_.prepare(run.limits);
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

  void stop(Run& run, Ending::Cause why) {
    if (run.killed)
      return;
    run.killed = true;
    run.ending.cause = why;
    enclosure_.end(run.room);
  }

  void finish_ended() {
    std::erase_if(runs_, [this](Run& run) {
      if (!run.reported || !run.room.gone)
        return false;
      enclosure_.close(run.room);
      send_packet(run.control, {reinterpret_cast<const char*>(&run.ending), sizeof run.ending});
      ::close(run.control);
      return true;
    });
  }

  void check_limits() {
    const auto now = Clock::now();
    if (now - looked_ < enclosure_.patience() || runs_.empty())
      return;
    looked_ = now;
    std::map<std::uint64_t, Room*> rooms;
    for (Run& run : runs_)
      if (run.killed && !run.reported)
        enclosure_.end_again(run.room);
      else if (!run.killed && now - run.begin >= enclosure_.patience())
        rooms[run.room.number] = &run.room;
    if (rooms.empty())
      return;
    const Usages usages = enclosure_.look_at(rooms);
    for (Run& run : runs_) {
      if (run.killed || !rooms.contains(run.room.number))
        continue;
      const auto found = usages.find(run.room.number);
      const Usage used = found == usages.end() ? Usage{} : found->second;
      run.ending.cpu_milliseconds = std::max(run.ending.cpu_milliseconds, used.cpu_milliseconds);
      const auto passed = static_cast<std::uint64_t>(std::chrono::duration_cast<Milliseconds>(now - run.begin).count());
      const std::uint64_t wall = run.limits.wall_milliseconds;
      // A single process has met its own limit before; this one is for many.
      if (run.ending.cpu_milliseconds >= run.limits.cpu_milliseconds + 1000 || used.has_no_end)
        stop(run, Ending::Cause::cpu_limit);
      else if (used.fills_disk)
        stop(run, Ending::Cause::disk_limit);
      else if (passed >= wall + used.waiting_milliseconds || passed >= wall * kMostPatience)
        stop(run, Ending::Cause::wall_limit);
    }
  }

  int zygote_;
  Enclosure& enclosure_;
  bool gone_ = false;
  int last_id_ = 0;
  std::list<Run> runs_;
  Clock::time_point looked_ = Clock::now();
};

}  // namespace

void serve(int zygote, Enclosure& enclosure) { Server{zygote, enclosure}.serve(); }

}  // namespace snipcheck::cell
