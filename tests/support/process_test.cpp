#include "support/process.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

using namespace std::chrono_literals;

TEST(Process, HandsOverInputAndTakesOutput) {
  const Finished done = run_command({.argv = {"sh", "-c", "cat; echo oops >&2; exit 3"}, .input = "hello"}, 10s);
  EXPECT_EQ(done.status, 3);
  EXPECT_EQ(done.out, "hello");
  EXPECT_EQ(done.err, "oops\n");
}

TEST(Process, ReadsMoreThanAPipeHolds) {
  const std::string much(1 << 20, 'x');
  EXPECT_EQ(run_command({.argv = {"cat"}, .input = much}, 10s).out, much);
}

TEST(Process, StopsTheWholeGroupAtTheTimeout) {
  const auto start = std::chrono::steady_clock::now();
  const Finished done = run_command({.argv = {"sh", "-c", "sleep 60 & sleep 60"}}, 100ms);
  EXPECT_TRUE(done.timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 20s);
}

TEST(Process, SaysWhenThereIsNoSuchProgram) { EXPECT_EQ(run_command({.argv = {"no-such-program-here"}}, 1s).status, 127); }

TEST(Process, ReportsErrorLinesAsTheyCome) {
  std::vector<std::string> lines;
  run_command({.argv = {"sh", "-c", "echo one >&2; echo two >&2"}}, 10s,
              [&](std::string_view line) { lines.emplace_back(line); });
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
}

TEST(Process, PassesOnlyTheEnvironmentItIsGiven) {
  const Finished done = run_command({.argv = {"env"}, .environment = {{{"ONLY", "this"}}}}, 10s);
  EXPECT_EQ(done.out, "ONLY=this\n");
}

}  // namespace snipcheck
