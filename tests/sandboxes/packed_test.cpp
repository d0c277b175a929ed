#include "sandboxes/packed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {

using ::testing::ElementsAre;

TEST(Packed, GivesBackEveryByte) {
  const std::vector<std::pair<std::string, std::string>> files{
      {"a/one.txt", "flask==1 \\\n    --hash=x\n    --hash=y\nsix==2\n"},
      {"a/two.txt", "flask==1 \\\n    --hash=x\n    --hash=y\nsix==3"},
      {"b.json", "{\n  \"a\": 1\n}\n"},
      {"empty", ""},
      {"gaps", "\n\n x\n\ty\n\n"},
  };
  const std::string bytes = pack(files);
  const Packed packed{bytes};
  EXPECT_THAT(packed.paths(), ElementsAre("a/one.txt", "a/two.txt", "b.json", "empty", "gaps"));
  for (const auto& [path, text] : files)
    EXPECT_EQ(packed.text(path), text) << path;
  EXPECT_EQ(packed.text("c"), "");
}

TEST(Packed, WritesWhatRepeatsOnce) {
  const std::string lock = "flask==1 \\\n    --hash=sha256:" + std::string(64, 'a') + "\n";
  const std::string once = pack({{"a", lock}}), twice = pack({{"a", lock}, {"b", lock}});
  EXPECT_LT(twice.size(), once.size() + 10);
}

TEST(Packed, OfNothingHoldsNothing) {
  EXPECT_TRUE(Packed{pack({})}.paths().empty());
  EXPECT_TRUE(Packed{""}.paths().empty());
}

}  // namespace snipcheck
