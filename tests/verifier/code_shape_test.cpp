#include "verifier/code_shape.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(CodeShape, KnowsPlaceholdersFromCode) {
  for (const char* line : {"KEY = <your secret key>", "Client([YOUR REGION])", "x = ....", "run(<name>)"})
    EXPECT_TRUE(has_placeholder(line)) << line;
  for (const char* line :
       {"if a < b and c > d:", "x = [A]", "x = ...", "route('/user/<name>')", "f(a[B], c)", "# <name>", "x[INDEX]"})
    EXPECT_FALSE(has_placeholder(line)) << line;
}

TEST(CodeShape, FindsTheBodyOfAFunction) {
  const std::string code = "def a():\n    return 1\n\n@x\ndef b(c): pass\nasync def d():\n    ...\n    return 2\ny = 1\n";
  EXPECT_EQ(function_body(code, "a"), "return 1\n\n");
  EXPECT_EQ(function_body(code, "b"), "pass\n");
  EXPECT_EQ(function_body(code, "d"), "...\nreturn 2\n");
  EXPECT_EQ(function_body(code, "e"), "");
}

TEST(CodeShape, TellsAnOpenBodyFromOneWithAGap) {
  EXPECT_TRUE(is_left_open("pass\n"));
  EXPECT_TRUE(is_left_open("\"\"\"Says hello.\"\"\"\n...\n"));
  EXPECT_FALSE(is_left_open("...\nreturn 2\n"));
  EXPECT_FALSE(is_left_open(""));
  EXPECT_TRUE(leaves_out("...\nreturn 2\n"));
  EXPECT_FALSE(leaves_out("x = ...\n"));
}

}  // namespace snipcheck
