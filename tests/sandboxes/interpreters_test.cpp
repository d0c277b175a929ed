#include "sandboxes/interpreters.hpp"

#include "sandboxes/environment.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <fstream>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using snipcheck::testing::Variable;

Interpreter python(const std::string& version, const fs::path& path = "/nowhere/python") {
  return {.path = path, .version = version, .prefix = "/nowhere", .platform = "linux-x86_64-glibc2.36"};
}

PinSet an_era() {
  return {.name = "2020", .flask = "1.1.2", .made_for = "3.8", .pythons = {"3.7", "3.8", "3.9", "3.10", "3.11"}};
}

std::string chosen(const std::vector<Interpreter>& interpreters) {
  const Interpreter* one = choose_interpreter(an_era(), interpreters);
  return one == nullptr ? "none" : one->version;
}

/// A memory as an earlier run left it.
InterpreterMemory memory_of(const TempDir& folder, std::string_view built = "{}", std::string_view interpreters = "[]") {
  const fs::path file = folder.path() / "interpreters.json";
  write_file(file, R"({"format": 1, "interpreters": )" + std::string(interpreters) + R"(, "built": )" + std::string(built) + "}");
  return InterpreterMemory{file};
}

}  // namespace

TEST(ChoiceOfInterpreter, PrefersTheEraOwnPython) {
  EXPECT_EQ(chosen({python("3.11.2"), python("3.8.1"), python("3.9.9")}), "3.8.1");
}

TEST(ChoiceOfInterpreter, ElseTheNearestNewerOneElseTheNearestOlderOne) {
  EXPECT_EQ(chosen({python("3.7.1"), python("3.11.2"), python("3.10.4")}), "3.10.4");
  EXPECT_EQ(chosen({python("3.7.1"), python("3.13.0")}), "3.7.1");
}

TEST(ChoiceOfInterpreter, TakesTheNewestWhereNoneIsAskedFor) {
  const PinSet set{.name = "mine", .pythons = {"3.8", "3.11", "3.13"}, .folder = "x"};
  const std::vector<Interpreter> here{python("3.8.1"), python("3.11.2"), python("3.12.1")};
  EXPECT_EQ(choose_interpreter(set, here)->version, "3.11.2");
}

TEST(ChoiceOfInterpreter, OfOneSeriesTakesTheNewestRelease) {
  EXPECT_EQ(chosen({python("3.8.9"), python("3.8.18"), python("3.8.2")}), "3.8.18");
}

TEST(ChoiceOfInterpreter, TakesNoneWithoutALock) {
  EXPECT_EQ(chosen({python("3.13.0"), python("3.6.1")}), "none");
  EXPECT_EQ(chosen({}), "none");
}

TEST(ChoiceOfEnvironment, SaysWhichPythonsWouldDo) {
  const TempDir folder;
  const Environment environment = choose_environment(*find_era("2020"), memory_of(folder), {});
  EXPECT_EQ(environment.python, "");
  EXPECT_NE(environment.trouble.find("3.7, 3.8, 3.9"), std::string::npos) << environment.trouble;
  EXPECT_NE(environment.hint.find("python3.8"), std::string::npos) << environment.hint;
}

TEST(ChoiceOfEnvironment, KeepsTheOneItWasBuiltWithWhenThatPythonIsGone) {
  const TempDir folder;
  const auto memory = memory_of(
      folder,
      R"({"2020": {"path": "/gone/python3.8", "version": "3.8.18", "prefix": "/gone", "platform": "linux-x86_64-glibc2.36"}})");
  const Environment before = choose_environment(*find_era("2020"), memory, {python("3.8.18", "/gone/python3.8")});
  const Environment now = choose_environment(*find_era("2020"), memory, {python("3.11.2")});
  EXPECT_EQ(before.trouble, "");
  EXPECT_EQ(now.key, before.key);
  EXPECT_EQ(now.folder, before.folder);
  EXPECT_NE(now.trouble.find("3.8.18"), std::string::npos) << now.trouble;
}

TEST(ChoiceOfEnvironment, TakesABetterPythonThanTheOneThatIsGone) {
  const TempDir folder;
  const auto memory = memory_of(
      folder,
      R"({"2020": {"path": "/gone/python3.11", "version": "3.11.2", "prefix": "/gone", "platform": "linux-x86_64-glibc2.36"}})");
  const Environment now = choose_environment(*find_era("2020"), memory, {python("3.8.1")});
  EXPECT_EQ(now.python, "3.8.1");
  EXPECT_EQ(now.trouble, "");
}

TEST(ChoiceOfEnvironment, HasAKeyForEachInterpreter) {
  const TempDir folder;
  const auto memory = memory_of(folder);
  const Environment one = choose_environment(*find_era("2026"), memory, {python("3.13.0", "/a/python3.13")});
  const Environment other = choose_environment(*find_era("2026"), memory, {python("3.13.0", "/b/python3.13")});
  EXPECT_NE(one.key, other.key);
  EXPECT_EQ(one.lock, other.lock);
  EXPECT_EQ(one.packages.at("flask"), "3.1.3");
}

