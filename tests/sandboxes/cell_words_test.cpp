/// What a cell is told to be, without starting one.
#include "sandboxes/cell_words.hpp"

#include "sandboxes/moved_python.hpp"
#include "sandboxes/remedy.hpp"
#include "sandboxes/system_calls.hpp"
#include "sandboxes/zygote_json.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "support/text.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

std::vector<std::string> words_of(const CellContent& content, const CellUsers& users = {}) {
  std::vector<std::string> out;
  for (const std::string_view word : split(cell_words(content, users), '\0'))
    out.emplace_back(word);
  return out;
}

/// Whether these words follow each other.
bool has_run_of(const std::vector<std::string>& words, const std::vector<std::string>& run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

}  // namespace

TEST(CellWords, ShowTreesAndEndWithTheCommand) {
  const auto words =
      words_of({.trees = {{"/home/me/cache/env", "/env/2020"}}, .settings = {"A=b"}, .command = {"python", "zygote"}});
  EXPECT_TRUE(has_run_of(words, {"tree", "/home/me/cache/env", "/env/2020"}));
  EXPECT_TRUE(has_run_of(words, {"set", "A=b"}));
  EXPECT_TRUE(has_run_of(words, {"run", "python", "zygote", ""}));
}

TEST(CellWords, TakeTheShortNamesOfSystemFoldersAsTheyAre) {
  std::error_code error;
  if (!fs::is_symlink("/lib", error))
    GTEST_SKIP() << "/lib is a folder here";
  EXPECT_TRUE(has_run_of(words_of({}), {"link", fs::read_symlink("/lib").string(), "/lib"}));
}

TEST(CellWords, ShowNothingOfHomeAndNoAccount) {
  const auto words = words_of({});
  for (const char* hidden : {"/home", "/root", "/etc", "/var", "/run", "/etc/passwd"})
    EXPECT_FALSE(has_run_of(words, {"tree", hidden})) << hidden;
  const auto passwd = std::ranges::find(words, std::string("/etc/passwd"));
  ASSERT_NE(passwd, words.end());
  EXPECT_TRUE((passwd + 1)->starts_with("root:x:0:0:root:/:/bin/false\nreader:x:1000:1000:"));
}

TEST(CellWords, GiveRunsUserIdsWhereThereAreSome) {
  EXPECT_TRUE(has_run_of(words_of({}, {.count = 65536, .first = 1'900'000'000}), {"users", "65536", "1900000000"}));
  EXPECT_THAT(words_of({}), Not(Contains("users")));
}

TEST(Zygote, IsAskedInTheWordsThatItKnows) {
  const Job job{.hidden_modules = {"celery"}, .imports = {"flask_login"}, .limits = {.processes = 7}};
  EXPECT_EQ(warm_request(job), R"({"hidden_distributions":[],"hidden_modules":["celery"],"imports":["flask_login"],)"
                               R"("limits":{"cpu":10,"file_bytes":67108864,"memory":1073741824,"processes":7},"run":[]})");
  EXPECT_TRUE(cold_request({"index.py"}, {}).ends_with(R"("run":["index.py"]})"));
  EXPECT_EQ(greeting_json({.filter = "\x01\xff", .signals = "\x02", .own_users = true, .avoid = {"gevent"}, .without = {}}),
            R"({"avoid":["gevent"],"filter":"01ff","own_users":true,"signals":"02","without":[]})");
}

TEST(Zygote, NamesModulesThatSpoiltIt) {
  EXPECT_THAT(avoided_modules(R"({"avoid": ["gevent", 1, "eventlet"]})"), ElementsAre("gevent", "eventlet"));
  EXPECT_THAT(avoided_modules("7 0 1 0 0\n"), ElementsAre());
}

TEST(Remedies, FollowWhatWasSaid) {
  EXPECT_NE(remedy_for("cell: making the namespaces of a cell: No space left on device").find("max_user_namespaces"),
            std::string::npos);
  EXPECT_NE(remedy_for("cell: the kernel has no Landlock").find("CONFIG_SECURITY_LANDLOCK"), std::string::npos);
  EXPECT_NE(remedy_for("???"), "");
}

TEST(SystemCallFilter, IsAProgramThatTheKernelTakes) {
  for (const std::string& filter : {system_call_filter(), plain_system_call_filter()}) {
    EXPECT_EQ(filter.size() % 8, 0U);
    EXPECT_GT(filter.size(), 8U * 50);
    EXPECT_LT(filter.size(), 8U * 4096);
  }
}

TEST(SystemCallFilter, HasAPlaceForTheNumberOfTheRunsOwnProcess) {
  const std::string filter = own_signals_filter();
  const auto number = static_cast<std::uint32_t>(kOwnProcess);
  const std::string bytes{reinterpret_cast<const char*>(&number), sizeof number};
  EXPECT_NE(filter.find(bytes), std::string::npos);
}

TEST(PlainCellWords, ShowEverythingAtItsOwnPlace) {
  const std::string words =
      plain_cell_words({.trees = {{"/home/me/env", "/home/me/env"}}, .command = {"/home/me/env/bin/python"}},
                       {.count = 1, .first = 55555}, "/tmp/here", "\x01\x02");
  for (const std::string& wanted : {std::string("users\0001\00055555\0", 14), std::string("plain\0/tmp/here\0", 16),
                                    std::string("filter\0000102\0", 12), std::string("tree\0/home/me/env\0/home/me/env\0", 31)})
    EXPECT_NE(words.find(wanted), std::string::npos) << wanted;
  EXPECT_EQ(words.find("/etc/shadow"), std::string::npos);
  EXPECT_EQ(words.find("without"), std::string::npos);
}

TEST(MovedPython, IsNotTheSystems) {
  EXPECT_FALSE(is_moved({.path = "/usr/bin/python3.11", .prefix = "/usr"}));
  EXPECT_FALSE(is_moved({.path = "/usr/local/bin/python3.11", .prefix = "/usr/local"}));
  EXPECT_FALSE(is_moved({.path = "/strange/python3.11", .prefix = "/elsewhere"}));
  EXPECT_TRUE(is_moved({.path = "/home/me/pythons/3.11/bin/python3.11", .prefix = "/home/me/pythons/3.11"}));
}

TEST(MovedPython, GetsLinksAndAConfigurationOfItsOwn) {
  const TempDir folder;
  fs::create_directories(folder.path() / "bin");
  fs::create_symlink("/home/me/3.11/bin/python3.11", folder.path() / "bin/python");
  fs::create_symlink("python", folder.path() / "bin/python3");
  write_file(folder.path() / "bin/flask", "#!");
  prepare_move(folder.path(), {.path = "/home/me/3.11/bin/python3.11", .version = "3.11.7", .prefix = "/home/me/3.11"});
  EXPECT_EQ(fs::read_symlink(folder.path() / "box/bin/python"), "/python/bin/python3.11");
  EXPECT_EQ(fs::read_symlink(folder.path() / "box/bin/python3"), "/python/bin/python3.11");
  EXPECT_TRUE(fs::exists(folder.path() / "box/bin/flask"));
  EXPECT_TRUE(read_file(folder.path() / "box/pyvenv.cfg").starts_with("home = /python/bin\n"));
}

}  // namespace snipcheck
