#include "verifier/judge.hpp"

#include "tests/helpers/builders.hpp"

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_matrix;
using testing::a_snippet;
using testing::finished;
using testing::raised;

namespace {

/// Three environments in which only Flask-Limiter and Flask change.
Matrix three() {
  return a_matrix({.packages = {{{"flask", "1.1.2"}, {"flask-limiter", "1.3.1"}},
                                {{"flask", "2.3.3"}, {"flask-limiter", "3.5.0"}},
                                {{"flask", "3.1.3"}, {"flask-limiter", "4.1.1"}}}});
}

Status status_of(const Snippet& snippet, const Row& row, const Context& context = {}) {
  const Matrix matrix = three();
  return judge({.snippet = &snippet, .answer = {&snippet}}, context, row, matrix).status;
}

}  // namespace

TEST(Judge, CallsWhatRunsEverywhereOk) {
  const Snippet snippet = a_snippet("x = 1\n");
  EXPECT_EQ(status_of(snippet, {finished(), finished(), finished()}), Status::ok);
}

TEST(Judge, CallsWhatOnlyAnOldEnvironmentRunsOutdatedAndNamesTheBoundary) {
  const Snippet snippet = a_snippet("from flask_limiter import Limiter\nlimiter = Limiter(app)\n");
  const Matrix matrix = three();
  Context context;
  context.distributions = {"flask-limiter"};
  const Row row{finished(), raised("TypeError", "Limiter.__init__() got multiple values", 2),
                raised("TypeError", "Limiter.__init__() got multiple values", 2)};

  const Verdict verdict = judge({.snippet = &snippet, .answer = {&snippet}}, context, row, matrix);

  EXPECT_EQ(verdict.status, Status::outdated);
  ASSERT_FALSE(verdict.grounds.empty());
  ASSERT_TRUE(verdict.grounds[0].boundary);
  EXPECT_EQ(verdict.grounds[0].boundary->good, 0U);
  EXPECT_EQ(verdict.grounds[0].boundary->bad, 1U);
  EXPECT_EQ(verdict.grounds[0].boundary->package, "flask-limiter");
}

TEST(Judge, CallsAFailureInEveryEnvironmentBroken) {
  const Snippet snippet = a_snippet("1 / 0\n");
  const RunResult fails = raised("ZeroDivisionError", "division by zero");
  EXPECT_EQ(status_of(snippet, {fails, fails, fails}), Status::broken);
}

TEST(Judge, CallsAnUnknownNameIncompleteNotBroken) {
  const Snippet snippet = a_snippet("print(helper())\n");
  Context context;
  context.unknown = {{.name = "helper", .line = 1}};
  EXPECT_EQ(status_of(snippet, {finished(), finished(), finished()}, context), Status::incomplete);
}

TEST(Judge, HoldsAProgramToItsImports) {
  const Snippet snippet = a_snippet("from flask import Flask\napp = Flask(__name__)\n");
  Context context;
  context.program = true;
  context.unimported = {{.name = "jsonify", .line = 2}};
  EXPECT_EQ(status_of(snippet, {finished(), finished(), finished()}, context), Status::broken);
}

TEST(Judge, DoesNotBlameTheSnippetForWhatWeakIsolationRefuses) {
  const Snippet snippet = a_snippet("serve()\n");
  RunResult wrapped = raised("OperationalError", "(sqlite3.OperationalError) unable to open database file");
  wrapped.faults[0].bases = {"sqlalchemy.exc.OperationalError", "builtins.Exception"};
  const RunResult refused[] = {raised("PermissionError", "[Errno 13] Permission denied: '/tmp/x'"),
                               raised("OSError", "[Errno 97] Address family not supported by protocol"), wrapped};
  testing::FakeSandbox full{{}}, basic{{}, "basic"};
  for (const RunResult& one : refused) {
    for (const auto& [sandbox, status] : {std::pair{&full, Status::broken}, std::pair{&basic, Status::unverified}}) {
      Matrix matrix = three();
      matrix.sandbox = sandbox;
      const Row row{one, one, one};
      EXPECT_EQ(judge({.snippet = &snippet, .answer = {&snippet}}, {}, row, matrix).status, status) << one.faults[0].message;
    }
  }
}

