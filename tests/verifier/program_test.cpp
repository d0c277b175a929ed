/// The program as a user or a CI job starts it: streams, exit codes, files left behind. Nothing here runs a snippet.
#include "support/file.hpp"
#include "support/process.hpp"
#include "tests/helpers/in_folder.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using ::testing::HasSubstr;
using testing::InFolder;

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    ::setenv("SNIPCHECK_CACHE_DIR", "cache", 1);
    write_file("prose.md", "# Question\n\nNo code at all.\n");
    write_file("shell.md", "# Question\n\n```bash\nls -l\n```\n");
  }
  static Finished run(const std::string& words) {
    return run_command({.argv = {"sh", "-c", "'" SNIPCHECK_BINARY "' " + words}}, std::chrono::seconds{20});
  }

  InFolder here_;
};

TEST_F(Program, EndsWith2WhenItIsUsedWrongly) {
  const Finished done = run("run --evn 2026");
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(done.out, "");
  EXPECT_EQ(done.err, "snipcheck: error: unknown option \"--evn\"\nhint: did you mean --env?\n");
  EXPECT_EQ(run("").status, 2);
}

TEST_F(Program, SaysWhatKeepsAMachineFromChecking) {
  write_file("cache", "a file where the folder should be");
  const Finished done = run("doctor");
  EXPECT_EQ(done.status, 3);
  EXPECT_THAT(done.out, HasSubstr("cache folder"));
  EXPECT_THAT(done.out, HasSubstr("hint: make it writable, or set SNIPCHECK_CACHE_DIR to another folder"));
  EXPECT_THAT(done.out, HasSubstr("snippets cannot be checked here\n"));
}

TEST_F(Program, EndsWith4WhenNothingWasChecked) {
  const Finished done = run("run prose.md");
  EXPECT_EQ(done.status, 4);
  EXPECT_THAT(done.out, HasSubstr("nothing was selected: there is no snippet to check"));
  EXPECT_EQ(run("run shell.md").status, 4);
  EXPECT_EQ(run("run shell.md --exit-zero").status, 4);
  EXPECT_EQ(run("run shell.md --allow-empty").status, 0);
}

TEST_F(Program, WritesReportsWhateverTheGateSays) {
  const Finished done = run("run \"$PWD/shell.md\" --report json=out/a.json --report json=b.json");
  EXPECT_EQ(done.status, 4);
  EXPECT_EQ(read_file("out/a.json"), read_file("b.json"));
  const auto report = nlohmann::json::parse(read_file("b.json"));
  EXPECT_EQ(report.at("schema"), "snipcheck.report/1");
  EXPECT_EQ(report.at("gate").at("exit"), 4);
  EXPECT_EQ(report.at("totals").at("skipped"), 1);
  EXPECT_THAT(read_file("b.json"), HasSubstr("snipcheck run shell.md"));
}

TEST_F(Program, PrintsOneReportToStandardOutputAndNothingElse) {
  for (const char* words : {"run shell.md --format json", "run shell.md --report json=-", "run shell.md --format json -v"}) {
    const Finished done = run(words);
    EXPECT_EQ(nlohmann::json::parse(done.out).at("schema"), "snipcheck.report/1") << words;
    EXPECT_EQ(done.err, "") << words;
  }
}

TEST_F(Program, RefusesAReportThatItCouldNotWriteBeforeItRuns) {
  const Finished done = run("run shell.md --report json=shell.md/a.json");
  EXPECT_EQ(done.status, 2);
  EXPECT_EQ(done.err, "snipcheck: error: cannot write shell.md/a.json: Not a directory\n");
  EXPECT_EQ(done.out, "");
}

TEST_F(Program, TakesAReaderThatGoesAwayForNoFault) {
  const Finished done = run("list . --format json 2>&1 >&- | true; '" SNIPCHECK_BINARY "' help | true");
  EXPECT_EQ(done.status, 0);
  EXPECT_EQ(run("help > /dev/full").status, 2);
  EXPECT_EQ(run("help > /dev/full").err, "snipcheck: error: cannot write to standard output: No space left on device\n");
}

