/// Environments of one's own, from the command line to a run in them: locked, built, bundled, damaged, killed, removed.
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/text.hpp"
#include "tests/helpers/in_folder.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/wait.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using snipcheck::testing::Variable;
using ::testing::HasSubstr;
using testing::InFolder;

/// A small environment without Flask, so that a test takes seconds. Skipped where the package index is out of reach.
class OwnEnvironment : public ::testing::Test {
 protected:
  void SetUp() override {
    const Finished added = run("env add small click==8.1.7 itsdangerous==2.1.2");
    if (added.status == 3 && (added.err.find("reached") != std::string::npos || added.err.find("no uv") != std::string::npos))
      SNIPCHECK_SKIP("network", added.err);
    ASSERT_EQ(added.status, 0) << added.err;
  }
  static Finished run(const std::string& words, std::chrono::seconds patience = 300s) {
    return run_command({.argv = {"sh", "-c", "'" SNIPCHECK_BINARY "' " + words}}, patience);
  }
  /// Builds it; skips the test where nothing can be isolated.
  void sync() {
    const Finished done = run("env sync small");
    if (done.status == 3 && done.err.find("sandbox") != std::string::npos)
      SNIPCHECK_SKIP("sandbox", done.err);
    ASSERT_EQ(done.status, 0) << done.err;
  }
  static nlohmann::json listed() {
    return nlohmann::json::parse(run("env list small --format json").out).at("environments").at(0);
  }

  InFolder here_;
  Variable cache_{"SNIPCHECK_CACHE_DIR", fs::absolute("cache").string()};
};

/// Starts a command and kills it, with all that it started, after a while.
void start_and_kill(const std::string& words, std::chrono::milliseconds after) {
  pid_t child = -1;
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string shell = "exec '" SNIPCHECK_BINARY "' " + words + " >/dev/null 2>&1";
  std::string sh = "sh", c = "-c";
  char* argv[] = {sh.data(), c.data(), shell.data(), nullptr};
  ASSERT_EQ(::posix_spawn(&child, "/bin/sh", nullptr, &attributes, argv, environ), 0);
  posix_spawnattr_destroy(&attributes);
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);  // what it started may go on for a while, as after a real one
  ::waitpid(child, nullptr, 0);
}

}  // namespace

TEST_F(OwnEnvironment, IsDefinedLockedBuiltAndRunIn) {
  EXPECT_THAT(read_file("snipcheck.toml"), HasSubstr("[env.small]\nrequires = [\"click==8.1.7\", \"itsdangerous==2.1.2\"]\n"));
  EXPECT_EQ(listed().at("state"), "not built");
  sync();
  EXPECT_EQ(listed().at("state"), "ready");
  EXPECT_EQ(listed().at("flask"), nullptr);

  write_file("a.md", "# One\n\n```python\nimport click\nprint(click.style('x'))\n```\n\n# Two\n\n```python\nimport flask\n```\n");
  const Finished done = run("run a.md --env small --report json=out.json");
  const auto report = nlohmann::json::parse(read_file("out.json"));
  EXPECT_EQ(report.at("environments").at(0).at("flask"), nullptr);
  EXPECT_EQ(report.at("snippets").at(0).at("status"), "ok") << done.out << done.err;
  EXPECT_NE(report.at("snippets").at(1).at("status"), "ok");

  // When its packages change, then its lock is stale and says so.
  write_file("snipcheck.toml", replace_all(read_file("snipcheck.toml"), "8.1.7", "8.1.6"));
  EXPECT_EQ(run("run a.md --env small").status, 3);
  EXPECT_THAT(run("env sync small").err, HasSubstr("hint: make it anew: snipcheck env lock small"));
  EXPECT_EQ(run("env lock small").status, 0);
  EXPECT_THAT(run("env list small --format json").out, HasSubstr("not built"));
}

