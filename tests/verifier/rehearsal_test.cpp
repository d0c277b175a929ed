#include "verifier/rehearsal.hpp"

#include "tests/helpers/builders.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using testing::FakeSandbox;

/// Counts what really ran.
struct Counted {
  int runs = 0;
  RunResult answer = testing::finished();
  RememberingSandbox sandbox{std::make_unique<FakeSandbox>([this](const Environment&, const Job&) {
    ++runs;
    return answer;
  })};
};

const Environment kOld{.name = "2020", .key = "a"}, kNew{.name = "2026", .key = "b"};

}  // namespace

TEST(Rehearsal, IsAnsweredFromMemoryOnceAndOnlyForTheSameJobAndEnvironment) {
  Counted counted;
  const Job job{.code = "x = 1"}, other{.code = "x = 2"}, cold{.code = "x = 1", .cold = true};
  counted.sandbox.remember(true);
  counted.sandbox.run(kNew, job);
  counted.sandbox.remember(false);
  EXPECT_EQ(counted.runs, 1);
  counted.sandbox.run(kOld, job);
  counted.sandbox.run(kNew, other);
  counted.sandbox.run(kNew, cold);
  EXPECT_EQ(counted.runs, 4);
  counted.sandbox.run(kNew, job);
  EXPECT_EQ(counted.runs, 4);
  counted.sandbox.run(kNew, job);
  EXPECT_EQ(counted.runs, 5) << "a repetition is a repetition";
}

TEST(Rehearsal, KeepsNothingThatDidNotRun) {
  Counted counted;
  counted.answer = {.end = RunResult::End::not_started};
  counted.sandbox.remember(true);
  counted.sandbox.run(kNew, {.code = "x"});
  counted.sandbox.remember(false);
  counted.sandbox.run(kNew, {.code = "x"});
  EXPECT_EQ(counted.runs, 2);
}

TEST(Rehearsal, RunsInAPartWhatTheWholeRowAsksForLater) {
  const Snippet snippet = testing::a_snippet("x = 1\n");
  Counted counted;
  Work work;
  work.items.push_back({.snippet = 0, .subject = {.snippet = &snippet, .answer = {&snippet}}, .key = ""});
  const Matrix whole = testing::a_matrix({.packages = {{{"flask", "1.1.2"}}, {{"flask", "3.1.3"}}}}, &counted.sandbox);
  Matrix part = whole;
  part.environments.erase(part.environments.begin());
  part.indexes.erase(part.indexes.begin());
  const std::atomic<bool> enough{false};
  counted.sandbox.remember(true);
  rehearse(work, part, {}, enough);
  counted.sandbox.remember(false);
  ASSERT_EQ(counted.runs, 1);
  EXPECT_EQ(check(work.items[0].subject, whole).status, Status::ok);
  EXPECT_EQ(counted.runs, 2) << "only the other environment is left to be run in";
}

}  // namespace snipcheck
