#include "sandboxes/environment.hpp"
#include "sandboxes/locking.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(Eras, AreNineInTheOrderOfTheirFlask) {
  std::vector<std::string> names;
  for (const PinSet& era : eras())
    names.push_back(era.name);
  EXPECT_THAT(names, ElementsAre("2018a", "2018b", "2020", "2021", "2022a", "2022", "2023", "2024", "2026"));
}

TEST(Eras, HaveALockForTheirOwnPythonAndForThoseOfPlainSystems) {
  for (const PinSet& era : eras()) {
    EXPECT_THAT(era.pythons, Contains(era.made_for)) << era.name;
    EXPECT_THAT(era.pythons, ::testing::IsSupersetOf({"3.11", "3.12", "3.13"})) << era.name;
    EXPECT_GT(era.download_mb, 0) << era.name;
    EXPECT_FALSE(era.date.empty()) << era.name;
    EXPECT_EQ(pins_of(lock_of(era, era.made_for)).at("flask"), era.flask) << era.name;
  }
}

TEST(Eras, EveryLockIsHashedNamesNoAddressAndHasBuildConstraints) {
  for (const PinSet& era : eras())
    for (const std::string& python : era.pythons) {
      const std::string lock = lock_of(era, python);
      const auto hashes = static_cast<std::size_t>(std::ranges::count(lock, '\\'));
      EXPECT_GE(hashes, pins_of(lock).size()) << era.name << ' ' << python;
      EXPECT_EQ(lock.find("://"), std::string::npos) << era.name << ' ' << python;
      EXPECT_TRUE(pins_of(build_constraints_of(python)).contains("setuptools")) << python;
    }
}

TEST(Eras, EveryLockHasWhatItsInputsName) {
  for (const PinSet& era : eras())
    for (const std::string& python : era.pythons) {
      const auto pins = pins_of(lock_of(era, python));
      for (const auto& [name, version] : named_packages(era.requirements, python)) {
        ASSERT_TRUE(pins.contains(name)) << era.name << ' ' << python << ": " << name;
        if (!version.empty()) {
          EXPECT_EQ(pins.at(name), version) << era.name << ' ' << python << ": " << name;
        }
      }
      for (const char* name : {"asgiref", "python-dotenv", "psycopg2-binary", "requests"})
        EXPECT_TRUE(pins.contains(name)) << era.name << ' ' << python << ": " << name;
    }
}

TEST(Eras, MayHaveALaterDateForAYoungerPython) {
  const PinSet& era = *find_era("2020");
  EXPECT_EQ(date_of(era, "3.8"), era.date);
  EXPECT_GT(date_of(era, "3.13"), era.date);
}

TEST(Eras, ListPythonsByNumber) {
  const PinSet* era = find_era("2020");
  ASSERT_NE(era, nullptr);
  EXPECT_EQ(era->pythons.front(), "3.7");
  EXPECT_EQ(era->pythons.back(), "3.13");
}

TEST(Eras, AreNotFoundByOtherNames) {
  EXPECT_EQ(find_era("building"), nullptr);
  EXPECT_EQ(find_era(""), nullptr);
  EXPECT_EQ(lock_of(eras().front(), "2.7"), "");
}

TEST(BuildConstraints, AreThoseOfTheNearestOlderPython) {
  EXPECT_EQ(build_constraints_of("3.99"), build_constraints_of("3.13"));
  EXPECT_EQ(build_constraints_of("3.6"), "");
}

TEST(Order, GoesByFlaskAndPutsWhatHasNoneFirst) {
  const PinSet old{.name = "old", .flask = "1.1.2"}, young{.name = "young", .flask = "3.1.3"};
  const PinSet own{.name = "own", .flask = "3.1.3", .folder = "x"}, other{.name = "other", .folder = "y"};
  EXPECT_TRUE(is_older(old, young));
  EXPECT_FALSE(is_older(young, old));
  EXPECT_TRUE(is_older(PinSet{.flask = "2.9.1"}, PinSet{.flask = "2.10"}));
  EXPECT_TRUE(is_older(young, own)) << "of one Flask, the era is the older one";
  EXPECT_FALSE(is_older(own, young));
  EXPECT_TRUE(is_older(other, old));
  EXPECT_FALSE(is_older(old, other));
  EXPECT_FALSE(is_older(other, PinSet{.name = "third", .folder = "z"})) << "these stay in their order";
}

TEST(OwnSets, KnowTheLocksBesideTheirConfiguration) {
  const TempDir folder;
  PinSet set{.name = "mine", .requirements = "flask==2.2.5\n", .folder = folder.path() / "mine"};
  find_locks(set);
  EXPECT_THAT(set.pythons, ::testing::IsEmpty());
  const std::string lock = lock_header(set) + "flask==2.2.5 \\\n    --hash=sha256:aa\n";
  for (const char* python : {"3.9", "3.10"})
    write_file(lock_file(set, python), lock);
  write_file(set.folder / "notes.txt", "");
  find_locks(set);
  EXPECT_THAT(set.pythons, ElementsAre("3.9", "3.10"));
  EXPECT_EQ(set.flask, "2.2.5");
  EXPECT_EQ(lock_of(set, "3.10"), lock);
  EXPECT_EQ(lock_of(set, "3.11"), "");

  // When other packages are asked for, then the lock is no longer theirs.
  EXPECT_TRUE(is_current(set, lock));
  set.requirements = "flask==2.2.6\n";
  EXPECT_FALSE(is_current(set, lock));
}

TEST(NamedPackages, AreReadFromRequirementsWithTheirMarkers) {
  const std::string text =
      "# a comment\n\nFlask==2.0.1 ; python_version < \"3.10\"\nFlask==2.0.3 ; python_version >= \"3.10\"\n"
      "celery[redis]>=5,<6  # why\nasync_timeout ; python_version == \"3.11\"\n--hash=x\nsix==1.16.0 \\\n    --hash=sha256:aa\n"
      "x==1.* ; sys_platform == \"linux\"\n";
  EXPECT_THAT(named_packages(text, "3.9"),
              UnorderedElementsAre(Pair("flask", "2.0.1"), Pair("celery", ""), Pair("six", "1.16.0"), Pair("x", "")));
  EXPECT_THAT(named_packages(text, "3.11"),
              UnorderedElementsAre(Pair("flask", "2.0.3"), Pair("celery", ""), Pair("async-timeout", ""), Pair("six", "1.16.0"),
                                   Pair("x", "")));
}

TEST(Pins, AreReadPastHashesExtrasMarkersAndComments) {
  EXPECT_THAT(pins_of("# a comment\n"
                      "Flask_SQLAlchemy==2.4.4 \\\n    --hash=sha256:aa==bb\n"
                      "celery[redis]==5.2.3 ; python_version < \"3.9\" \\\n"
                      "zope.interface==5.0\n"
                      "not a pin\n"),
              UnorderedElementsAre(Pair("flask-sqlalchemy", "2.4.4"), Pair("celery", "5.2.3"), Pair("zope-interface", "5.0")));
}

TEST(Names, AreNormalisedAsThePackageIndexDoes) {
  EXPECT_EQ(normalised_name("Flask_Login"), "flask-login");
  EXPECT_EQ(normalised_name("zope.__.Interface"), "zope-interface");
}

}  // namespace snipcheck
