#include "sandboxes/cell/box.hpp"

#include "sandboxes/cell/system.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck::cell {
namespace {

/// Processes and threads of a box, its first ones included: RLIMIT_NPROC stops a run before. Linux 6.14 and later only.
constexpr const char* kMostProcesses = "400";

/// Without `bytes` as large as the kernel lets it be.
void private_file_system(const char* room, std::optional<std::uint64_t> bytes, const char* files) {
  const std::string options = bytes ? "size=" + std::to_string(*bytes) + ",nr_inodes=" + files + ",mode=1777" : "mode=1777";
  must(::mount("tmpfs", room, "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()), room);
}

/// The first process of a box: makes what is private, then does nothing for ever. Orphans come to it and are gone at once.
[[noreturn]] void be_init(int ready, std::uint64_t bytes, bool proc, const Words& words) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NAME, "box");
  must(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "making a box's mounts its own");
  const auto share = [&](std::uint64_t part) { return words.has("sizes") ? std::optional{bytes / part} : std::nullopt; };
  private_file_system("/work", share(4), "4096");
  private_file_system("/tmp", share(4), "4096");
  private_file_system("/dev/shm", share(8), "256");
  if (proc) {
    must(::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr), "a box's /proc");
    write_whole("/proc/sys/kernel/pid_max", kMostProcesses);
  }
  if (words.has("network"))
    raise_loopback();
  must(::sethostname("snippet", 7), "naming a box");
  must(::write(ready, "!", 1), "saying that a box is ready");
  ::syscall(SYS_close_range, 0U, ~0U, 0U);
  ::signal(SIGCHLD, SIG_IGN);
  for (;;)
    ::pause();
}

class Boxes final : public Enclosure {
 public:
  Boxes(bool proc, const Words& words) : proc_(proc), words_(words) {}

  Room open(const Request& request) override {
    if (spare_ && spare_->private_bytes != request.private_bytes)
      discard(*std::exchange(spare_, std::nullopt));
    Room box = spare_ ? *std::exchange(spare_, std::nullopt) : make(request.private_bytes);
    if (!is_ready(box))
      discard(std::exchange(box, {}));
    else
      box.number = namespace_of(box.init);
    return box;
  }
  void prepare(const Request& request) override { spare_ = make(request.private_bytes); }
  void end(Room& box) override {
    ::kill(box.init, SIGKILL);
    box.ended = box.door;
  }
  /// The first process of a killed box is gone, and with it everything else in there.
  void bury(Room& box) override {
    discard(box);
    box = {.gone = true};
  }
  Usages look_at(const std::map<std::uint64_t, Room*>& rooms) override {
    std::map<std::uint64_t, pid_t> inits;
    for (const auto& [number, box] : rooms)
      inits[number] = box->init;
    return proc_ ? usages_of(inits) : Usages{};
  }
  [[nodiscard]] std::chrono::milliseconds patience() const override { return std::chrono::milliseconds{250}; }

 private:
  /// Starts to make one; whether it can be entered is known later.
  [[nodiscard]] Room make(std::uint64_t private_bytes) const {
    int ends[2];
    must(::pipe2(ends, O_CLOEXEC), "a pipe");
    Room box{.ready = ends[0], .private_bytes = private_bytes};
    const auto own = [this](const char* defence, unsigned long kind) { return words_.has(defence) ? kind : 0UL; };
    box.init = static_cast<pid_t>(must(clone_into(CLONE_NEWNS | CLONE_NEWUTS | own("pids", CLONE_NEWPID) |
                                                      own("ipc", CLONE_NEWIPC) | own("network", CLONE_NEWNET),
                                                  &box.door),
                                       "a box's namespaces"));
    if (box.init == 0)
      be_init(ends[1], private_bytes, proc_, words_);
    ::fcntl(box.door, F_SETFD, FD_CLOEXEC);
    ::close(ends[1]);
    return box;
  }

  static bool is_ready(Room& box) {
    char said = 0;
    ssize_t got;
    do
      got = ::read(box.ready, &said, 1);
    while (got < 0 && errno == EINTR);
    ::close(box.ready);
    box.ready = -1;
    return got == 1;
  }

  static void discard(const Room& box) {
    ::kill(box.init, SIGKILL);
    while (::waitpid(box.init, nullptr, 0) < 0 && errno == EINTR) {
    }
    ::close(box.door);
    ::close(box.ready);
  }

  bool proc_;
  const Words& words_;
  std::optional<Room> spare_;
};

}  // namespace

std::unique_ptr<Enclosure> make_boxes(bool proc, const Words& words) { return std::make_unique<Boxes>(proc, words); }

void raise_loopback() {
  const int socket = static_cast<int>(must(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "a socket for the loopback"));
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  must(::ioctl(socket, SIOCSIFFLAGS, &request), "raising the loopback");
  ::close(socket);
}

}  // namespace snipcheck::cell
