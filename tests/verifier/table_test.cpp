#include "verifier/table.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(Table, AlignsColumnsByCodePoints) {
  EXPECT_EQ(table({{"NAME", "WHAT"}, {"é", "one"}, {"longer", ""}}, 1, 80),
            "NAME    WHAT\n"
            "é       one\n"
            "longer\n");
}

TEST(Table, CutsTheElasticColumnToTheWidth) {
  EXPECT_EQ(table({{"A", "TEXT", "B"}, {"1", "héllo wörld, how are you today", "end"}}, 1, 30),
            "A  TEXT                    B\n"
            "1  héllo wörld, how are…   end\n");
}

}  // namespace snipcheck
