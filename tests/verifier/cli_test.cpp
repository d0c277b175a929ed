#include "verifier/cli.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/helpers/in_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using ::testing::HasSubstr;
using testing::InFolder;
using Words = std::vector<std::string>;

struct Ran {
  int exit = 0;
  std::string out, err;
};

Ran run(const Words& words) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Ran ran;
  try {
    ran.exit = run_cli(words);
  } catch (const UsageError& error) {
    ran = {.exit = 2, .err = error.what() + (error.hint().empty() ? "" : " / " + error.hint())};
  }
  ran.out = ::testing::internal::GetCapturedStdout();
  ran.err += ::testing::internal::GetCapturedStderr();
  return ran;
}

struct Mistake {
  const char* name;
  Words words;
  const char* says;
};

void PrintTo(const Mistake& one, std::ostream* out) { *out << one.name; }

const Mistake kMistakes[] = {
    {"Command", {"rnu"}, "there is no command \"rnu\" / did you mean \"run\"?"},
    {"OptionOfNoCommand", {"--versoin"}, "unknown option \"--versoin\" / see snipcheck help"},
    {"HelpOfNoCommand", {"help", "lits"}, "there is no command \"lits\" / did you mean \"list\"?"},
    {"Option", {"run", "--evn", "2020"}, "unknown option \"--evn\" / did you mean --env?"},
    {"OptionWithValue", {"run", "--reprot=json=x"}, "unknown option \"--reprot\" / did you mean --report?"},
    {"OptionUnlikeAny", {"list", "--frobnicate"}, "unknown option \"--frobnicate\" / see snipcheck list --help"},
    {"MissingValue", {"run", "--env"}, "--env needs a value / see snipcheck run --help"},
    {"NoNumber", {"run", "-j", "many"}, "--jobs: \"many\" is no number of runs from 1 to 1024 / see snipcheck run --help"},
    {"NoTime", {"run", "--timeout", "0"}, "--timeout: \"0\" is no number of seconds from 1 to 86400 / see snipcheck run --help"},
    {"NegativeTime",
     {"run", "--timeout=-5"},
     "--timeout: \"-5\" is no number of seconds from 1 to 86400 / see snipcheck run --help"},
    {"Isolation",
     {"run", "--isolation", "basik"},
     "there is no isolation \"basik\" / did you mean \"basic\"? there are strongest, full, basic, none"},
    {"LeastIsolation", {"run", "--require-isolation=none"}, "there is no require-isolation \"none\" / there are full, basic"},
    {"FailOn", {"run", "--fail-on", "al"}, "there is no fail-on \"al\" / did you mean \"any\"? there are any, new, none"},
    {"Colour", {"run", "--color", "allways"}, "--color cannot be \"allways\" / did you mean \"always\"?"},
    {"ReportFormat", {"run", "--report", "jsn=x"}, "there is no report format \"jsn\" / did you mean \"json\"?"},
    {"Format", {"run", "--format", "jsn"}, "there is no report format \"jsn\" / did you mean \"json\"?"},
    {"Folder", {"run", "--report", "json=."}, "cannot write .: Is a directory"},
    {"ListFormat", {"list", "--format", "xml"}, "--format cannot be \"xml\" / use table or json"},
    {"Document", {"list", "missing.md"}, "missing.md: there is no such file or folder"},
    {"Config", {"list", "--config", "missing.toml"}, "cannot read missing.toml: No such file or directory"},
    {"Code", {"explain", "SC99999"}, "there is no rule \"SC99999\" / snipcheck explain --list names them"},
    {"NoCode", {"explain"}, "there is no code to explain / snipcheck explain --list names them"},
    {"SecondCode", {"explain", "SC301", "SC302"}, "unexpected argument \"SC302\" / see snipcheck explain --help"},
    {"EnvCommand", {"env", "snyc"}, "unexpected argument \"snyc\" / did you mean sync?"},
    {"EnvAddWithoutPackage", {"env", "add", "mine"}, "[env.mine] names no package / give it requires, requirements or group"},
    {"EnvAddOfAnEra", {"env", "add", "2020", "six"}, "\"2020\" is the name of an environment that comes with snipcheck"},
    {"EnvLockOfNothing",
     {"env", "lock"},
     "there is nothing to lock / name an environment, or define one: snipcheck env add NAME flask==2.2.5"},
    {"EnvCleanOfNothing", {"env", "clean"}, "there is nothing to remove / name environments, or use --unused or --all"},
    {"EnvDiffOfAll", {"env", "diff", "all", "2020"}, "all is more than one environment / name two of them"},
    {"EnvSyncFromNowhere", {"env", "sync", "--from", "gone"}, "gone is no folder / snipcheck env bundle DIR makes one"},
    {"EnvOption", {"env", "sync", "--isolatoin", "none"}, "unknown option \"--isolatoin\" / did you mean --isolation?"},
};

