#include "verifier/rule.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(RuleWords, EndASentenceOnce) {
  EXPECT_EQ(sentence_of({.type = "ValueError", .message = "no"}), "ValueError: no.");
  EXPECT_EQ(sentence_of({.type = "OSError", .message = "Connection refused."}), "OSError: Connection refused.");
  EXPECT_EQ(sentence_of({.type = "AssertionError"}), "AssertionError.");
}

TEST(RuleWords, LeaveOutWhatALibraryAddsForItsOwn) {
  EXPECT_EQ(
      sentence_of({.type = "OperationalError",
                   .message = "(sqlite3.OperationalError) no such table: user\n[SQL: SELECT 1]\n(Background on this error)"}),
      "OperationalError: (sqlite3.OperationalError) no such table: user.");
}

TEST(RuleWords, HeadAFindingWithSomethingToRead) {
  EXPECT_EQ(title_of({.type = "AssertionError"}), "an assertion does not hold");
  EXPECT_EQ(title_of({.type = "ValueError", .message = "no\nmore"}), "ValueError: no");
}

TEST(RuleWords, AreCutBetweenWords) {
  const std::string long_one =
      "the old name goes away in the next release and everybody who still writes it had better begin now";
  const std::string heading = as_heading(long_one);
  EXPECT_TRUE(heading.ends_with(" ..."));
  EXPECT_TRUE(long_one.starts_with(heading.substr(0, heading.size() - 3))) << heading;
}

}  // namespace snipcheck
