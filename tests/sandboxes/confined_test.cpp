/// What installers start: the code of packages that are built here.
#include "sandboxes/confined.hpp"

#include "sandboxes/package_tool.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class Build : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!can_confine())
      GTEST_SKIP() << "this kernel has no Landlock";
    write_file(outside_.path() / "secret", "planted");
  }

  /// What it prints, by the tool and by itself; "" where the tool says that it failed.
  std::string held(const std::string& script) {
    try {
      return tool_.run({"/bin/sh", "-c", script}, "the build");
    } catch (const CannotCheck&) {
      return "";
    }
  }
  static std::string free(const std::string& script) {
    return run_command({.argv = {"/bin/sh", "-c", script}}, std::chrono::seconds{20}).out;
  }

  TempDir outside_;
  const std::string secret_ = (outside_.path() / "secret").string(), planted_ = (outside_.path() / "mark").string();
  PackageTool tool_{Interpreter{.path = "/usr/bin/python3", .version = "3.11.2", .prefix = "/usr", .platform = ""}};
};

}  // namespace

TEST_F(Build, ReadsNothingOfTheUsers) {
  EXPECT_EQ(free("cat " + secret_), "planted");
  EXPECT_EQ(held("cat " + secret_), "");
  EXPECT_EQ(held("cd / && ls " + outside_.path().string()), "");
  tool_.may_read(secret_);
  EXPECT_EQ(held("cat " + secret_), "planted");
}

TEST_F(Build, WritesToItsOwnFoldersOnly) {
  EXPECT_EQ(
      held("echo x > " + planted_ + "; rm -f " + secret_ + "; ln -s / " + planted_ + "; echo x > $TMPDIR/y && cat $TMPDIR/y"),
      "x\n");
  EXPECT_FALSE(fs::exists(fs::symlink_status(planted_)));
  EXPECT_TRUE(fs::exists(secret_));
  tool_.may_write(outside_.path());
  held("mv " + secret_ + " " + planted_ + "; ln " + planted_ + " " + tool_.file("link").string());
  EXPECT_EQ(read_file(planted_), "planted");
  EXPECT_EQ(read_file(tool_.file("link")), "planted");
  EXPECT_EQ(free("echo x > " + secret_ + "; cat " + secret_), "x\n");
}

TEST_F(Build, LeavesNoProcess) {
  const std::string script = "setsid sh -c 'setsid sleep 100 >/dev/null 2>&1 & echo $!'";
  const pid_t left = std::stoi(free(script));
  EXPECT_EQ(::kill(left, SIGKILL), 0);
  const pid_t gone = std::stoi(held(script));
  EXPECT_NE(::kill(gone, 0), 0);
}

TEST_F(Build, LeavesNoProcessWhenItIsKilled) {
  const std::string mark = tool_.file("started").string();
  std::vector<std::string> argv{"/bin/sh", "-c", "setsid sh -c 'echo $$ > " + mark + "; exec sleep 100' & wait"};
  const Command command{.argv = confined(std::move(argv), {.reads = {}, .writes = {tool_.file("")}})};
  EXPECT_TRUE(run_command(command, std::chrono::seconds{2}).timed_out);
  const pid_t left = std::stoi(read_file(mark));
  for (int i = 0; i < 100 && ::kill(left, 0) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  EXPECT_NE(::kill(left, 0), 0);
}

TEST_F(Build, TalksToNoServiceOfTheUsers) {
  const std::string script =
      "/usr/bin/python3 -c 'import socket; socket.socketpair(); socket.socket(); socket.socket(socket.AF_UNIX)' 2>&1; true";
  EXPECT_EQ(free(script), "");
  EXPECT_THAT(held(script), HasSubstr("Address family not supported"));
}

TEST_F(Build, IsNotToldWhatIsNoneOfItsBusiness) {
  const testing::Variable token{"SNIPCHECK_TEST_TOKEN", "planted"}, flags{"CFLAGS", "-O1"};
  PackageTool tool{Interpreter{.path = "/usr/bin/python3", .version = "3.11.2", .prefix = "/usr", .platform = ""}};
  const std::string seen = tool.run({"/usr/bin/env"}, "the build");
  EXPECT_THAT(seen, Not(HasSubstr("planted")));
  EXPECT_THAT(seen, HasSubstr("CFLAGS=-O1"));
}

TEST_F(Build, HasNoCapabilities) { EXPECT_THAT(held("grep CapEff /proc/self/status"), HasSubstr("0000000000000000")); }

TEST_F(Build, SaysHowItFailed) {
  try {
    tool_.run({"/bin/sh", "-c", "echo no compiler >&2; exit 3"}, "package x cannot be built");
    FAIL();
  } catch (const CannotCheck& problem) {
    EXPECT_THAT(problem.what(), HasSubstr("no compiler"));
  }
}

TEST(CellProgram, IsWholeForWhoeverStartsIt) {
  if (!can_confine())
    GTEST_SKIP() << "this kernel has no Landlock";
  // Given a cache without it, when many want it at the same time, then each can run it.
  const TempDir folder;
  const testing::Variable cache{"SNIPCHECK_CACHE_DIR", folder.path().string()};
  std::atomic<int> ran{0};
  {
    std::vector<std::jthread> all;
    for (int i = 0; i < 16; ++i)
      all.emplace_back(
          [&ran] { ran += run_command({.argv = confined({"/bin/true"}, {})}, std::chrono::seconds{20}).ok() ? 1 : 0; });
  }
  EXPECT_EQ(ran, 16);
}

}  // namespace snipcheck