TEST_F(OwnEnvironment, SettlesWhichOfTwoPackagesMadeTheDifference) {
  // Given two environments between which two packages changed, and a snippet that stands on what one of them prints,
  ASSERT_EQ(run("env add old blinker==1.6.2 click==7.1.2").status, 0);
  const Finished added = run("env add young blinker==1.7.0 click==8.1.7");
  ASSERT_EQ(added.status, 0) << added.err;
  const Finished built = run("env sync old young");
  if (built.status == 3 && built.err.find("sandbox") != std::string::npos)
    SNIPCHECK_SKIP("sandbox", built.err);
  write_file("a.md",
             "# Which option?\n\n```python\nimport blinker\nimport click\nfrom click.testing import CliRunner\n\n"
             "@click.command()\ndef hello():\n    click.echo('hello')\n\n"
             "output = CliRunner().invoke(hello, ['--loud']).output\nassert 'no such option' in output\n```\n");
  // when it is checked in both, then that one is named, since the younger one works with its older release,
  const Finished done = run("run a.md --env old --env young --report json=out.json");
  const auto report = nlohmann::json::parse(read_file("out.json"));
  const auto diagnosis = report.at("snippets").at(0).at("diagnoses").at(0);
  EXPECT_EQ(diagnosis.at("since").at("package"), "click") << done.out << done.err;
  EXPECT_THAT(diagnosis.at("message").get<std::string>(), HasSubstr("tried: with the former in young"));
  // and nothing is left of what it was tried in.
  for (const auto& entry : fs::directory_iterator("cache/envs"))
    EXPECT_FALSE(entry.path().filename().string().starts_with(".mixed-")) << entry.path();
}

TEST_F(OwnEnvironment, IsTheSameLockWhenItIsMadeAnew) {
  const std::string file = "snipcheck.locks/small/py" + listed().at("locked_for").back().get<std::string>() + ".lock";
  const std::string before = read_file(file);
  const Finished done = run("env lock");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.err, HasSubstr(": as it was"));
  EXPECT_EQ(read_file(file), before);
  EXPECT_EQ(before.find("://"), std::string::npos);
}

TEST_F(OwnEnvironment, IsNotAddedTwiceOrWhereItCannotBe) {
  EXPECT_EQ(run("env add small six").status, 2);
  const std::string before = read_file("snipcheck.toml");
  const Finished done = run("env add odd click==8.1.7 click==8.1.6");
  EXPECT_EQ(done.status, 3);
  EXPECT_THAT(done.err, HasSubstr("cannot be had together"));
  EXPECT_EQ(read_file("snipcheck.toml"), before);
  EXPECT_FALSE(fs::exists("snipcheck.locks/odd"));
}

TEST_F(OwnEnvironment, WithoutNetworkSaysSo) {
  const Variable index{"UV_DEFAULT_INDEX", "http://user:secret@127.0.0.1:9/simple"}, retries{"UV_HTTP_RETRIES", "0"};
  const Variable links{"UV_FIND_LINKS", ""}, cache{"SNIPCHECK_CACHE_DIR", fs::absolute("empty").string()};
  for (const char* words : {"env lock small", "env add other six", "env outdated small", "env sync small"}) {
    const Finished done = run(words);
    EXPECT_EQ(done.status, 3) << words << done.err;
    EXPECT_THAT(done.err, HasSubstr("hint: connect once")) << words;
    EXPECT_EQ(done.err.find("secret"), std::string::npos) << words;
    EXPECT_EQ(done.err.find("127.0.0.1"), std::string::npos) << words;
  }
}

TEST_F(OwnEnvironment, IsBuiltElsewhereFromABundle) {
  const Finished bundled = run("env bundle wheels small");
  ASSERT_EQ(bundled.status, 0) << bundled.err;
  const Variable cache{"SNIPCHECK_CACHE_DIR", fs::absolute("other").string()};
  const Variable index{"UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple"}, retries{"UV_HTTP_RETRIES", "0"};
  const Finished done = run("env sync small --from wheels");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(listed().at("state"), "ready");
}

TEST_F(OwnEnvironment, TellsWhatWasChangedInIt) {
  EXPECT_EQ(run("env verify small").status, 3) << "not built";
  sync();
  EXPECT_EQ(run("env verify small").out, "small: as it was built\n");
  const fs::path packages = fs::path{listed().at("folder").get<std::string>()} / "lib";
  for (const auto& entry : fs::recursive_directory_iterator(packages))
    if (entry.path().filename() == "termui.py") {
      const std::string text = read_file(entry.path());
      std::ofstream{entry.path(), std::ios::app} << "# more\n";  // through the hard link, as a program would
      const Finished done = run("env verify");
      EXPECT_EQ(done.status, 3);
      EXPECT_THAT(done.out, HasSubstr("/click/termui.py has changed\n"));
      std::ofstream{entry.path(), std::ios::trunc} << text;
    }
  EXPECT_EQ(run("env verify").status, 0);
}

