#include "verifier/check.hpp"

#include "tests/helpers/builders.hpp"
#include "verifier/spares.hpp"

#include <algorithm>
#include <atomic>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_matrix;
using testing::a_snippet;
using ::testing::ElementsAre;
using testing::FakeSandbox;
using ::testing::Field;
using testing::finished;
using testing::raised;

namespace {

Subject subject_of(const Snippet& snippet) { return {.snippet = &snippet, .answer = {&snippet}}; }

/// Fails in every environment but the oldest.
RunResult only_in_2020(const Environment& environment, const Job&) {
  return environment.name == "2020" ? finished() : raised("ImportError", "cannot import name 'escape' from 'flask'");
}

Matrix three(Sandbox& sandbox) {
  return a_matrix({.packages = {{{"flask", "1.1.2"}}, {{"flask", "2.3.3"}}, {{"flask", "3.1.3"}}}}, &sandbox);
}

}  // namespace

TEST(Check, PutsLinesInTheDocumentsTerms) {
  const Snippet snippet = a_snippet("x = 1\nraise ValueError('no')\n");
  FakeSandbox sandbox{[](const Environment&, const Job&) { return raised("ValueError", "no", 2); }};
  const Finding finding = check(subject_of(snippet), three(sandbox));

  EXPECT_EQ(finding.status, Status::broken);
  ASSERT_EQ(finding.outcomes.size(), 3U);
  EXPECT_EQ(finding.outcomes[0].line, 11);
  EXPECT_EQ(finding.diagnoses.at(0).line, 11);
}

TEST(Check, AsksSpareEnvironmentsBeforeItSaysBroken) {
  const Snippet snippet = a_snippet("from flask import escape\n");
  FakeSandbox sandbox{only_in_2020};
  Matrix matrix = three(sandbox);
  const Index oldest = matrix.indexes[0];
  Spares spares{{matrix.environments[0]}, [&](const Environment&) { return oldest; }, {}};
  matrix.spares = &spares;
  matrix.environments.erase(matrix.environments.begin(), matrix.environments.begin() + 2);
  matrix.indexes.erase(matrix.indexes.begin(), matrix.indexes.begin() + 2);

  const Finding finding = check(subject_of(snippet), matrix);

  EXPECT_EQ(finding.status, Status::outdated);
  EXPECT_THAT(finding.outcomes, ElementsAre(Field(&Outcome::environment, "2026")));  // only what was selected is shown
  EXPECT_EQ(finding.diagnoses.at(0).works_until, "1.1.2");
}

TEST(Check, SaysWhichErasCouldNotBeAsked) {
  const Snippet snippet = a_snippet("from flask import escape\n");
  FakeSandbox sandbox{[](const Environment&, const Job&) { return raised("ImportError", "cannot import name 'escape'"); }};
  Matrix matrix = three(sandbox);
  Environment gone = matrix.environments[0];
  std::tie(gone.name, gone.flask, gone.trouble) = std::tuple{"2018a", "0.12.4", "no Python 3.7 here"};
  std::vector<std::string> told;
  Spares spares{{gone}, {}, [&](const std::string& name, const std::string& why, const std::string&) {
                  told.push_back(name + ": " + why);
                }};
  matrix.spares = &spares;

  const Finding finding = check(subject_of(snippet), matrix);

  EXPECT_EQ(finding.status, Status::broken);
  EXPECT_THAT(finding.reason, ::testing::HasSubstr("whether it ever ran in 2018a could not be asked"));
  EXPECT_THAT(told, ElementsAre("2018a: no Python 3.7 here"));
}

TEST(Check, AsksNoEraWhereNoReleaseCouldHelp) {
  const Snippet snippet = a_snippet("print(nowhere)\n");
  FakeSandbox sandbox{[](const Environment&, const Job&) { return raised("NameError", "name 'nowhere' is not defined"); }};
  Matrix matrix = three(sandbox);
  bool asked = false;
  Spares spares{{matrix.environments[0]},
                [&](const Environment&) {
                  asked = true;
                  return Index{};
                },
                {}};
  matrix.spares = &spares;

  (void)check(subject_of(snippet), matrix);

  EXPECT_FALSE(asked);
}

TEST(Check, CallsWhatFailsByChanceUnstable) {
  const Snippet snippet = a_snippet("x = max(set('ab'))\n");
  std::atomic<int> runs{0};
  FakeSandbox sandbox{[&](const Environment& environment, const Job&) {
    return environment.name == "2026" && runs++ > 0 ? finished() : raised("ValueError", "by chance");
  }};
  const Finding finding = check(subject_of(snippet), three(sandbox));

  EXPECT_EQ(finding.status, Status::unverified);
  EXPECT_THAT(finding.reason, ::testing::HasSubstr("unstable"));
}

TEST(Check, TriesOnceMoreWhereARunDidNotStart) {
  const Snippet snippet = a_snippet("x = 1\n");
  std::atomic<int> tries{0};
  FakeSandbox sandbox{
      [&](const Environment&, const Job&) { return tries++ == 0 ? RunResult{.trouble = "no pipe"} : finished(); }};
  EXPECT_EQ(check(subject_of(snippet), three(sandbox)).status, Status::ok);
  EXPECT_EQ(tries, 4);
}

TEST(Check, GivesBareStatementsTheRequestThatTheyStandIn) {
  const Snippet snippet = a_snippet("print(request.method)\n");
  FakeSandbox sandbox{[](const Environment&, const Job& job) {
    if (job.push == Job::Push::request_context)
      return finished();
    RunResult outside = raised("RuntimeError", "Working outside of request context.");
    outside.faults[0].frames.push_back(
        {.file = "werkzeug/local.py", .module = "werkzeug.local", .function = "_get", .library = true});
    return outside;
  }};
  const Finding finding = check(subject_of(snippet), three(sandbox));

  EXPECT_NE(finding.status, Status::broken);
  EXPECT_EQ(finding.context, "scaffolded");
}

TEST(Check, NamesAnUnimportedNameInEveryOutcomeOfAProgram) {
  const Snippet snippet = a_snippet("from flask import Flask\napp = Flask(__name__)\nx = jsonify(1)\n");
  FakeSandbox sandbox{[](const Environment&, const Job&) { return finished(); }};
  Matrix matrix = a_matrix(
      {.packages = {{{"flask", "3.1.3"}}}, .exports = {R"(["flask", "jsonify", "flask", "f", "flask.json", false, [], []])"}},
      &sandbox);
  const Finding finding = check(subject_of(snippet), matrix);

  EXPECT_EQ(finding.status, Status::broken);
  EXPECT_EQ(finding.outcomes.at(0).kind, OutcomeKind::fail);
  EXPECT_EQ(finding.outcomes.at(0).error_type, "NameError");
}

TEST(Check, MovesAFindingWithItsSnippet) {
  Snippet snippet = a_snippet("x = 1\nraise ValueError('no')\n");
  FakeSandbox sandbox{[](const Environment&, const Job&) { return raised("ValueError", "no", 2); }};
  Finding finding = check(subject_of(snippet), three(sandbox));
  const std::string before = subject_digest(subject_of(snippet));

  snippet.start_line += 5;  // five lines were added above it
  snippet.end_line += 5;
  snippet.lines = LineMap::from(15, 2);
  place(finding, snippet);

  EXPECT_EQ(subject_digest(subject_of(snippet)), before);
  EXPECT_EQ(finding.start_line, 15);
  EXPECT_EQ(finding.diagnoses.at(0).line, 16);
  EXPECT_EQ(finding.outcomes.at(0).line, 16);
}

}  // namespace snipcheck