TEST(Judge, DoesNotBlameTheSnippetForAServerThatIsNotThere) {
  const Snippet snippet = a_snippet("connect()\n");
  RunResult refused = raised("ConnectionError", "refused");
  refused.faults[0].bases = {"redis.exceptions.ConnectionError", "builtins.Exception"};
  refused.faults[0].network = {"localhost:6379"};
  EXPECT_EQ(status_of(snippet, {refused, refused, refused}), Status::unverified);
}

TEST(Judge, CountsATimeOutEverywhereAsUnverifiedAndACrashAsBroken) {
  const Snippet snippet = a_snippet("while True: pass\n");
  const RunResult slow{.end = RunResult::End::cpu_limit, .stage = "import"};
  const RunResult crash{.end = RunResult::End::signalled, .code = 11, .stage = "import"};
  EXPECT_EQ(status_of(snippet, {slow, slow, slow}), Status::unverified);
  EXPECT_EQ(status_of(snippet, {crash, crash, crash}), Status::broken);
}

TEST(Judge, CallsALeavingBeforeTheEndBroken) {
  const Snippet snippet = a_snippet("import os\nos._exit(0)\n");
  const RunResult left{.end = RunResult::End::exited, .complete = false, .stage = "import"};
  EXPECT_EQ(status_of(snippet, {left, left, left}), Status::broken);
}

TEST(Judge, BlamesItselfWhenARunDidNotStart) {
  const Snippet snippet = a_snippet("x = 1\n");
  const RunResult none{.end = RunResult::End::not_started, .trouble = "no pipe"};
  EXPECT_EQ(status_of(snippet, {finished(), none, finished()}), Status::error);
}

TEST(Judge, WarnsOfADeprecationInTheNewestEnvironmentOnly) {
  const Snippet snippet = a_snippet("User.query.get(1)\n");
  RunResult warned = finished();
  warned.cautions.push_back({.category = "LegacyAPIWarning", .message = "legacy", .line = 1, .module = "sqlalchemy.orm"});
  EXPECT_EQ(status_of(snippet, {finished(), warned, warned}), Status::deprecated);
  EXPECT_EQ(status_of(snippet, {warned, warned, finished()}), Status::ok);
}

TEST(Judge, AsksForOlderEnvironmentsOnlyWhereTheyHaveToPass) {
  const Snippet snippet = a_snippet("@app.get('/')\ndef index(): return ''\n");
  const Row row{raised("AttributeError", "'Flask' object has no attribute 'get'"), finished(), finished()};
  EXPECT_EQ(status_of(snippet, row), Status::ok);

  Matrix matrix = three();
  matrix.must_pass = {"2020"};
  EXPECT_EQ(judge({.snippet = &snippet, .answer = {&snippet}}, {}, row, matrix).status, Status::too_new);
}

TEST(Judge, TakesAGuessOnlyForADifferenceNeverForAFailure) {
  const Snippet snippet = a_snippet("def f(x): return x['a']\n");
  RunResult guessed = raised("KeyError", "'a'", 1, "call");
  guessed.faults[0].guessed = true;
  EXPECT_EQ(status_of(snippet, {guessed, guessed, guessed}), Status::ok);
}

TEST(Judge, DoesNotTakeALaterFaultForAClearedOne) {
  // The old environment fails earlier, at the import of something else: that clears nothing.
  const Snippet snippet = a_snippet("import a\nimport b\n");
  const RunResult old_fails = raised("ImportError", "cannot import a", 1);
  const RunResult new_fails = raised("ImportError", "cannot import b", 2);
  EXPECT_EQ(status_of(snippet, {old_fails, new_fails, new_fails}), Status::broken);
}

}  // namespace snipcheck
