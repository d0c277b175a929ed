#include "sandboxes/environment.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(Eras, AreInOrderAndEachHasALockForItsOwnPython) {
  ASSERT_FALSE(eras().empty());
  EXPECT_TRUE(std::ranges::is_sorted(eras(), {}, &Era::name));
  for (const Era& era : eras()) {
    EXPECT_THAT(era.pythons, Contains(std::string(era.made_for))) << era.name;
    EXPECT_GT(era.download_mb, 0) << era.name;
    EXPECT_EQ(pins_of(lock_of(era, era.made_for)).at("flask"), era.flask) << era.name;
  }
}

TEST(Eras, OnlyTheNewestHasNoDate) {
  for (const Era& era : eras())
    EXPECT_EQ(era.date.empty(), &era == &eras().back()) << era.name;
}

TEST(Eras, EveryLockIsHashedNamesNoAddressAndHasBuildConstraints) {
  for (const Era& era : eras())
    for (const std::string& python : era.pythons) {
      const std::string_view lock = lock_of(era, python);
      const auto hashes = static_cast<std::size_t>(std::ranges::count(lock, '\\'));
      EXPECT_GE(hashes, pins_of(lock).size()) << era.name << ' ' << python;
      EXPECT_EQ(lock.find("://"), std::string_view::npos) << era.name << ' ' << python;
      EXPECT_TRUE(pins_of(build_constraints_of(python)).contains("setuptools")) << python;
    }
}

TEST(Eras, ListPythonsByNumber) {
  const Era* era = find_era("2020");
  ASSERT_NE(era, nullptr);
  EXPECT_EQ(era->pythons.front(), "3.7");
  EXPECT_EQ(era->pythons.back(), "3.13");
}

TEST(Eras, AreNotFoundByOtherNames) {
  EXPECT_EQ(find_era("building"), nullptr);
  EXPECT_EQ(find_era(""), nullptr);
  EXPECT_EQ(lock_of(eras().front(), "2.7"), "");
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