TEST(ChoiceOfEnvironment, NeedsNoFlask) {
  const TempDir folder;
  PinSet set{.name = "mine", .requirements = "click==8.1.7\n", .folder = folder.path() / "mine"};
  const Environment unlocked = choose_environment(set, memory_of(folder), {python("3.11.2")});
  EXPECT_EQ(unlocked.trouble, "mine has no lock yet");
  EXPECT_EQ(unlocked.hint, "make one: snipcheck env lock mine");

  write_file(lock_file(set, "3.11"), lock_header(set) + "click==8.1.7 \\\n    --hash=sha256:aa\n");
  find_locks(set);
  const Environment locked = choose_environment(set, memory_of(folder), {python("3.11.2")});
  EXPECT_EQ(locked.trouble, "");
  EXPECT_EQ(locked.flask, "");
  EXPECT_EQ(locked.packages.at("click"), "8.1.7");
  EXPECT_NE(locked.build_constraints, "");

  // When its packages change, then the lock is stale.
  set.requirements = "click==8.1.8\n";
  const Environment stale = choose_environment(set, memory_of(folder), {python("3.11.2")});
  EXPECT_NE(stale.trouble.find("other packages"), std::string::npos) << stale.trouble;

  // When only another Python is here, then it says how to get a lock for that one.
  const Environment other = choose_environment(set, memory_of(folder), {python("3.9.2")});
  EXPECT_NE(other.hint.find("snipcheck env lock mine"), std::string::npos) << other.hint;
}

TEST(ChoiceOfEnvironment, RefusesUnknownNamesAndListsTheKnownOnes) {
  const TempDir cache;
  const Variable set{"SNIPCHECK_CACHE_DIR", cache.path().string()};
  try {
    choose_environments(std::vector<std::string>{"202O"});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("2018a, 2018b, 2020, 2021, 2022a, 2022, 2023, 2024, 2026"), std::string::npos)
        << error.what();
    EXPECT_NE(error.hint(), "");
  }
}

TEST(InterpreterMemory, AsksOncePerInterpreter) {
  const TempDir folder;
  const fs::path bin = folder.path() / "versions/3.11.2/bin", file = folder.path() / "memory.json";
  fs::create_directories(bin);
  const auto real = find_program("python3");
  if (!real)
    SNIPCHECK_SKIP("sandbox", "no python3 on PATH");
  const Finished asked = run_command({.argv = {real->string(), "-c", "import os, sys; print(os.path.realpath(sys.executable))"}},
                                     std::chrono::seconds{20});
  fs::create_symlink(trim(asked.out), bin / "python3.11");
  const auto first = InterpreterMemory{file}.find({bin});
  ASSERT_EQ(first.size(), 1U) << asked.out << asked.err;
  EXPECT_TRUE(fs::exists(first[0].prefix));
  EXPECT_TRUE(first[0].platform.starts_with("linux-")) << first[0].platform;

  // When what is remembered is no longer what it would say ...
  write_file(file, replace_all(read_file(file), "\"" + first[0].version + "\"", "\"3.11.99\""));
  // ... then what is remembered counts, until the program changes.
  EXPECT_EQ(InterpreterMemory{file}.find({bin}).at(0).version, "3.11.99");
  write_file(file, replace_all(read_file(file), "\"size\": ", "\"size\": 1"));
  EXPECT_EQ(InterpreterMemory{file}.find({bin}).at(0).version, first[0].version);
}

TEST(InterpreterMemory, PassesOverShimsOtherNamesAndBrokenPrograms) {
  const TempDir folder;
  const fs::path bin = folder.path() / "bin";
  fs::create_directories(bin);
  std::ofstream{bin / "python3.9"} << "#!/bin/sh\necho shim was started > " << folder.path() / "started" << '\n';
  fs::permissions(bin / "python3.9", fs::perms::owner_all);
  fs::create_symlink("/bin/true", bin / "python3.10");
  fs::create_symlink("/bin/true", bin / "python3.11-config");
  fs::create_symlink("/gone", bin / "python3.12");
  EXPECT_TRUE(InterpreterMemory{folder.path() / "memory.json"}.find({bin, "/no/such/folder"}).empty());
  EXPECT_FALSE(fs::exists(folder.path() / "started"));
}

TEST(InterpreterMemory, StartsAnewWhenItsFileIsDamaged) {
  const TempDir folder;
  for (const char* text : {"", "{", "[]", "{\"format\": 1}", "{\"format\": 1, \"interpreters\": 3, \"built\": {}}"}) {
    write_file(folder.path() / "memory.json", text);
    InterpreterMemory memory{folder.path() / "memory.json"};
    EXPECT_FALSE(memory.built_with("2020")) << text;
    memory.remember("2020", python("3.8.1"));
    EXPECT_EQ(InterpreterMemory{folder.path() / "memory.json"}.built_with("2020")->version, "3.8.1") << text;
  }
}

}  // namespace snipcheck
