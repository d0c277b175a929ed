/// The command line of a box, without starting one.
#include "sandboxes/bubblewrap.hpp"
#include "sandboxes/moved_python.hpp"
#include "sandboxes/system_calls.hpp"
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
using ::testing::IsSupersetOf;
using ::testing::Not;

const BoxTools kUser{.bwrap = "/usr/bin/bwrap"};
const BoxTools kRoot{.bwrap = "/usr/bin/bwrap", .setpriv = "/usr/bin/setpriv", .own_users = true};

Box a_box() {
  return {.shown = {{"/home/me/cache/env", "/env/2020"}},
          .settings = {"A=b"},
          .command = {"/env/2020/bin/python"},
          .private_bytes = 8000};
}

std::vector<std::string> arguments_of(const Launch& launch) {
  std::vector<std::string> out;
  for (const std::string_view word : split(launch.data.at(10), '\0'))
    out.emplace_back(word);
  return out;
}

/// Whether these words follow each other.
bool has_run_of(const std::vector<std::string>& words, const std::vector<std::string>& run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

}  // namespace

TEST(Box, ShowsFoldersReadOnlyWithOpenFoldersAbove) {
  const auto words = arguments_of(box_launch(kUser, a_box(), "filter", 7));
  EXPECT_TRUE(has_run_of(words, {"--perms", "0755", "--dir", "/env"}));
  EXPECT_TRUE(has_run_of(words, {"--ro-bind", "/home/me/cache/env", "/env/2020"}));
  EXPECT_TRUE(has_run_of(words, {"--remount-ro", "/"}));
  EXPECT_TRUE(has_run_of(words, {"--size", "2000", "--tmpfs", "/work"}));
  EXPECT_THAT(words, Not(Contains("--bind")));
  EXPECT_THAT(words, Not(Contains("--share-net")));
}

TEST(Box, HasNoPathOfOursOnTheCommandLineThatARunCanRead) {
  for (const std::string& word : box_launch(kRoot, a_box(), "filter", 7).argv)
    EXPECT_EQ(word.find("/home"), std::string::npos) << word;
}

TEST(Box, OfAUserHasAUserNamespace) {
  const auto words = arguments_of(box_launch(kUser, a_box(), "filter", 7));
  EXPECT_TRUE(has_run_of(words, {"--unshare-user", "--uid", "1000"}));
  EXPECT_THAT(words, Not(Contains("--cap-add")));
}

TEST(Box, OfRootGivesUpEverythingForAUserIdOfItsOwn) {
  const Launch launch = box_launch(kRoot, a_box(), "filter", 1234567);
  EXPECT_THAT(launch.argv, IsSupersetOf({"/usr/bin/setpriv", "--reuid", "1234567", "--clear-groups", "--bounding-set=-all",
                                         "--no-new-privs"}));
  EXPECT_THAT(arguments_of(launch), Not(Contains("--unshare-user")));
  EXPECT_NE(launch.data.at(12).find(":1234567:"), std::string::npos);
}

TEST(Box, RemediesFollowWhatBubblewrapSays) {
  EXPECT_NE(remedy_for("bwrap: Can't mount proc on /newroot/proc: Operation not permitted").find("systempaths=unconfined"),
            std::string::npos);
  EXPECT_NE(remedy_for("bwrap: Creating new namespace failed: No space left on device").find("max_user_namespaces"),
            std::string::npos);
  EXPECT_NE(remedy_for("???"), "");
}

TEST(SystemCallFilter, IsAProgramThatTheKernelTakes) {
  const std::string filter = system_call_filter();
  EXPECT_EQ(filter.size() % 8, 0U);
  EXPECT_GT(filter.size(), 8U * 50);
  EXPECT_LT(filter.size(), 8U * 4096);
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
