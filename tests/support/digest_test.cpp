#include "support/digest.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(Digest, IsSha256) { EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

TEST(Digest, TellsFieldsApartThatJoinToTheSameText) {
  EXPECT_NE(Digest{}.add("x", "a").add("x", "bc").hex(), Digest{}.add("x", "ab").add("x", "c").hex());
  EXPECT_NE(Digest{}.add("x", "a").hex(), Digest{}.add("y", "a").hex());
  EXPECT_EQ(Digest{}.add("x", "a").hex(), Digest{}.add("x", "a").hex());
}

}  // namespace snipcheck
