#include "verifier/gate.hpp"

#include <csignal>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

struct Scenario {
  const char* name;
  std::vector<Status> statuses;
  std::vector<std::pair<std::string, std::string>> environments;  // name and status
  Config config;
  int interrupted = 0;
  int exit = 0;
  std::string reason;
};

void PrintTo(const Scenario& one, std::ostream* out) { *out << one.name; }

Config asking(FailOn fail_on, bool allow_empty = false) {
  return {.environments = {"2023", "2026"}, .fail_on = fail_on, .allow_empty = allow_empty};
}

const std::vector<std::pair<std::string, std::string>> kReady = {{"2023", "ready"}, {"2026", "ready"}};
const std::vector<std::pair<std::string, std::string>> kOneFailed = {{"2023", "failed"}, {"2026", "ready"}};

const Scenario kScenarios[] = {
    {"Passes", {Status::ok, Status::skipped}, kReady, asking(FailOn::any), 0, 0, "no snippet blocks"},
    {"Warns",
     {Status::ok, Status::deprecated, Status::incomplete, Status::incomplete, Status::unverified},
     kReady,
     asking(FailOn::any),
     0,
     0,
     "no snippet blocks; 1 deprecated, 2 incomplete and 1 unverified snippets warn"},
    {"BlocksOnOne", {Status::ok, Status::too_new}, kReady, asking(FailOn::any), 0, 1, "1 too-new snippet blocks"},
    {"BlocksOnSeveral",
     {Status::outdated, Status::broken, Status::outdated},
     kReady,
     asking(FailOn::any),
     0,
     1,
     "2 outdated and 1 broken snippets block"},
    {"CountsEverythingAsNewWithoutABaseline", {Status::broken}, kReady, asking(FailOn::fresh), 0, 1, "1 broken snippet blocks"},
    {"OnlySaysSoWhenAskedNotToFail", {Status::broken}, kReady, asking(FailOn::none), 0, 0, "would fail: 1 broken snippet blocks"},
    {"SaysWhenNothingWasSelected", {}, kReady, asking(FailOn::any), 0, 4, "nothing was selected: there is no snippet to check"},
    {"SaysWhenNothingWasChecked",
     {Status::skipped},
     kReady,
     asking(FailOn::any),
     0,
     4,
     "nothing was checked: no snippet got a verdict"},
    {"DoesNotLetFailOnNoneHideAnEmptyRun",
     {},
     kReady,
     asking(FailOn::none),
     0,
     4,
     "nothing was selected: there is no snippet to check"},
    {"AllowsAnEmptyRun", {}, kReady, asking(FailOn::any, true), 0, 0, "nothing was selected: there is no snippet to check"},
    {"PutsAMissingEnvironmentBeforeFindings",
     {Status::broken},
     kOneFailed,
     asking(FailOn::any),
     0,
     3,
     "environment 2023 gave no result: no network; 1 broken snippet blocks"},
    {"DoesNotLetFailOnNoneHideAMissingEnvironment",
     {Status::ok},
     kOneFailed,
     asking(FailOn::none),
     0,
     3,
     "environment 2023 gave no result: no network"},
    {"MissesAnEnvironmentThatTheReportDoesNotKnow",
     {Status::ok},
     {{"2026", "ready"}},
     asking(FailOn::any),
     0,
     3,
     "environment 2023 gave no result: it was not run"},
    {"DoesNotMissAnEnvironmentThatNobodyAskedFor",
     {Status::ok},
     {{"2018a", "unavailable"}, {"2023", "ready"}, {"2026", "ready"}},
     asking(FailOn::any),
     0,
     0,
     "no snippet blocks"},
    {"TakesAnErrorForItsOwnFault",
     {Status::ok, Status::error},
     kReady,
     asking(FailOn::any),
     0,
     3,
     "1 snippet could not be checked"},
    {"TakesErrorsAloneForItsOwnFaultToo",
     {Status::error, Status::error},
     kReady,
     asking(FailOn::any, true),
     0,
     3,
     "2 snippets could not be checked; nothing was checked: no snippet got a verdict"},
    {"PutsAnInterruptFirst",
     {Status::broken},
     kOneFailed,
     asking(FailOn::none),
     SIGINT,
     130,
     "stopped by an interrupt: only what had finished is reported; environment 2023 gave no result: no network; would fail: 1 "
     "broken snippet blocks"},
    {"PutsATerminationFirst",
     {Status::ok},
     kReady,
     asking(FailOn::any),
     SIGTERM,
     143,
     "stopped by SIGTERM: only what had finished is reported"},
};

Report report_of(const Scenario& scenario) {
  Report report;
  for (const auto& [name, status] : scenario.environments)
    report.environments.push_back({.name = name, .status = status, .reason = status == "ready" ? "" : "no network"});
  for (const Status status : scenario.statuses)
    report.findings.push_back({.document = "a.md", .start_line = 3, .status = status});
  return report;
}

class GateTable : public ::testing::TestWithParam<Scenario> {};

TEST_P(GateTable, GivesExitCodeAndReason) {
  const Gate gate = gate_of(report_of(GetParam()), GetParam().config, GetParam().interrupted);
  EXPECT_EQ(gate.exit, GetParam().exit);
  EXPECT_EQ(gate.reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(Gate, GateTable, ::testing::ValuesIn(kScenarios),
                         [](const auto& scenario) { return scenario.param.name; });

TEST(Gate, MissesAResultThatOneSnippetDidNotGetInAnEnvironment) {
  Report report = report_of(kScenarios[0]);
  report.findings[0].outcomes = {{.environment = "2023", .kind = OutcomeKind::sandbox_error, .message = "cannot fork"},
                                 {.environment = "2026", .kind = OutcomeKind::pass}};
  const Gate gate = gate_of(report, asking(FailOn::any), 0);
  EXPECT_EQ(gate.exit, 3);
  EXPECT_EQ(gate.reason, "environment 2023 gave no result: a.md:3: cannot fork");
}

TEST(Gate, PassesWhenNothingChangedSinceACommit) {
  Config config = asking(FailOn::any);
  config.since = "main";
  Report report = report_of(kScenarios[0]);
  report.findings = {{.status = Status::skipped, .reason = "unchanged since main"},
                     {.status = Status::skipped, .reason = "not Python"}};
  EXPECT_EQ(gate_of(report, config, 0).exit, 0);
  EXPECT_EQ(gate_of(report, config, 0).reason, "nothing to check: every snippet stands as it does in main");

  report.findings = {{.status = Status::skipped, .reason = "not Python"}};
  EXPECT_EQ(gate_of(report, config, 0).exit, 4);
}

TEST(Gate, IsNotStoppedByRemarksOrByWhatNobodyAskedFor) {
  Report report = report_of(kScenarios[0]);
  report.documents = {{.path = "a.md", .remarks = {{.code = "SC902", .message = "unused", .line = 3}}}};
  report.findings[0].outcomes = {{.environment = "2023", .kind = OutcomeKind::not_asked},
                                 {.environment = "2026", .kind = OutcomeKind::pass}};
  const Gate gate = gate_of(report, asking(FailOn::any), 0);
  EXPECT_EQ(gate.exit, 0);
  EXPECT_EQ(gate.reason, "no snippet blocks; 1 remark on documents");
}

TEST(Gate, CountsWhatBlocks) {
  const Gate gate = gate_of(report_of(kScenarios[3]), asking(FailOn::fresh), 0);
  EXPECT_EQ(gate.blocking, 3);
  EXPECT_EQ(gate.fail_on, "new");
}

}  // namespace
}  // namespace snipcheck