TEST_F(OwnEnvironment, HasFilesOfItsOwnWhereRunsMayWriteToThem) {
  sync();
  const fs::path folder = listed().at("folder").get<std::string>();
  const auto shared = [&] {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      count += entry.is_regular_file() && !entry.is_symlink() && entry.hard_link_count() > 1 ? 1 : 0;
    return count;
  };
  EXPECT_GT(shared(), 0U);
  EXPECT_EQ(run("env sync small --isolation none").status, 0);
  EXPECT_EQ(shared(), 0U);
  EXPECT_EQ(run("env verify small").status, 0);
}

TEST_F(OwnEnvironment, ThatWasKilledAtAnyMomentIsWholeOrNotThere) {
  sync();
  std::mt19937 random{20261129};
  int whole = 0;
  for (int i = 0; i < 12; ++i) {
    ASSERT_EQ(run("env clean small").status, 0);
    start_and_kill("env sync small", std::chrono::milliseconds{std::uniform_int_distribution{20, 2500}(random)});
    const Finished verified = run("env verify small");
    whole += verified.status == 0 ? 1 : 0;
    EXPECT_TRUE(verified.status == 0 || verified.err.find("is not built") != std::string::npos)
        << "taken for whole, and is not: " << verified.out << verified.err;
  }
  EXPECT_EQ(run("env sync small").status, 0);
  EXPECT_EQ(run("env verify small").status, 0);
  for (const auto& entry : fs::directory_iterator("cache/envs"))
    EXPECT_FALSE(entry.path().filename().string().starts_with(".building")) << entry.path();
  RecordProperty("whole", whole);
}

TEST_F(OwnEnvironment, GetsWhatDocumentsRequireWhenItIsBuilt) {
  write_file("a.md", "# One\n\n```python requires=six>=1.15\nimport six\nprint(six.PY3)\n```\n");
  sync();
  const std::string python = listed().at("python");
  const std::string lock = read_file("snipcheck.locks/requires/small/py" + python.substr(0, python.rfind('.')) + ".lock");
  EXPECT_THAT(lock, HasSubstr("# adds six>=1.15\n"));
  EXPECT_THAT(lock, HasSubstr("\nclick==8.1.7 "));
  const Variable index{"UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple"}, retries{"UV_HTTP_RETRIES", "0"};
  run("run a.md --env small --report json=out.json");
  const auto report = nlohmann::json::parse(read_file("out.json"));
  EXPECT_EQ(report.at("snippets").at(0).at("status"), "ok") << read_file("out.json");

  // What only another document would need is not fetched for it.
  write_file("a.md", "# One\n\n```python requires=iniconfig\nimport iniconfig\n```\n");
  run("run a.md --env small --report json=out.json");
  EXPECT_THAT(read_file("out.json"), HasSubstr("\"unverified\""));
  EXPECT_THAT(read_file("out.json"), HasSubstr("snipcheck env sync adds it"));
}

TEST_F(OwnEnvironment, IsRemovedByNameAndWhenNothingIsKeptInIt) {
  sync();
  EXPECT_THAT(run("env clean --unused").out, HasSubstr("removed 0 environments"));
  EXPECT_THAT(run("env clean small").out, HasSubstr("removed 1 environment,"));
  EXPECT_EQ(listed().at("state"), "not built");
  sync();
  fs::remove("snipcheck.toml");
  EXPECT_THAT(run("env clean --unused").out, HasSubstr("removed 1 environment,"));
}

/// The shipped locks are what their inputs come to.
TEST(Eras, LocksComeOutAsTheyAre) {
  const Finished done =
      run_command({.argv = {"sh", "-c", "'" SNIPCHECK_BINARY "' env lock 2026 2023 --python 3.11"}}, std::chrono::seconds{300});
  if (done.err.find("reached") != std::string::npos || done.err.find("no uv") != std::string::npos)
    SNIPCHECK_SKIP("network", done.err);
  if (done.err.find("no Python 3.11") != std::string::npos)
    SNIPCHECK_SKIP("sandbox", done.err);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.err, HasSubstr("2026 on Python 3.11: as it was"));
}

}  // namespace snipcheck