class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreNamedWithTheNearestWord) {
  const InFolder here;
  const Ran ran = run(GetParam().words);
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(ran.err, GetParam().says);
  EXPECT_EQ(ran.out, "");
}

INSTANTIATE_TEST_SUITE_P(Cli, Mistakes, ::testing::ValuesIn(kMistakes), [](const auto& mistake) { return mistake.param.name; });

TEST(Cli, PrintsHelpAloneAsAMistakeAndElseAsAnAnswer) {
  EXPECT_EQ(run({}).exit, 2);
  EXPECT_EQ(run({}).out, "");
  EXPECT_THAT(run({}).err, HasSubstr("Usage: snipcheck COMMAND"));
  for (const Words& words : {Words{"help"}, Words{"--help"}, Words{"-h"}}) {
    EXPECT_EQ(run(words).exit, 0);
    EXPECT_THAT(run(words).out, HasSubstr("Usage: snipcheck COMMAND"));
  }
  for (const Words& words : {Words{"help", "run"}, Words{"run", "--help"}, Words{"run", "a.md", "-h"}}) {
    EXPECT_EQ(run(words).exit, 0);
    EXPECT_THAT(run(words).out, HasSubstr("snipcheck run [OPTIONS] [PATH...]"));
  }
}

TEST(Cli, SuggestsRunForADocument) {
  const InFolder here;
  write_file("answers.md", "");
  EXPECT_EQ(run({"answers.md"}).err, "there is no command \"answers.md\" / to check it: snipcheck run answers.md");
}

