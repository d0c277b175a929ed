#include "verifier/replacements.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(Replacements, AreThoseOfThePackageThatTookItAway) {
  const Replacement* found = replacement_for("flask", {"", "Flask", "before_first_request"}, "AttributeError");
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->source.starts_with("Flask 2.3"));
  EXPECT_EQ(replacement_for("werkzeug", {"before_first_request"}, "AttributeError"), nullptr);
}

TEST(Replacements, ComeForTheLikeliestWord) {
  const Replacement* found = replacement_for("sqlalchemy", {"select", "execute"}, "ArgumentError");
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->instead.starts_with("select("));
}

TEST(Replacements, DependOnTheErrorWhereAWordMeansSeveralThings) {
  const Replacement *text = replacement_for("pyjwt", {"decode"}, "AttributeError"),
                    *call = replacement_for("pyjwt", {"decode"}, "TypeError");
  ASSERT_NE(text, nullptr);
  ASSERT_NE(call, nullptr);
  EXPECT_NE(text->instead, call->instead);
}

TEST(Replacements, AreEmptyForWhatNobodyKnows) { EXPECT_EQ(replacement_for("flask", {"nothing_of_that_name"}, ""), nullptr); }

}  // namespace snipcheck
