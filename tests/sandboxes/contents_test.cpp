#include "sandboxes/contents.hpp"

#include "sandboxes/removal.hpp"
#include "sandboxes/sync.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using snipcheck::testing::Variable;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A folder with files of all kinds.
struct Filled {
  TempDir folder;
  fs::path path = folder.path();

  Filled() {
    write_file(path / "a.py", "a");
    write_file(path / "sub/b c.py", "b");
    write_file(path / "manifest.json", "{}");
    fs::create_symlink("a.py", path / "link to a");
  }
};

}  // namespace

TEST(Contents, AreTheSameWhileNothingChanges) {
  const Filled filled;
  const std::string contents = contents_of(filled.path);
  EXPECT_EQ(std::ranges::count(contents, '\n'), 3) << contents;
  EXPECT_THAT(differences(filled.path, contents), IsEmpty());
  write_file(filled.path / "manifest.json", "{1}");
  write_file(filled.path / "contents.txt", contents);
  EXPECT_THAT(differences(filled.path, contents), IsEmpty()) << "what is written down beside them is no part of them";
}

TEST(Contents, TellWhatChangedWhatIsGoneAndWhatIsNew) {
  const Filled filled;
  const std::string contents = contents_of(filled.path);
  std::ofstream{filled.path / "a.py"} << "A";
  fs::remove(filled.path / "sub/b c.py");
  fs::remove(filled.path / "link to a");
  fs::create_symlink("elsewhere", filled.path / "link to a");
  write_file(filled.path / "x.pth", "import os");
  EXPECT_THAT(differences(filled.path, contents),
              ElementsAre("a.py has changed", "link to a has changed", "sub/b c.py is missing", "x.pth is new"));
}

TEST(Separation, KeepsWhatIsWrittenToOneFolderFromTheOther) {
  const Filled filled;
  const TempDir cache;
  fs::create_hard_link(filled.path / "a.py", cache.path() / "a.py");
  const auto time = fs::last_write_time(filled.path / "a.py");
  const std::string contents = contents_of(filled.path);
  separate_files(filled.path);
  EXPECT_EQ(fs::hard_link_count(filled.path / "a.py"), 1U);
  EXPECT_EQ(fs::last_write_time(filled.path / "a.py"), time);
  EXPECT_THAT(differences(filled.path, contents), IsEmpty());
  std::ofstream{filled.path / "a.py"} << "changed";
  EXPECT_EQ(read_file(cache.path() / "a.py"), "a");
}

TEST(Removal, TakesFoldersAwayButNotWhatIsInUse) {
  const TempDir cache;
  const Variable set{"SNIPCHECK_CACHE_DIR", cache.path().string()};
  const fs::path envs = cache.path() / "envs";
  for (const char* name : {"2020-py3.8-0123456789ab", "2026-py3.13-0123456789ab", ".building-2020-py3.8-0123456789ab-77"})
    write_file(envs / name / "file", "12345");
  EXPECT_THAT(environments_on_disk().environments, ElementsAre("2020-py3.8-0123456789ab", "2026-py3.13-0123456789ab"));
  EXPECT_THAT(environments_on_disk().leftovers, ElementsAre(".building-2020-py3.8-0123456789ab-77"));

  {
    const FileLock used = FileLock::shared(use_lock_of(envs / "2020-py3.8-0123456789ab"));
    const FileLock built{build_lock_of(envs / "2026-py3.13-0123456789ab")};
    EXPECT_EQ(remove_environment("2020-py3.8-0123456789ab"), std::nullopt);
    EXPECT_EQ(remove_environment("2026-py3.13-0123456789ab"), std::nullopt);
    EXPECT_EQ(remove_environment(".building-2020-py3.8-0123456789ab-77"), 5U) << "nobody builds it any more";
  }
  EXPECT_EQ(remove_environment("2020-py3.8-0123456789ab"), 5U);
  EXPECT_THAT(environments_on_disk().environments, ElementsAre("2026-py3.13-0123456789ab"));
  EXPECT_THAT(environments_on_disk().leftovers, IsEmpty());
}

TEST(Removal, KnowsFoldersByTheirEnvironment) {
  EXPECT_TRUE(is_folder_of("2020-py3.8-0123456789ab", "2020"));
  EXPECT_TRUE(is_folder_of("my-own-py3.10-0123456789ab", "my-own"));
  EXPECT_FALSE(is_folder_of("my-own-py3.10-0123456789ab", "my"));
  EXPECT_FALSE(is_folder_of("2020-py3.8-0123456789ab", "202"));
  EXPECT_FALSE(is_folder_of("2020-py3.8-short", "2020"));
  EXPECT_FALSE(is_folder_of("2020", "2020"));
}

}  // namespace snipcheck
