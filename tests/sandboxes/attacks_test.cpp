/// Programs that want to break out, break others or break us (attacks/): each is run in each tier, in the same cells; afterwards
/// this machine has to be as it was (host.hpp), and a harmless run has to find everything as always. Where one defence is what
/// keeps an attack off, it is left out once: then the attack has to be seen to succeed, so that these tests can fail.
#include "sandboxes/tiers/tier.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"
#include "tests/sandboxes/bare.hpp"
#include "tests/sandboxes/helpers.hpp"
#include "tests/sandboxes/host.hpp"

#include <algorithm>
#include <csignal>
#include <optional>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;

struct Hole {
  std::string_view tier;
  Defences without;
  std::string_view harm;  ///< What is then seen, at its beginning.
};

struct Attack {
  const char* name;        ///< The file.
  std::vector<End> ends;   ///< Those that will do; empty: any, as long as it is one.
  bool complete = false;   ///< Whether it may be told to have come to its end.
  const char* says = "*";  ///< Its output; "*": whatever.
  std::vector<Hole> holes = {};
  int code = -1;  ///< Exit status or signal, -1: any.
};

// A run that is not alone with its user id: root's way of keeping runs apart goes first, then what is left.
const std::vector<Attack> kAttacks = {
    {"makes_processes",
     {End::exited, End::cpu_limit, End::wall_limit},
     true,
     "",
     {{"full", {"limits"}, "used"}, {"basic", {"limits"}, "used"}}},
    {"makes_threads", {End::exited}, false, "*", {{"full", {"limits"}, "used"}, {"basic", {"limits"}, "used"}}},
    {"eats_memory", {End::out_of_memory, End::exited}, true, "*", {{"full", {"limits"}, "used"}, {"basic", {"limits"}, "used"}}},
    {"never_ends", {End::cpu_limit}},
    {"sleeps", {End::wall_limit, End::exited}, true},
    {"stops_itself", {End::wall_limit}},
    {"floods_output", {End::output_limit}},
    {"huge_error", {End::exited, End::output_limit, End::out_of_memory, End::cpu_limit}, true},
    {"fills_disk",
     {End::exited, End::output_limit},
     true,
     "",
     {{"full", {"sizes"}, "filled"}, {"basic", {"limits"}, "was not stopped"}}},
    {"reads_secrets", {End::exited}, true, "*", {{"full", {"root"}, "read the secret"}, {"basic", {"files"}, "read the secret"}}},
    {"writes_outside", {End::exited}, true, "", {{"full", {"root"}, "changed"}, {"basic", {"files"}, "changed"}}},
    {"changes_modes", {End::exited}, true, "", {{"basic", {"calls", "users"}, "changed"}}},
    {"reaches_network", {End::exited}, true, "", {{"full", {"network"}, "reached"}, {"basic", {"calls"}, "reached"}}},
    {"opens_port", {End::exited}, true, "", {{"full", {"network"}, "opened"}, {"basic", {"calls"}, "opened"}}},
    {"hurts_others", {End::exited}, true, "", {{"basic", {"scope", "users"}, "hurt"}}},
    {"stays_behind", {End::exited}, true, "", {{"full", {"pids"}, "left process"}, {"basic", {"ending"}, "left process"}}},
    {"poisons_environment", {End::exited}, true, "", {{"full", {"read-only"}, "changed"}, {"basic", {"files"}, "changed"}}},
    {"poisons_interpreter", {}, true},
    {"forges_results", {End::exited}},
    {"leaves_early", {End::exited}, false, "", {}, 0},
    {"closes_descriptors", {}},
    {"crashes", {End::signalled}, false, "*", {}, SIGSEGV},
    {"overflows_stack", {}, true},
    {"hangs_at_exit", {}, true},
    {"asks_kernel", {End::exited}, true, "[]\n", {{"full", {"calls"}, "said"}, {"basic", {"calls"}, "said"}}},
    {"tricks_of_proc", {End::exited}, true, "*"},
    {"lays_traps", {End::exited}, true, "", {{"basic", {"emptying"}, "the next run"}}},
    {"types_into_terminals", {End::exited}, true, "[]\n"},
    {"speaks_terminal", {End::exited}, true},
    {"leaves_marks", {End::exited}, true, "", {{"full", {"ipc"}, "the next run"}, {"basic", {"calls"}, "the next run"}}},
};

/// What leaves_marks.py leaves where it is not kept from it.
void remove_marks(int key) {
  if (const int id = ::shmget(key, 0, 0); id >= 0)
    ::shmctl(id, IPC_RMID, nullptr);
  if (const int id = ::msgget(key, 0); id >= 0)
    ::msgctl(id, IPC_RMID, nullptr);
  if (const int id = ::semget(key, 0, 0); id >= 0)
    ::semctl(id, 0, IPC_RMID);
}

struct Trial {
  const Attack* attack;
  std::string tier;
  const Hole* hole = nullptr;
};
void PrintTo(const Trial& trial, std::ostream* out) { *out << trial.tier << ' ' << trial.attack->name; }

std::vector<Trial> trials(std::string_view tier, bool with_holes) {
  std::vector<Trial> all;
  for (const Attack& attack : kAttacks) {
    if (!with_holes)
      all.push_back({&attack, std::string(tier)});
    for (const Hole& hole : attack.holes)
      if (with_holes && hole.tier == tier)
        all.push_back({&attack, std::string(tier), &hole});
  }
  return all;
}

/// As on Linux before 6.12, where Landlock does not bound signals: a filter has to.
std::vector<Trial> on_an_older_kernel() {
  static const Hole none{.tier = "basic", .without = {"scoping"}, .harm = ""};
  const auto attack = std::ranges::find(kAttacks, std::string_view{"hurts_others"}, &Attack::name);
  return {{&*attack, "basic", &none}};
}

