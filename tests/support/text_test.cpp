#include "support/text.hpp"

#include <ctime>
#include <string>

#include <gmock/gmock.h>

namespace snipcheck {

using ::testing::ElementsAre;

TEST(Text, SplitsLinesByAnyEnding) {
  EXPECT_THAT(split_lines("a\nb\r\nc\rd"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(split_lines("a\n"), ElementsAre("a"));
  EXPECT_THAT(split_lines("\n\n"), ElementsAre("", ""));
  EXPECT_TRUE(split_lines("").empty());
}

TEST(Text, SplitsManyReturnsInOnePass) {
  const std::clock_t start = std::clock();
  EXPECT_EQ(split_lines(std::string(1'000'000, '\r')).size(), 1'000'000U);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 5.0);
}

TEST(Text, CountsColumnsInCodePoints) {
  EXPECT_EQ(column_of("é = 1", 0), 1);
  EXPECT_EQ(column_of("é = 1", 3), 3);
}

TEST(Text, KeepsUtf8AndEscapesTheRest) {
  EXPECT_EQ(escape_invalid_utf8("é\xff\xc3"), "é\\xff\\xc3");
  EXPECT_EQ(escape_invalid_utf8("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a lone surrogate
}

TEST(Text, FindsTheNearestWord) {
  EXPECT_EQ(nearest("enviroments", {"documents", "environments"}), "environments");
  EXPECT_EQ(nearest("xyz", {"documents", "environments"}), "");
}

TEST(Text, CountsNouns) {
  EXPECT_EQ(counted(1, "snippet"), "1 snippet");
  EXPECT_EQ(counted(2, "snippet"), "2 snippets");
  EXPECT_EQ(counted(0, "entry", "entries"), "0 entries");
}

}  // namespace snipcheck
