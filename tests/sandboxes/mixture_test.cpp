#include "sandboxes/mixture.hpp"

#include "sandboxes/removal.hpp"
#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/temp_dir.hpp"
#include "tests/helpers/built.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using snipcheck::testing::install;
using snipcheck::testing::Variable;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Two environments of one cache.
struct Two {
  TempDir cache;
  Variable set{"SNIPCHECK_CACHE_DIR", cache.path().string()};
  Environment old{.name = "old", .key = "1", .folder = cache.path() / "envs/old-py3.11-0123456789ab"};
  Environment young{.name = "young", .key = "2", .folder = cache.path() / "envs/young-py3.11-0123456789ab"};

  Two() {
    install(old, "click", "7.1");
    install(young, "click", "8.1");
    install(old, "six", "1.14");
    install(young, "six", "1.16");
    fs::create_symlink("python3.11", young.folder / "bin/python");
  }
};

std::string read_packages(const Environment& environment, const fs::path& path) {
  return read_file(site_packages(environment.folder, environment) / path);
}

}  // namespace

TEST(Mixture, HoldsOnePackageAsTheOtherEnvironmentHasIt) {
  const Two two;
  fs::path folder;
  {
    const Mixture mixture{two.young, two.old, "click"};
    const Environment& mixed = mixture.environment();
    folder = mixed.folder;
    EXPECT_EQ(mixed.packages.at("click"), "7.1");
    EXPECT_EQ(mixed.packages.at("six"), "1.16");
    EXPECT_EQ(read_packages(mixed, "click.py"), "version = '7.1'\n");
    EXPECT_EQ(read_packages(mixed, "__pycache__/click.cpython-311.pyc"), "7.1");
    EXPECT_EQ(read_packages(mixed, "six.py"), "version = '1.16'\n");
    EXPECT_EQ(read_file(mixed.folder / "bin/click"), "#!7.1");
    EXPECT_TRUE(fs::is_symlink(mixed.folder / "bin/python"));
    EXPECT_THAT(missing_from(mixed.folder, mixed), IsEmpty());
    EXPECT_NE(mixed.key, two.young.key) << "results in it are not those of the environment";
  }
  EXPECT_FALSE(fs::exists(folder));
  EXPECT_EQ(read_packages(two.young, "click.py"), "version = '8.1'\n") << "what it was made of stays as it was";
}

TEST(Mixture, LacksWhatTheOtherEnvironmentLacks) {
  Two two;
  install(two.young, "toml", "0.10");
  const Mixture mixture{two.young, two.old, "toml"};
  EXPECT_FALSE(mixture.environment().packages.contains("toml"));
  EXPECT_FALSE(fs::exists(site_packages(mixture.environment().folder, mixture.environment()) / "toml.py"));
}

TEST(Mixture, OfWhatIsNotWholeIsNone) {
  const Two two;
  fs::remove_all(site_packages(two.old.folder, two.old) / "click-7.1.dist-info");
  EXPECT_THROW((Mixture{two.young, two.old, "click"}), CannotCheck);
  EXPECT_THAT(environments_on_disk().leftovers, IsEmpty());
}

TEST(Mixture, IsLeftAloneWhileItsEnvironmentIsInUse) {
  // Given a mixture, as a process that was killed leaves it,
  const Two two;
  const fs::path left = mixture_folder(two.young.folder, 1);
  write_file(left / "file", "12345");
  const std::string name = left.filename().string();
  ASSERT_THAT(environments_on_disk().leftovers, ElementsAre(name));
  // when it is cleaned while a run uses what it is made of, then it stays; and goes afterwards.
  {
    const FileLock used = FileLock::shared(use_lock_of(two.young.folder));
    EXPECT_EQ(remove_environment(name), std::nullopt);
  }
  EXPECT_EQ(remove_environment(name), 5U);
}

}  // namespace snipcheck
