/// Runs in control groups, where this process has some: machines.py makes a machine that gives it some.
#include "sandboxes/control_groups.hpp"
#include "sandboxes/tiers/tier.hpp"
#include "tests/sandboxes/runs.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;
using testing::told;

class GroupedRuns : public testing::RunsInATier {
 protected:
  /// Tests need this controller.
  bool lacks(const std::string& controller) {
    const ControlGroups& groups = ControlGroups::ours();
    missing_ = groups.missing().empty() ? "there is no controller " + controller : groups.missing();
    return std::ranges::find(groups.controllers(), controller) == groups.controllers().end();
  }
  RunResult run_without(const Defences& defences, const std::string& code, const Limits& limits) {
    return open_weak_sandbox(GetParam(), defences)->run(bare_.environment, {.code = code, .exercise = false, .limits = limits});
  }
  std::string missing_;
};

/// Each of them within its own limit, all together not.
constexpr const char* kTakeMuch = R"(
import os
read, write = os.pipe()
for _ in range(5):
    if os.fork() == 0:
        taken = bytearray(b'x') * (90 << 20)
        os.write(write, b'.')
        os.read(read, 0)
        import time
        time.sleep(30)
        os._exit(0)
there = 0
while there < 5:
    there += len(os.read(read, 5))
print('all are there')
)";

constexpr const char* kMakeMany = R"(
import os, time
made = 0
try:
    for _ in range(60):
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        made += 1
except OSError:
    pass
print(made < 20)
)";

constexpr Limits kLittleMemory{
    .cpu = 60s, .wall = 120s, .memory = std::uint64_t{300} << 20, .file_bytes = std::uint64_t{16} << 20};
constexpr Limits kFewProcesses{.cpu = 60s, .wall = 120s, .processes = 20};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Tiers, GroupedRuns, ::testing::Values(std::string("full"), std::string("basic")), testing::name_of_tier);

TEST_P(GroupedRuns, HaveTheirMemoryTogether) {
  if (lacks("memory"))
    SNIPCHECK_SKIP("groups", missing_);
  const RunResult result = run(kTakeMuch, kLittleMemory);
  EXPECT_EQ(result.end, End::out_of_memory) << told(result);
  EXPECT_EQ(run("print('well')\n").out, "well\n");
}

TEST_P(GroupedRuns, HaveMoreMemoryWithoutAGroup) {
  if (lacks("memory"))
    SNIPCHECK_SKIP("groups", missing_);
  const RunResult result = run_without({"groups"}, kTakeMuch, kLittleMemory);
  EXPECT_EQ(result.out, "all are there\n") << told(result);
}

TEST_P(GroupedRuns, HaveTheirProcessesTogether) {
  if (lacks("pids"))
    SNIPCHECK_SKIP("groups", missing_);
  const RunResult result = run_without({"limits"}, kMakeMany, kFewProcesses);
  EXPECT_EQ(result.out, "True\n") << told(result);
}

TEST_P(GroupedRuns, HaveMoreProcessesWithoutAGroup) {
  if (lacks("pids"))
    SNIPCHECK_SKIP("groups", missing_);
  const RunResult result = run_without({"limits", "groups"}, kMakeMany, kFewProcesses);
  EXPECT_EQ(result.out, "False\n") << told(result);
}

}  // namespace snipcheck
