/// sandbox_soak [RUNS [TIER]]: many runs in one sandbox, one in twenty of them hostile. Every honest one has to say what it
/// computes, every hostile one has to end, and at the end nothing may be left: no process, no mount, no file, no memory that
/// grew. Exits 1 and says what was wrong otherwise, 125 where there is no isolation.
#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "tests/sandboxes/bare.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;

constexpr int kOneIn = 20;

/// What must not last, spread, or be seen by the next run.
constexpr std::array kHostile = {
    "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
    "while True: pass\n",
    "import os\nwhile True: os.write(1, b'A' * 65536)\n",
    "chunks = []\nwhile True: chunks.append(bytearray(1 << 24))\n",
    "import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass\n",
    "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n",
    "import ctypes\nctypes.string_at(0)\n",
    "import os\nfor fd in range(256):\n    try: os.close(fd)\n    except OSError: pass\nos._exit(0)\n",
    "import os, tempfile\nd, n = tempfile.gettempdir(), 0\ntry:\n    while True:\n        open(d + '/%d' % n, 'w').write('x' * "
    "4096); n += 1\nexcept OSError: pass\n",
    "import builtins, json, sys\nbuiltins.len = lambda x: 0\njson.dumps = None\nsys.path[:] = []\nraise SystemExit(3)\n",
    "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): "
    "pass\nwhile True: pass\n",
    "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(60,)).start()\n",
};

std::string honest(int number) {
  return "import json, os, threading\nresult = []\nt = threading.Thread(target=lambda: result.append(sum(range(" +
         std::to_string(number) +
         "))))\nt.start(); t.join()\nimport tempfile; here = tempfile.gettempdir()\nassert not os.listdir(here)\nopen(here + "
         "'/mine', 'w').close()\n" +
         "print(json.dumps({'n': len(result), 'sum': result[0]}))\n";
}

std::string answer(int number) {
  return "{\"n\": 1, \"sum\": " + std::to_string(static_cast<long long>(number) * (number - 1) / 2) + "}\n";
}

/// Processes that run the cell program of this cache; no other can be there without one of these.
std::vector<std::string> cells_from(const std::filesystem::path& cache) {
  std::vector<std::string> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error))
    if (std::filesystem::read_symlink(entry.path() / "exe", error).string().starts_with(cache.string()))
      found.push_back(entry.path().filename().string());
  return found;
}

std::size_t mounts() {
  std::ifstream list{"/proc/self/mounts"};
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>{list}, {}, '\n'));
}

long resident_kilobytes() {
  std::ifstream statm{"/proc/self/statm"};
  long pages = 0;
  statm >> pages >> pages;
  return pages * ::sysconf(_SC_PAGESIZE) / 1024;
}

class Soak {
 public:
  Soak(int runs, std::string tier) : runs_(runs), tier_(std::move(tier)) {}

  int execute() {
    testing::Bare bare;
    if (!bare.make()) {
      std::puts("no Python here");
      return 125;
    }
    const std::size_t mounted = mounts();
    try {
      const auto sandbox = open_sandbox(tier_);
      run_all(*sandbox, bare.environment);
    } catch (const CannotCheck& error) {
      std::printf("%s\n%s\n", error.what(), error.hint().c_str());
      return 125;
    }
    for (const std::string& process : cells_from(bare.cache.path()))
      complain("process " + process + " is left");
    if (mounts() != mounted)
      complain("there are other mounts than before");
    std::printf("%d runs, %d of them hostile: %d wrong\n", runs_, runs_ / kOneIn, wrong_.load());
    return wrong_ == 0 ? 0 : 1;
  }

 private:
  void run_all(Sandbox& sandbox, const Environment& environment) {
    std::atomic<int> next{0};
    std::atomic<long> early{0};
    const auto worker = [&] {
      for (int number; (number = next++) < runs_;) {
        run_one(sandbox, environment, number);
        if (number == runs_ / 4)
          early = resident_kilobytes();
        if (runs_ >= 2000 && number % 1000 == 999)
          std::fprintf(stderr, "%d runs, %ld kB\n", number + 1, resident_kilobytes());
      }
    };
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i)
        workers.emplace_back(worker);
    }
    if (const long late = resident_kilobytes(); late > early * 5 / 4 + 2048)
      complain("memory grew from " + std::to_string(early) + " to " + std::to_string(late) + " kB");
  }

  void run_one(Sandbox& sandbox, const Environment& environment, int number) {
    const bool hostile = number % kOneIn == kOneIn - 1;
    const char* attack = kHostile[static_cast<std::size_t>(number / kOneIn) % kHostile.size()];
    Job job{.code = hostile ? attack : honest(number), .exercise = false};
    if (hostile)
      job.limits = {.cpu = 1s, .wall = 3s, .memory = std::uint64_t{256} << 20};
    const RunResult result = sandbox.run(environment, job);
    if (result.end == End::not_started)
      complain("run " + std::to_string(number) + " did not start: " + result.trouble);
    else if (!hostile && (result.out != answer(number) || !result.complete || !result.faults.empty()))
      complain("run " + std::to_string(number) + " printed " + result.out + result.err);
  }

  void complain(const std::string& words) {
    const std::lock_guard lock{mutex_};
    if (++wrong_ <= 10)
      std::printf("%s\n", words.c_str());
  }

  int runs_;
  std::string tier_;
  std::atomic<int> wrong_{0};
  std::mutex mutex_;
};

}  // namespace
}  // namespace snipcheck

int main(int argc, char** argv) {
  return snipcheck::Soak{argc > 1 ? std::atoi(argv[1]) : 500, argc > 2 ? argv[2] : "full"}.execute();
}