TEST(Cli, PrintsItsVersion) {
  EXPECT_THAT(run({"version"}).out, ::testing::MatchesRegex("snipcheck [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  EXPECT_EQ(run({"--version"}).out, run({"version"}).out);
}

constexpr const char* kAnswers =
    "# Hello\n"
    "\n"
    "```python\n"
    "import flask\n"
    "\n"
    "app = flask.Flask(__name__)\n"
    "```\n"
    "\n"
    "```bash\n"
    "flask run --debug\n"
    "```\n";

TEST(List, WritesEverySnippetAsJson) {
  const InFolder here;
  write_file("list", kAnswers);  // named as a command is
  const Ran ran = run({"list", "--format", "json", "./list"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.err, "");
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json.at("schema"), "snipcheck.list/1");
  ASSERT_EQ(json.at("snippets").size(), 2U);
  EXPECT_EQ(json["snippets"][0].at("document"), "list");
  EXPECT_EQ(json["snippets"][0].at("start_line"), 4);
  EXPECT_EQ(json["snippets"][0].at("end_line"), 6);
  EXPECT_EQ(json["snippets"][0].at("language"), "python");
  EXPECT_EQ(json["snippets"][0].at("skip"), nullptr);
  EXPECT_NE(json["snippets"][1].at("skip"), nullptr);
}

TEST(List, ShowsATableOfOneSnippet) {
  const InFolder here;
  write_file("a.md", kAnswers);
  const Ran ran = run({"list", "a.md:5"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, ::testing::MatchesRegex("a\\.md\nLINES  LANGUAGE .*\n4-6    python .*\n"));
  EXPECT_EQ(ran.err, "1 snippet in 1 document, 1 of them to run\n");
}

TEST(List, TakesTheConfiguredDocuments) {
  const InFolder here;
  write_file("docs/a.md", kAnswers);
  write_file("other.md", kAnswers);
  write_file("snipcheck.toml", "documents = [\"docs\"]\n");
  EXPECT_THAT(run({"list"}).err, HasSubstr("2 snippets in 1 document,"));
  EXPECT_THAT(run({"list", "other.md"}).out, ::testing::StartsWith("other.md\n"));
  write_file("mine.toml", "documents = [\".\"]\n");
  EXPECT_THAT(run({"list", "--config", "mine.toml"}).err, HasSubstr("4 snippets in 2 documents,"));
}

class EnvCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    ::setenv("SNIPCHECK_CACHE_DIR", "cache", 1);
    ::setenv("SNIPCHECK_PYTHONS", "nowhere", 1);
  }
  void TearDown() override {
    ::unsetenv("SNIPCHECK_CACHE_DIR");
    ::unsetenv("SNIPCHECK_PYTHONS");
  }
  InFolder here_;
};

TEST_F(EnvCommands, ListEveryEnvironmentAndWhyThereIsNone) {
  write_file("snipcheck.toml", "[env.mine]\nrequires = \"six\"\n");
  const Ran ran = run({"env", "list"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, HasSubstr("NAME"));
  EXPECT_THAT(ran.out, ::testing::ContainsRegex("2018a +0.12.4 +3.7 +- +- +unavailable +-"));
  EXPECT_THAT(ran.err, HasSubstr("mine: mine has no lock yet\nhint: make one: snipcheck env lock mine"));

  const auto json = nlohmann::json::parse(run({"env", "list", "mine", "2026", "--format", "json"}).out);
  EXPECT_EQ(json.at("schema"), "snipcheck.environments/1");
  ASSERT_EQ(json.at("environments").size(), 2U);
  EXPECT_EQ(json["environments"][0].at("name"), "mine");
  EXPECT_EQ(json["environments"][0].at("flask"), nullptr);
  EXPECT_EQ(json["environments"][0].at("own"), true);
  EXPECT_EQ(json["environments"][1].at("made_for"), "3.13");
  EXPECT_EQ(json["environments"][1].at("state"), "unavailable");
}

TEST_F(EnvCommands, CompareThePackagesOfTwo) {
  const Ran ran = run({"env", "diff", "2018a", "2018b"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, ::testing::MatchesRegex("PACKAGE +2018a +2018b\nflask +0.12.4 +1.0.2\n"));
  EXPECT_EQ(run({"env", "diff", "2020", "2020"}).out, "2020 and 2020 hold the same\n");
}

TEST_F(EnvCommands, RemoveWhatNothingIsKeptIn) {
  for (const char* name : {"2020-py3.8-0123456789ab", "mine-py3.8-0123456789ab", ".building-x-py3.8-0123456789ab-1"})
    write_file(std::filesystem::path{"cache/envs"} / name / "file", "x");
  EXPECT_EQ(run({"env", "clean", "2020"}).out, "removed 2 environments, 0 MB\n");
  EXPECT_FALSE(std::filesystem::exists("cache/envs/2020-py3.8-0123456789ab"));
  EXPECT_THAT(run({"env", "clean", "2002"}).err, HasSubstr("there is no environment \"2002\""));
  EXPECT_EQ(run({"env", "clean", "--unused"}).out, "removed 1 environment, 0 MB\n");
  EXPECT_EQ(run({"env", "verify"}).exit, 4);
}

TEST(Explain, PrintsARuleByCodeOrNameInAnyCase) {
  const Ran ran = run({"explain", "sc301"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, ::testing::StartsWith("SC301: "));
  EXPECT_THAT(run({"explain", "--list"}).out, ::testing::ContainsRegex("SC301 +[a-z-]+ +"));
  EXPECT_THAT(run({"explain", "SC30l"}).err, HasSubstr("did you mean SC30"));
}

}  // namespace
}  // namespace snipcheck
