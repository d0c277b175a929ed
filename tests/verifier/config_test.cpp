#include "verifier/config.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/helpers/config_text.hpp"
#include "tests/helpers/in_folder.hpp"

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::InFolder;
using testing::read;
using testing::refusal;

TEST(ConfigFile, SetsEverythingItNames) {
  const InFolder here;
  const Config config = read(R"(
documents = ["answers", "faq.md"]
modules = ["lib/helpers.py"]
environments = ["2026", "2020", "2020"]
timeout = 20
jobs = 3
isolation = "none"
require-isolation = "basic"
[gate]
must-pass = ["2020"]
fail-on = "new"
allow-empty = true
)");
  ASSERT_EQ(config.documents.size(), 2U);
  EXPECT_EQ(config.documents[0].path, "answers");
  EXPECT_EQ(config.documents[1].path, "faq.md");
  EXPECT_THAT(config.modules, ElementsAre("lib/helpers.py"));
  EXPECT_THAT(config.environments, ElementsAre("2020", "2026")) << "oldest first, each once";
  EXPECT_EQ(config.timeout_seconds, 20);
  EXPECT_EQ(config.jobs, 3);
  EXPECT_EQ(config.isolation, "none");
  EXPECT_EQ(config.least_isolation, "basic");
  EXPECT_THAT(config.must_pass, ElementsAre("2020"));
  EXPECT_EQ(config.fail_on, FailOn::fresh);
  EXPECT_TRUE(config.allow_empty);
}

TEST(ConfigFile, LeavesTheRestAsItWas) {
  const InFolder here;
  const Config config = read("");
  EXPECT_EQ(config.timeout_seconds, 10);
  EXPECT_EQ(config.isolation, "");
  EXPECT_EQ(config.least_isolation, "");
  EXPECT_EQ(config.fail_on, FailOn::any);
  EXPECT_EQ(config.environments, default_environments());
}

struct Fault {
  const char* name;
  const char* text;
  const char* message;
};

void PrintTo(const Fault& one, std::ostream* out) { *out << one.name; }

const Fault kFaults[] = {
    {"UnknownKey", "timeout = 5\n\nenviroments = []\n",
     "snipcheck.toml:3:1: unknown key \"enviroments\"\nhint: did you mean \"environments\"?"},
    {"UnknownKeyOfGate", "[gate]\n  fail_on = \"any\"\n",
     "snipcheck.toml:2:3: unknown key \"fail_on\"\nhint: did you mean \"fail-on\"?"},
    {"KeyOfGateOutsideIt", "must-pass = [\"2026\"]\n",
     "snipcheck.toml:1:1: unknown key \"must-pass\"\nhint: did you mean \"must-pass\" in table [gate]?"},
    {"KeyUnlikeAnyOther", "zzz = 1\n",
     "snipcheck.toml:1:1: unknown key \"zzz\"\nhint: the keys here are documents, modules, environments, timeout, jobs, "
     "isolation, require-isolation, gate, "
     "env"},
    {"FirstFaultOfTheFileFirst", "zeta = 1\nalpha = 2\n",
     "snipcheck.toml:1:1: unknown key \"zeta\"\nhint: the keys here are documents, modules, environments, timeout, jobs, "
     "isolation, require-isolation, gate, "
     "env"},
    {"TextForANumber", "timeout = \"10\"\n", "snipcheck.toml:1:11: this has to be a whole number from 1 to 86400"},
    {"NumberOutOfRange", "timeout = 0\n", "snipcheck.toml:1:11: this has to be a whole number from 1 to 86400"},
    {"NumberInAList", "documents = [\"a\",\n  3]\n", "snipcheck.toml:2:3: this has to be a string"},
    {"NumberForATruth", "[gate]\nallow-empty = 1\n", "snipcheck.toml:2:15: this has to be true or false"},
    {"ValueForATable", "gate = \"any\"\n", "snipcheck.toml:1:8: \"gate\" has to be a table"},
    {"UnknownWord", "[gate]\nfail-on = \"nwe\"\n",
     "snipcheck.toml:2:11: there is no fail-on \"nwe\"\nhint: did you mean \"new\"? there are any, new, none"},
    {"UnknownIsolation", "isolation = \"basik\"\n",
     "snipcheck.toml:1:13: there is no isolation \"basik\"\nhint: did you mean \"basic\"? there are strongest, full, basic, "
     "none"},
    {"MustPassOutsideTheEnvironments", "environments = [\"2020\"]\n[gate]\nmust-pass = [\"2026\"]\n",
     "snipcheck.toml:3:13: \"2026\" is none of the environments"},
    {"NoEnvironment", "environments = []\n", "snipcheck.toml:1:16: this has to name an environment"},
};

class FaultyConfig : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultyConfig, IsRefusedWithItsPlace) {
  const InFolder here;
  EXPECT_EQ(refusal(GetParam().text), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(ConfigFile, FaultyConfig, ::testing::ValuesIn(kFaults),
                         [](const auto& fault) { return fault.param.name; });

TEST(ConfigFile, PointsAtAnUnknownEnvironment) {
  const InFolder here;
  EXPECT_THAT(refusal("environments = [\"2020\", \"20266\"]\n"),
              ::testing::StartsWith("snipcheck.toml:1:25: there is no environment \"20266\"\nhint: did you mean \"2026\"?"));
}

TEST(ConfigFile, PlacesASyntaxError) {
  const InFolder here;
  EXPECT_THAT(refusal("timeout = 1\njobs = = 2\n"), ::testing::MatchesRegex("snipcheck.toml:2:[0-9]+: error while parsing.*"));
}

TEST(ConfigFile, IsTheNearestUpward) {
  const InFolder here;
  write_file("snipcheck.toml", "");
  write_file("a/snipcheck.toml", "");
  fs::create_directories("a/b/c");
  EXPECT_EQ(find_config("a/b/c"), fs::current_path() / "a/snipcheck.toml");
  EXPECT_EQ(find_config("."), fs::current_path() / "snipcheck.toml");
}

TEST(ConfigFile, MeansPathsAndItsOwnNameFromTheCurrentFolder) {
  const InFolder here;
  write_file("project/snipcheck.toml", "documents = [\"answers\", \"../other\"]\n");
  fs::create_directories("project/sub");
  fs::current_path("project/sub");
  Config config;
  read_config(*find_config("."), config);
  EXPECT_EQ(config.documents[0].path, "../answers");
  EXPECT_EQ(config.documents[1].path, "../../other");
  write_file("../snipcheck.toml", "x = 1\n");
  try {
    read_config(*find_config("."), config);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "../snipcheck.toml:1:1: unknown key \"x\"");
  }
}

TEST(Environments, AreSortedByAgeAndAllStandsForEachEra) {
  EXPECT_THAT(environments_from({"2026", "2020", "2026"}), ElementsAre("2020", "2026"));
  EXPECT_THAT(environments_from({"all"}), ::testing::SizeIs(9));
  EXPECT_THAT(environments_from({"2022", "2022a"}), ElementsAre("2022a", "2022")) << "by Flask, not by name";
  EXPECT_THAT(default_environments(), ElementsAre("2020", "2021", "2022", "2023", "2024", "2026"));
  EXPECT_EQ(environments_from(default_environments()), default_environments()) << "each of them is an era";
}

}  // namespace
}  // namespace snipcheck