std::string named(const ::testing::TestParamInfo<Trial>& info) { return info.param.attack->name; }

constexpr const char* kHonest = R"(
import builtins, json, os, sys, tempfile, threading
numbers = []
threads = [threading.Thread(target=numbers.append, args=(n,)) for n in range(4)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
print(json.dumps([len('abc'), sum(numbers), os.listdir(tempfile.gettempdir()), os.listdir('.'), os.environ['USER']]))
)";
constexpr const char* kHonestAnswer = "[3, 6, [], [\"snippet.py\"], \"reader\"]\n";

class Attacks : public ::testing::TestWithParam<Trial> {
 protected:
  void SetUp() override {
    if (!bare_.make())
      SNIPCHECK_SKIP("sandbox", "no Python here");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bare_.environment.folder))
      if (!entry.is_symlink())  // anybody may write to it: it is the sandbox that keeps it
        std::filesystem::permissions(entry, std::filesystem::perms{entry.is_directory() ? 0777U : 0666U});
    std::filesystem::permissions(temporary_.path(), std::filesystem::perms{0755});
    temporary_set_.emplace("TMPDIR", temporary_.path().string());
    try {
      sandbox_ = open_weak_sandbox(GetParam().tier, GetParam().hole != nullptr ? GetParam().hole->without : Defences{});
    } catch (const CannotCheck& error) {
      SNIPCHECK_SKIP("sandbox", error.what() + ("\n" + error.hint()));
    }
    run(kHonest);  // the cell is there, with all that it makes
    temporary_set_.reset();
    host_.emplace(std::vector<std::filesystem::path>{bare_.cache.path()});
  }
  void TearDown() override {
    const int port = host_ ? host_->port() : -1;
    host_.reset();
    remove_marks(port);
    sandbox_.reset();
    EXPECT_TRUE(std::filesystem::is_empty(temporary_.path())) << "something is left in the temporary folder";
  }
  RunResult run(const std::string& code, const Limits& limits = {}) {
    const testing::Variable temporary{"TMPDIR", temporary_.path().string()};  // of cells that are started now
    return sandbox_->run(bare_.environment, {.code = code, .exercise = false, .limits = limits});
  }

  /// The attack, and everything that is not as it should be then.
  std::vector<std::string> attack() {
    const Attack& attack = *GetParam().attack;
    const auto program = [&](const std::string& name) {
      const std::string text = read_file(std::filesystem::path{SNIPCHECK_TESTS_DIR} / "sandboxes/attacks" / (name + ".py"));
      return replace_all(host_->aimed(text), "{ENV}", bare_.environment.folder.string());
    };
    const RunResult result = run(program(attack.name), {.cpu = 2s, .wall = 4s, .memory = std::uint64_t{300} << 20});
    std::vector<std::string> wrong;
    if (result.end == End::not_started ||
        (!attack.ends.empty() && std::ranges::find(attack.ends, result.end) == attack.ends.end()) ||
        (attack.code >= 0 && result.code != attack.code))
      wrong.push_back(fmt::format("ended with {}, {}: {}", static_cast<int>(result.end), result.code, result.trouble));
    if (result.complete && !attack.complete)
      wrong.emplace_back("was told to be complete");
    if (result.out != attack.says && std::string_view{attack.says} != "*" && attack.complete)
      wrong.push_back("said " + result.out + result.err);
    if ((result.out + result.err).find(host_->secret()) != std::string::npos)
      wrong.emplace_back("read the secret");
    if (attack.name == std::string_view{"fills_disk"} && GetParam().tier == "basic" && result.end != End::output_limit)
      wrong.emplace_back("was not stopped");
    if (result.out.size() + result.err.size() > 40'000)
      wrong.emplace_back("said more than is kept");
    const std::string next = attack.name == std::string_view{"leaves_marks"} ? run(program("finds_marks")).out : "[]\n";
    if (next != "[]\n")
      wrong.push_back("the next run found " + next);
    const RunResult honest = run(kHonest);
    if (honest.out != kHonestAnswer || !honest.complete || !honest.faults.empty())
      wrong.push_back("the next run said " + honest.out + honest.err + honest.trouble);
    const std::vector<std::string> harm = host_->harm();
    wrong.insert(wrong.end(), harm.begin(), harm.end());
    return wrong;
  }

  testing::Bare bare_;
  TempDir temporary_;
  std::optional<testing::Variable> temporary_set_;
  std::unique_ptr<Sandbox> sandbox_;
  std::optional<testing::Host> host_;
};

class Holes : public Attacks {};

}  // namespace

INSTANTIATE_TEST_SUITE_P(full, Attacks, ::testing::ValuesIn(trials("full", false)), named);
INSTANTIATE_TEST_SUITE_P(basic, Attacks, ::testing::ValuesIn(trials("basic", false)), named);
INSTANTIATE_TEST_SUITE_P(basic_before_scopes, Attacks, ::testing::ValuesIn(on_an_older_kernel()), named);
INSTANTIATE_TEST_SUITE_P(full, Holes, ::testing::ValuesIn(trials("full", true)), named);
INSTANTIATE_TEST_SUITE_P(basic, Holes, ::testing::ValuesIn(trials("basic", true)), named);

TEST_P(Attacks, DoNoHarm) { EXPECT_EQ(join(attack(), "\n"), ""); }

TEST_P(Holes, AreSeen) {
  const std::vector<std::string> wrong = attack();
  EXPECT_TRUE(std::ranges::any_of(wrong, [](const std::string& one) { return one.starts_with(GetParam().hole->harm); }))
      << join(wrong, "\n");
}

}  // namespace snipcheck