TEST_F(Program, ReadsADocumentFromStandardInput) {
  const Finished done = run("list - --format json < shell.md");
  EXPECT_EQ(done.status, 0);
  EXPECT_EQ(nlohmann::json::parse(done.out).at("snippets").at(0).at("document"), "<stdin>");
}

TEST_F(Program, CannotCheckSinceACommitOfAShallowClone) {
  if (!find_program("git"))
    GTEST_SKIP() << "git is not installed";
  const Finished made = run_command({.argv = {"sh", "-ec", R"(
      git init --quiet one && cd one
      for i in 1 2; do
        git -c user.name=T -c user.email=t@example.org commit --quiet --allow-empty --message=$i
      done
      git clone --quiet --depth=1 "file://$PWD" ../two)"}},
                                    std::chrono::seconds{20});
  ASSERT_TRUE(made.ok()) << made.err;
  std::filesystem::current_path("two");
  write_file("a.md", "# Question\n");
  const Finished done = run("run a.md --since HEAD~1");
  EXPECT_EQ(done.status, 3);
  EXPECT_THAT(done.err, HasSubstr("too shallow to have \"HEAD~1\"\nhint: "));
  EXPECT_EQ(run("run a.md --since nowhere-at-all").status, 3) << "who knows what the full history has";
}

TEST_F(Program, UsesNoColourWhereThereIsNoTerminalUnlessTold) {
  EXPECT_THAT(run("run shell.md -v").out, ::testing::Not(HasSubstr("\033[")));
  EXPECT_THAT(run("run shell.md -v --color always").out, HasSubstr("\033["));
}

TEST_F(Program, ReadsTheOthersWhereOneDocumentIsTooLong) {
  write_file("docs/a.md", "```python\nx = 1\n```\n");
  write_file("docs/b.txt", "");
  std::filesystem::resize_file("docs/b.txt", (std::uintmax_t{64} << 20) + 1);
  write_file("docs/c.md", "```bash\nls\n```\n");
  const Finished listed = run("list docs --format json");
  EXPECT_EQ(listed.status, 2);
  EXPECT_EQ(nlohmann::json::parse(listed.out).at("snippets").size(), 2U);
  EXPECT_THAT(listed.err, HasSubstr("docs/b.txt: more than the 64 MiB that a document may have\nhint: "));
  std::filesystem::remove("docs/a.md");
  const Finished done = run("run docs --format json --exit-zero");
  EXPECT_EQ(done.status, 2);
  const auto report = nlohmann::json::parse(done.out);
  EXPECT_EQ(report.at("snippets").size(), 1U);
  EXPECT_EQ(report.at("documents").at(1).at("trouble"), "more than the 64 MiB that a document may have");
  EXPECT_THAT(report.at("gate").at("reason").get<std::string>(), HasSubstr("docs/b.txt: more than the 64 MiB"));
}

TEST_F(Program, ReadsNoMoreOfStandardInputThanItTakes) {
  const Finished done = run("list - < /dev/zero");
  EXPECT_EQ(done.status, 2);
  EXPECT_THAT(done.err, HasSubstr("<stdin>: more than the 64 MiB"));
}

TEST_F(Program, TellsWhatItCannotReadOfADump) {
  write_file("Posts.xml", "<posts>\n<row Id=\"1\" Body=\"&lt;pre&gt;x = 1&lt;/pre&gt;\" />\n<row Id=\"2\" Body= />\n</posts>\n");
  const Finished done = run("list Posts.xml");
  EXPECT_EQ(done.status, 0);
  EXPECT_THAT(done.err, ::testing::StartsWith("Posts.xml:3: a row that cannot be read: "));
  EXPECT_THAT(done.out, HasSubstr("python"));
}

}  // namespace
}  // namespace snipcheck
