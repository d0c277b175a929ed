#include "snippets/shown_results.hpp"

#include "snippets/extract.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace snipcheck {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

/// "2: 8", or "/path: text", of each result that the first snippet of a document is promised.
std::vector<std::string> promised(const std::string& markdown) {
  std::vector<std::string> out;
  for (const ShownResult& one : shown_results(extract({.path = "a.md", .text = markdown}).snippets.at(0)))
    out.push_back((one.request.empty() ? std::to_string(one.line) : one.request) + ": " + one.text);
  return out;
}

std::vector<std::string> in_code(const std::string& code) { return promised("# 1. How?\n\n```python\n" + code + "```\n"); }

bool agree(const std::string& shown, const std::string& came) { return agrees({.line = 1, .text = shown}, came); }

}  // namespace

TEST(ShownResults, StandInComments) {
  EXPECT_THAT(in_code("print(2 ** 3)  # -> 8\nx = 1\nprint(x)\n# Output: 1\nprint('a', x)\n# Output:\n# a 1\n# end\n"),
              ElementsAre("1: 8", "3: 1", "5: a 1\nend"));
}

TEST(ShownResults, AreNoDescriptionsBehindArrows) {
  EXPECT_THAT(in_code("def f():  # -> int\n    return 3  # -> the answer\n# => 4\n"), IsEmpty());
}

TEST(ShownResults, StandBelowPrompts) {
  EXPECT_THAT(in_code(">>> a = 3\n>>> a + 1\n4\n>>> for i in 'ab':\n...     print(i)\na\nb\n"), ElementsAre("2: 4", "3: a\nb"));
}

TEST(ShownResults, StandInSentencesAboutARoute) {
  EXPECT_THAT(promised("# 1. How?\n\n```python\n@app.route('/user/<name>')\ndef user(name):\n    return name\n```\n\n"
                       "`/user/Sam` -> Output: Hello Sam\n"),
              ElementsAre("/user/Sam: Hello Sam"));
}

TEST(ShownResults, AgreeUpToBlanksQuotesOrderAndEllipses) {
  EXPECT_TRUE(agree("[1, 2]", "[1,  2]\n"));
  EXPECT_TRUE(agree("'a'", "\"a\""));
  EXPECT_TRUE(agree("hello", "'hello'"));
  EXPECT_TRUE(agree("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}"));
  EXPECT_TRUE(agree("<Flask ...>", "<Flask 'app'>"));
  EXPECT_TRUE(agree("<object at 0x7f12>", "<object at 0xabcd>"));
  EXPECT_FALSE(agree("[1, 2]", "[2, 1]"));
  EXPECT_FALSE(agree("a...", "b"));
  EXPECT_FALSE(agree("4", "5"));
}

TEST(ShownResults, OfAPageMayStandAmongItsTags) {
  EXPECT_TRUE(agrees({.request = "/", .text = "Hello Sam"}, "<h1>Hello Sam</h1>"));
  EXPECT_FALSE(agrees({.request = "/", .text = "Hello Sam"}, "<h1>Hello Samuel</h1>x"));
}

}  // namespace snipcheck
