#include "verifier/confirm.hpp"

#include "tests/helpers/builders.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {

using testing::a_matrix;
using testing::a_snippet;
using testing::FakeSandbox;
using testing::finished;
using testing::raised;

namespace {

Subject subject_of(const Snippet& snippet) { return {.snippet = &snippet, .answer = {&snippet}}; }

Matrix three(Sandbox& sandbox, Confirmations& confirmations) {
  Matrix matrix = a_matrix({.packages = {{{"flask", "1.1.2"}}, {{"flask", "2.3.3"}}, {{"flask", "3.1.3"}}}}, &sandbox);
  matrix.confirmations = &confirmations;
  return matrix;
}

}  // namespace

TEST(Confirm, LetsTheColdResultWinAndSaysSo) {
  // Given a warm interpreter in which the snippet fails, while it runs in a cold one,
  const Snippet snippet = a_snippet("x = 1\n");
  FakeSandbox sandbox{[](const Environment&, const Job& job) { return job.cold ? finished() : raised("ValueError", "no"); }};
  Confirmations confirmations;
  // when it is checked, then it is fine, and the report tells where the two differed.
  const Finding finding = check(subject_of(snippet), three(sandbox, confirmations));
  EXPECT_TRUE(finding.outcomes.at(0).differs_warm);
  EXPECT_TRUE(finding.outcomes.at(1).differs_warm) << "beside one that changed: at an edge now";
  EXPECT_TRUE(finding.outcomes.at(2).differs_warm);
  EXPECT_EQ(finding.status, Status::ok);
}

TEST(Confirm, RepeatsOneFailureOfAKindInAnEnvironment) {
  const Snippet one = a_snippet("x = 1\n"), another = a_snippet("y = 2\n");
  std::atomic<int> cold{0};
  FakeSandbox sandbox{[&](const Environment&, const Job& job) {
    cold += job.cold ? 1 : 0;
    return raised("ValueError", "no");
  }};
  Confirmations confirmations;
  const Matrix matrix = three(sandbox, confirmations);
  check(subject_of(one), matrix);
  EXPECT_EQ(cold, 2) << "both ends of the row";
  check(subject_of(another), matrix);
  EXPECT_EQ(cold, 2) << "the same kind again";
}

TEST(Confirm, LeavesAloneWhatNoInterpreterChanges) {
  const Snippet snippet = a_snippet("open('prices.csv')\n");
  std::atomic<int> cold{0};
  FakeSandbox sandbox{[&](const Environment&, const Job& job) {
    cold += job.cold ? 1 : 0;
    return raised("FileNotFoundError", "no such file");
  }};
  Confirmations confirmations;
  EXPECT_EQ(check(subject_of(snippet), three(sandbox, confirmations)).status, Status::incomplete);
  EXPECT_EQ(cold, 0);
}

TEST(Confirm, GivesLessTimeWhereTheNewestHasUsedUpItsOwn) {
  // Given a snippet that does not end,
  const Snippet snippet = a_snippet("while True: pass\n");
  std::map<std::string, std::vector<std::int64_t>> seconds;
  FakeSandbox sandbox{[&](const Environment& environment, const Job& job) {
    seconds[environment.flask].push_back(job.limits.cpu.count());
    return RunResult{.end = RunResult::End::cpu_limit, .stage = "import"};
  }};
  Confirmations confirmations;
  const Matrix matrix = three(sandbox, confirmations);
  // when it is checked, then the newest has all its time, cold as well, and the others show that they do not end either.
  EXPECT_EQ(check(subject_of(snippet), matrix).status, Status::unverified);
  const std::int64_t all = matrix.limits.cpu.count();
  EXPECT_EQ(seconds["3.1.3"], (std::vector{all, all}));
  EXPECT_EQ(seconds["1.1.2"], std::vector<std::int64_t>{2});
  EXPECT_EQ(seconds["2.3.3"], std::vector<std::int64_t>{2});
}

TEST(Confirm, RepeatsAllFailuresOfAKindThatWasWrongOnce) {
  // Given a fault that only the warm interpreter of one environment has,
  const Snippet one = a_snippet("x = 1\n"), another = a_snippet("y = 2\n");
  FakeSandbox sandbox{[&](const Environment& environment, const Job& job) {
    return job.cold || environment.packages.at("flask") != "1.1.2" ? finished() : raised("ValueError", "no");
  }};
  Confirmations confirmations;
  const Matrix matrix = three(sandbox, confirmations);
  // when a second snippet meets it, then that is not believed either.
  EXPECT_TRUE(check(subject_of(one), matrix).outcomes.at(0).differs_warm);
  EXPECT_TRUE(check(subject_of(another), matrix).outcomes.at(0).differs_warm);
}

TEST(Confirm, LeavesWhatDoesNotCompileAndWhatIsColdAlready) {
  const Snippet snippet = a_snippet("x = 1\n");
  std::atomic<int> runs{0};
  FakeSandbox sandbox{[&](const Environment&, const Job&) {
    ++runs;
    RunResult result = raised("SyntaxError", "invalid syntax");
    result.faults[0].stage = result.stage = "compile";
    return result;
  }};
  Confirmations confirmations;
  Matrix matrix = three(sandbox, confirmations);
  check(subject_of(snippet), matrix);
  EXPECT_EQ(runs, 3);
  matrix.cold = true;
  check(subject_of(snippet), matrix);
  EXPECT_EQ(runs, 6);
}

}  // namespace snipcheck
