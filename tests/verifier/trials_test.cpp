#include "verifier/trials.hpp"

#include "support/temp_dir.hpp"
#include "tests/helpers/builders.hpp"
#include "tests/helpers/built.hpp"

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using snipcheck::testing::a_matrix;
using snipcheck::testing::a_snippet;
using snipcheck::testing::FakeSandbox;
using snipcheck::testing::finished;
using snipcheck::testing::install;
using snipcheck::testing::raised;
using ::testing::HasSubstr;

namespace {

/// A snippet that fails since the younger of two environments, in which blinker, click and six are other releases.
struct Drifted {
  using Works = std::function<bool(const Environment&)>;

  TempDir folder;
  Snippet snippet = a_snippet("import blinker, click, six\nassert True\n");
  std::vector<Environment> tried;
  FakeSandbox sandbox;
  Trials trials;
  Matrix matrix;

  explicit Drifted(const Works& works)
      : sandbox{[this, works](const Environment& environment, const Job&) {
          if (environment.name == "2023" && environment.folder != matrix.environments[1].folder)
            tried.push_back(environment);
          return environment.name == "2020" || works(environment) ? finished() : raised("AssertionError", "", 2);
        }},
        matrix{a_matrix({.packages = {{{"blinker", "1.6"}, {"click", "7.1"}, {"six", "1.14"}},
                                      {{"blinker", "1.7"}, {"click", "8.1"}, {"six", "1.16"}}}},
                        &sandbox)} {
    for (Environment& one : matrix.environments) {
      one.folder = folder.path() / ("envs/" + one.name + "-py3.11-0123456789ab");
      one.key = one.name;
      for (const auto& [package, version] : std::map<std::string, std::string>{one.packages})
        install(one, package, version);
    }
    matrix.trials = &trials;
  }
  Finding check() { return snipcheck::check({.snippet = &snippet, .answer = {&snippet}}, matrix); }
};

}  // namespace

TEST(Trials, NameThePackageWithWhichItWorks) {
  // Given three packages that changed, of which the last is to blame,
  Drifted drifted{[](const Environment& environment) { return environment.packages.at("six") == "1.14"; }};
  // when the snippet is checked,
  const Finding finding = drifted.check();
  // then it is named, with what was tried.
  ASSERT_EQ(finding.status, Status::outdated);
  EXPECT_EQ(finding.diagnoses.at(0).since->package, "six");
  EXPECT_EQ(finding.diagnoses.at(0).works_until, "1.14");
  EXPECT_THAT(finding.diagnoses.at(0).message, HasSubstr("tried: with the former in 2023, all else the same, it works"));
  EXPECT_EQ(drifted.tried.size(), 3U) << "nearest first, one by one";
}

TEST(Trials, AreMadeOnceForAllSnippets) {
  Drifted drifted{[](const Environment& environment) { return environment.packages.at("blinker") == "1.6"; }};
  drifted.check();
  drifted.check();
  ASSERT_EQ(drifted.tried.size(), 2U);
  EXPECT_EQ(drifted.tried[0].folder, drifted.tried[1].folder);
}

TEST(Trials, LeaveTheNearestWhereNoneAloneIsToBlame) {
  Drifted drifted{[](const Environment&) { return false; }};
  const Finding finding = drifted.check();
  EXPECT_EQ(finding.diagnoses.at(0).since->package, "blinker");
  EXPECT_EQ(finding.diagnoses.at(0).message.find("tried"), std::string::npos);
}

TEST(Trials, NeedOnePython) {
  Drifted drifted{[](const Environment& environment) { return environment.packages.at("six") == "1.14"; }};
  drifted.matrix.environments[0].interpreter->path = "/usr/bin/python3.10";
  EXPECT_EQ(drifted.check().diagnoses.at(0).since->package, "blinker");
  EXPECT_TRUE(drifted.tried.empty());
}

}  // namespace snipcheck
