#include "verifier/own_environments.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/helpers/config_text.hpp"
#include "tests/helpers/in_folder.hpp"
#include "verifier/config.hpp"

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using testing::InFolder;
using testing::read;
using testing::refusal;

/// A lock as `snipcheck env lock` leaves it.
void lock(const PinSet& set, const std::string& python, const std::string& package, const std::string& version) {
  write_file(lock_file(set, python), lock_header(set) + package + "==" + version + " \\\n    --hash=sha256:aa\n");
}

}  // namespace

TEST(OwnEnvironments, AreReadFromTheirTables) {
  const InFolder here;
  write_file("more.txt", "click==8.1.7\n-c limits.txt\n# no\n");
  write_file("deep/requirements.txt", "-r ../more.txt\n--requirement=other.txt # why\nsix\n");
  write_file("deep/other.txt", "idna>=3\n");
  write_file("limits.txt", "attrs<24\n");
  write_file("pyproject.toml",
             "[dependency-groups]\ntest = [\"pytest\"]\nDocs = [\"sphinx\", {include-group = \"test\"}]\n"
             "[project.optional-dependencies]\nextra = [\"rich\"]\n");
  const Config config = read(R"(
environments = ["b", "2020"]   # names what is defined below
[env.b]
requires = ["flask==2.2.5", "redis"]
python = "3.10"
date = "2024-06-30"
[env.a]
requirements = "deep/requirements.txt"
[env.docs]
group = ["docs", "extra"]
)");
  ASSERT_EQ(config.own.size(), 3U);
  EXPECT_EQ(config.own[0].name, "b") << "in the order of the file";
  EXPECT_EQ(config.own[0].requirements, "flask==2.2.5\nredis\n");
  EXPECT_EQ(config.own[0].made_for, "3.10");
  EXPECT_EQ(config.own[0].date, "2024-06-30");
  EXPECT_EQ(config.own[0].folder, "snipcheck.locks/b");
  EXPECT_EQ(config.own[1].requirements, "click==8.1.7\nidna>=3\nsix\n");
  EXPECT_EQ(config.own[1].constraints, "attrs<24\n");
  EXPECT_EQ(config.own[2].requirements, "sphinx\npytest\nrich\n");
  EXPECT_THAT(config.environments, ElementsAre("b", "2020")) << "not locked yet, so that nobody knows its Flask";
}

TEST(OwnEnvironments, StandInTheRowByTheirFlask) {
  const InFolder here;
  const char* text =
      "environments = [\"2020\", \"old\", \"new\", \"plain\", \"bare\", \"2024\"]\n"
      "[env.new]\nrequires = \"flask==3.0.3\"\n[env.plain]\nrequires = \"click\"\n[env.old]\nrequires = \"flask==2.2.5\"\n"
      "[env.bare]\nrequires = \"six\"\n";
  const Config first = read(text);
  lock(first.own[0], "3.12", "flask", "3.0.3");
  lock(first.own[1], "3.12", "click", "8.1.7");
  lock(first.own[2], "3.10", "flask", "2.2.5");
  lock(first.own[3], "3.12", "six", "1.16.0");
  const Config config = read(text);
  EXPECT_THAT(config.environments, ElementsAre("plain", "bare", "2020", "old", "2024", "new"));
  EXPECT_THAT(environments_from({"all"}, config.own), ElementsAre("plain", "bare", "2018a", "2018b", "2020", "2021", "2022a",
                                                                  "2022", "old", "2023", "2024", "new", "2026"));
}

struct OwnFault {
  const char* name;
  const char* text;
  const char* message;
};

void PrintTo(const OwnFault& one, std::ostream* out) { *out << one.name; }

const OwnFault kOwnFaults[] = {
    {"NoTable", "env = 1\n", "snipcheck.toml:1:7: \"env\" has to be a table: [env.NAME]"},
    {"NoTableBelow", "[env]\nx = 1\n", "snipcheck.toml:2:5: [env.x] has to be a table"},
    {"NameOfAnEra", "[env.2020]\nrequires = \"six\"\n",
     "snipcheck.toml:1:6: \"2020\" is the name of an environment that comes with snipcheck"},
    {"NameOfAll", "[env.all]\nrequires = \"six\"\n",
     "snipcheck.toml:1:6: \"all\" is the name of an environment that comes with snipcheck"},
    {"NameThatIsNone", "[env.\"a/b\"]\nrequires = \"six\"\n",
     "snipcheck.toml:1:6: \"a/b\" is no name for an environment: letters, digits and _ . - make one"},
    {"Nothing", "[env.x]\npython = \"3.10\"\n",
     "snipcheck.toml:1:6: [env.x] names no package\nhint: give it requires, requirements or group"},
    {"UnknownKey", "[env.x]\nrequire = \"six\"\n",
     "snipcheck.toml:2:1: unknown key \"require\"\nhint: did you mean \"requires\"?"},
    {"Python", "[env.x]\nrequires = \"six\"\npython = \"310\"\n", "snipcheck.toml:3:10: this has to be a Python like \"3.10\""},
    {"Date", "[env.x]\nrequires = \"six\"\ndate = \"June\"\n", "snipcheck.toml:3:8: this has to be a day like \"2024-06-30\""},
    {"NoFile", "[env.x]\nrequirements = \"gone.txt\"\n", "snipcheck.toml:2:16: cannot read gone.txt: No such file or directory"},
    {"Circle", "[env.x]\nrequirements = \"circle.txt\"\n", "snipcheck.toml:2:16: circle.txt includes itself"},
    {"NoGroup", "[env.x]\ngroup = \"dosc\"\n",
     "snipcheck.toml:2:9: pyproject.toml has no group \"dosc\"\nhint: did you mean \"docs\"?"},
    {"CircleOfGroups", "[env.x]\ngroup = \"round\"\n", "snipcheck.toml:2:9: pyproject.toml:3:9: group \"round\" includes itself"},
};

class FaultyOwn : public ::testing::TestWithParam<OwnFault> {};

TEST_P(FaultyOwn, IsRefusedWithItsPlace) {
  const InFolder here;
  write_file("circle.txt", "-r circle.txt\n");
  write_file("pyproject.toml", "[dependency-groups]\ndocs = [\"sphinx\"]\nround = [{include-group = \"round\"}]\n");
  EXPECT_EQ(refusal(GetParam().text), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(OwnEnvironments, FaultyOwn, ::testing::ValuesIn(kOwnFaults),
                         [](const auto& fault) { return fault.param.name; });

}  // namespace snipcheck
