/// Limits and endings, with plain programs: whatever they do, they end and leave nothing.
#include "sandboxes/launch.hpp"

#include "sandboxes/supervisor.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"

#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using End = RunResult::End;

Landing shell(const std::string& script, const Limits& limits = {}) {
  return launch({.argv = {"/bin/sh", "-c", script}, .environment = {"PATH=/usr/bin:/bin"}, .limits = limits, .keep = 1000});
}

/// Whether a process is there and not merely waiting to be reaped.
bool is_alive(const std::string& pid) {
  std::error_code error;
  if (pid.empty() || !std::filesystem::exists("/proc/" + pid, error))
    return false;
  try {
    return read_file("/proc/" + pid + "/status").find("State:\tZ") == std::string::npos;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

TEST(Launch, GivesWhatWasWrittenAndHowItEnded) {
  const Landing landing = launch({.argv = {"/bin/sh", "-c", "cat; echo err >&2; echo result >&3; echo $NAME; exit 7"},
                                  .environment = {"NAME=value", "PATH=/usr/bin:/bin"},
                                  .input = "in,",
                                  .keep = 1000});
  EXPECT_EQ(landing.end, End::exited);
  EXPECT_EQ(landing.code, 7);
  EXPECT_EQ(landing.out, "in,value\n");
  EXPECT_EQ(landing.err, "err\n");
  EXPECT_EQ(landing.results, "result\n");
}

TEST(Launch, HandsOverNoOtherDescriptorAndNoOtherVariable) {
  const Landing landing = shell("ls /proc/self/fd | wc -l; env | grep -c HOME");
  EXPECT_EQ(landing.out, "5\n0\n");  // 0 to 3, and the one ls reads with
}

TEST(Launch, FeedsMoreThanAPipeHolds) {
  const std::string much(1 << 20, 'x');
  const Landing landing = launch({.argv = {"/usr/bin/wc", "-c"}, .input = much, .keep = 100});
  EXPECT_EQ(trim(landing.out), std::to_string(much.size()));
}

TEST(Launch, DoesNotMindAProgramThatReadsNothing) {
  const Landing landing = launch({.argv = {"/bin/true"}, .input = std::string(1 << 20, 'x')});
  EXPECT_EQ(landing.end, End::exited);
  EXPECT_EQ(landing.code, 0);
}

TEST(Launch, SaysWhenTheProgramCannotStart) {
  const Landing landing = launch({.argv = {"/no/such/program"}});
  EXPECT_EQ(landing.end, End::not_started);
  EXPECT_NE(landing.trouble.find("/no/such/program"), std::string::npos);
}

TEST(Launch, NamesTheSignal) {
  const Landing landing = shell("kill -SEGV $$");
  EXPECT_EQ(landing.end, End::signalled);
  EXPECT_EQ(landing.code, SIGSEGV);
}

TEST(Launch, StopsALoopAtTheCpuLimit) {
  const Landing landing = shell("while :; do :; done", {.cpu = 1s, .wall = 20s});
  EXPECT_EQ(landing.end, End::cpu_limit);
}

TEST(Launch, StopsALoopThatIgnoresTheFirstWarning) {
  const Landing landing = shell("trap '' XCPU; while :; do :; done", {.cpu = 1s, .wall = 20s});
  EXPECT_EQ(landing.end, End::cpu_limit);
}

TEST(Launch, CountsTheTimeOfManyProcessesTogether) {
  const auto begin = std::chrono::steady_clock::now();
  const Landing landing =
      shell("for i in 1 2 3 4; do (i=0; while :; do i=$((i+1)); done) & done; wait", {.cpu = 2s, .wall = 20s});
  EXPECT_EQ(landing.end, End::cpu_limit);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
}

TEST(Launch, StopsASleepAtTheWallLimit) {
  const Landing landing = shell("sleep 60", {.wall = 1s});
  EXPECT_EQ(landing.end, End::wall_limit);
  EXPECT_LT(landing.wall, 10s);
}

TEST(Launch, StopsAProgramThatStopsItself) { EXPECT_EQ(shell("kill -STOP $$", {.wall = 1s}).end, End::wall_limit); }

TEST(Launch, StopsAProgramThatIgnoresSignals) {
  EXPECT_EQ(shell("trap '' TERM INT HUP QUIT ALRM; sleep 60; sleep 60", {.wall = 1s}).end, End::wall_limit);
}

TEST(Launch, StopsAFloodAndKeepsItsBeginning) {
  const Landing landing = shell("yes", {.wall = 20s, .output_bytes = 100'000});
  EXPECT_EQ(landing.end, End::output_limit);
  EXPECT_EQ(landing.out.size(), 1001U);
}

TEST(Launch, StopsAFloodOfResults) { EXPECT_EQ(shell("yes >&3", {.wall = 20s}).end, End::output_limit); }

TEST(Launch, DoesNotWaitForADaemonAndLeavesNoneBehind) {
  const Landing landing = shell("setsid sh -c 'setsid sleep 60 & echo $!; sleep 60' & sleep 0.3; exit 0", {.wall = 20s});
  EXPECT_EQ(landing.end, End::exited);
  EXPECT_LT(landing.wall, 10s);
  EXPECT_FALSE(trim(landing.out).empty());
  EXPECT_FALSE(is_alive(std::string(trim(landing.out))));
}

TEST(Launch, LimitsTheSizeOfFiles) {
  const TempDir folder;
  const Landing landing = launch({.argv = {"/bin/sh", "-c", "exec head -c 1000000 /dev/zero > big"},
                                  .environment = {"PATH=/usr/bin:/bin"},
                                  .directory = folder.path(),
                                  .limits = {.file_bytes = 1000},
                                  .keep = 100});
  EXPECT_NE(landing.code, 0);
  EXPECT_LE(std::filesystem::file_size(folder.path() / "big"), 1000U);
}

TEST(Launch, RunsManyAtTheSameTime) {
  std::vector<std::jthread> threads;
  std::vector<std::string> outs(16);
  for (std::size_t i = 0; i < outs.size(); ++i)
    threads.emplace_back([&outs, i] { outs[i] = shell("echo " + std::to_string(i)).out; });
  threads.clear();
  for (std::size_t i = 0; i < outs.size(); ++i)
    EXPECT_EQ(outs[i], std::to_string(i) + "\n");
}

TEST(CpuTime, OfProcessesThatComeAndGoIsNoError) {
  // Given a program whose children live for a moment each,
  const pid_t program = ::fork();
  if (program == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
      const pid_t child = ::fork();
      if (child == 0)
        ::_exit(0);
      ::waitpid(child, nullptr, 0);
    }
  }
  struct End {
    pid_t program;
    ~End() {
      ::kill(program, SIGKILL);
      ::waitpid(program, nullptr, 0);
    }
  } const end{program};
  // when somebody keeps asking for their time, then they get a number, whoever goes while they look.
  for (int i = 0; i < 2'000; ++i)
    ASSERT_NO_THROW({ EXPECT_GE(cpu_time_below(program).count(), 0); });
}

}  // namespace snipcheck
