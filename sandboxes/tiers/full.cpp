/// Bubblewrap: namespaces of its own for every run, a new root with nothing but Python in it, no network.
#include "sandboxes/bubblewrap.hpp"
#include "sandboxes/harness_files.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/system_calls.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "support/error.hpp"
#include "support/text.hpp"

#include <bitset>
#include <mutex>
#include <random>

#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// User ids that nobody has: above those that systemd gives to containers, in groups of 256 for each process of ours.
/// RLIMIT_NPROC counts per user id, so runs that share one would starve each other.
constexpr unsigned kFirstUser = 0x7000'0000;
constexpr std::size_t kSlots = 256;

/// One of our user ids, taken for the time of a run.
class Slots {
 public:
  class Taken {
   public:
    explicit Taken(Slots& slots) : slots_(slots), index_(slots.take()) {}
    ~Taken() { slots_.give_back(index_); }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    Taken(Taken&&) = delete;
    Taken& operator=(Taken&&) = delete;
    [[nodiscard]] unsigned user() const { return slots_.first_ + static_cast<unsigned>(index_); }

   private:
    Slots& slots_;
    std::size_t index_;
  };

 private:
  std::size_t take() {
    const std::lock_guard lock{mutex_};
    std::size_t index = 0;
    while (index + 1 < kSlots && taken_[index])
      ++index;
    taken_[index] = true;
    return index;
  }
  void give_back(std::size_t index) {
    const std::lock_guard lock{mutex_};
    taken_[index] = false;
  }

  std::mutex mutex_;
  std::bitset<kSlots> taken_;
  unsigned first_ = kFirstUser + (std::random_device{}() & 0xF'FFFF) * static_cast<unsigned>(kSlots);
};

class Bubblewrap final : public HarnessSandbox {
 public:
  Bubblewrap() : tools_(find_box_tools()), filter_(system_call_filter()) { try_box(); }
  [[nodiscard]] std::string_view tier() const override { return "full"; }

 private:
  Landing execute(const Program& program) override {
    const std::string folder = "/env/" + program.environment.name;
    std::vector<std::string> argv{folder + "/bin/python", "/harness/" + program.name};
    argv.insert(argv.end(), program.arguments.begin(), program.arguments.end());
    Box box{.settings = settings_for("/work", folder), .command = std::move(argv), .private_bytes = program.limits.file_bytes};
    box.shown = {{harness_folder(), "/harness"}, {program.folder, folder}};
    const Interpreter& interpreter = program.environment.interpreter.value();
    if (is_moved(interpreter)) {
      const std::string python{kPythonInBox};
      box.shown.push_back({interpreter.prefix, python});
      for (const char* replaced : {"bin", "pyvenv.cfg"})
        box.shown.push_back({program.folder / kForBox / replaced, fs::path{folder} / replaced});
      box.settings.push_back("LD_LIBRARY_PATH=" + python + "/lib");  // a shared libpython is looked for at its old place
    } else if (interpreter.prefix == "/usr/local") {
      for (const char* part : {"/usr/local/bin", "/usr/local/lib"})
        box.shown.push_back({part, part});
    }
    return launch_box(box, program.limits, program.input, program.keep);
  }

  Landing launch_box(const Box& box, const Limits& limits, const std::string& input, std::size_t keep) {
    const Slots::Taken slot{slots_};
    Launch launch = box_launch(tools_, box, filter_, slot.user());
    launch.limits = limits;
    launch.input = input;
    launch.keep = keep;
    return snipcheck::launch(launch);
  }

  void try_box() {
    const Box box{.settings = settings_for("/work", "/usr"), .command = {"/usr/bin/true"}, .private_bytes = 1 << 20};
    const Landing landing = launch_box(box, Limits{}, "", 4096);
    if (landing.end != RunResult::End::exited || landing.code != 0)
      throw CannotCheck("the sandbox does not work here: " + escape_invalid_utf8(trim(landing.err + landing.trouble)),
                        remedy_for(landing.err + landing.trouble));
  }

  [[nodiscard]] int processes_for(const Limits& limits) const override { return limits.processes; }
  [[nodiscard]] bool is_own_failure(const Landing& landing) const override {
    return landing.results.empty() && (landing.err.starts_with("bwrap: ") || landing.err.starts_with("setpriv: "));
  }

  BoxTools tools_;
  std::string filter_;
  Slots slots_;
};

}  // namespace

namespace tier {
extern const Tier full;
const Tier full{.name = "full", .open = []() -> std::unique_ptr<Sandbox> { return std::make_unique<Bubblewrap>(); }};
}  // namespace tier

}  // namespace snipcheck
