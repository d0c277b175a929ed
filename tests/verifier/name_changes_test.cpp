#include "verifier/name_changes.hpp"

#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "verifier/locks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Index index_of(const std::string& exports, const std::string& version) {
  const TempDir folder;
  write_file(folder.path() / "index.json", R"({"exports": [)" + exports +
                                               R"(], "distributions": [{"name": "shop", "version": ")" + version +
                                               R"(", "modules": ["shop"], "requires": []}], "standard_library": []})");
  return Index::load(folder.path() / "index.json");
}

const char* kBefore = R"(
  ["shop", "Till", "shop", "c", "shop.till", false, [["app", 1, false], ["open", 1, true]], ["count", "ring"]],
  ["shop.till", "Till", "shop", "c", "shop.till", false, null, []],
  ["shop", "escape", "shop", "f", "shop", false, [], []],
  ["shop", "request", "shop", "o", "shop", false, null, []])";
const char* kAfter = R"(
  ["shop", "Till", "shop", "c", "shop.till", false,
   [["name", 0, false], ["app", 1, true], ["rest", 2, false], ["open", 3, true], ["more", 4, false]], ["ring", "total"],
   {"ring": "call total"}],
  ["shop.till", "Till", "shop", "c", "shop.till", false, null, []],
  ["shop", "request", "shop", "o", "shop", false, null, []],
  ["shop.text", "escape", "shop", "f", "shop.text", false, [["text", 1, false], ["quote", 3, true]], []])";

std::string changes(std::string_view name) {
  const Index before = index_of(kBefore, "1.0"), after = index_of(kAfter, "2.0");
  return name_changes(name, {"old", before}, {"new", after});
}

}  // namespace

TEST(NameChanges, ShowSignaturesAndAttributes) {
  EXPECT_EQ(changes("Till"),
            "from shop import Till: class, shop 1.0 -> 2.0\n"
            "  - Till(app, open=...)\n"
            "  + Till(name, /, app=..., *rest, open=..., **more)\n"
            "  ! Till.ring is deprecated now: call total\n"
            "  - count\n"
            "  + total\n"
            "Till is as before in shop.till\n");
  EXPECT_EQ(changes("shop.till.Till"), "Till is as before in shop.till\n");
}

TEST(NameChanges, SayWhereANameIsGoneAndWhereItIsNew) {
  EXPECT_EQ(changes("escape"),
            "from shop import escape: gone from new (function of shop 1.0)\n"
            "from shop.text import escape: new in new (function of shop 2.0)\n");
  EXPECT_EQ(changes("request"), "request is as before in shop\n");
  EXPECT_EQ(changes("nothing"), "nothing is in no public module of old or new\n");
}

TEST(NameChanges, KnowTheAttributesOfClasses) {
  EXPECT_EQ(changes("Till.count"), "Till.count\n  - old has it (shop 1.0); new does not (shop 2.0)\n");
  EXPECT_EQ(changes("shop.Till.total"), "shop.Till.total\n  + new has it (shop 2.0); old does not (shop 1.0)\n");
  EXPECT_EQ(changes("Till.ring"), "Till.ring\n  = old has it (shop 1.0), and new has it (shop 2.0)\n");
}

TEST(LockChanges, AreToldByName) {
  const std::string before = "a==1 \\\n    --hash=x\nb==2 \\\n    --hash=x\nc==3 \\\n    --hash=x\n";
  EXPECT_THAT(changes_between(before, before), IsEmpty());
  EXPECT_THAT(changes_between(before, "a==1 \\\n    --hash=x\nb==2.1 \\\n    --hash=x\nd==4 \\\n    --hash=x\n"),
              ElementsAre("b 2 -> 2.1", "c is gone", "d 4 is new"));
  EXPECT_THAT(changes_between(before, before + "    --hash=y\n"), ElementsAre("only hashes"));
}

}  // namespace snipcheck
