#include "verifier/calls.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

/// A callable with these parameters; a trailing "=" stands for a default, a leading "*" for keyword only.
Export callable(std::string name, const std::vector<std::string>& parameters) {
  Export out{.name = std::move(name)};
  out.signature.emplace();
  for (std::string text : parameters) {
    const bool keyword_only = text.starts_with('*');
    const bool has_default = text.ends_with('=');
    text = text.substr(keyword_only ? 1 : 0, text.size() - (keyword_only ? 1 : 0) - (has_default ? 1 : 0));
    out.signature->push_back({text, keyword_only ? 3 : 1, has_default});
  }
  return out;
}

const Export kBefore = callable("Thing", {"app=", "key=", "storage="});
const Export kAfter = callable("Thing", {"key", "*app=", "*storage="});

}  // namespace

TEST(ByName, PassesPositionalArgumentsByTheirOldNames) {
  EXPECT_EQ(by_name("thing = Thing(app, key=f(1, 2))  # here", kBefore, kAfter), "thing = Thing(app=app, key=f(1, 2))  # here");
  EXPECT_EQ(by_name("    return Thing(app, 'a, b')", kBefore, kAfter), "return Thing(app=app, key='a, b')");
}

TEST(ByName, OffersNothingThatWouldStillNotBind) {
  EXPECT_FALSE(by_name("Thing(app)", kBefore, kAfter));  // key is lacking
  EXPECT_FALSE(by_name("Thing(app, key=1, gone=2)", kBefore, kAfter));
  EXPECT_FALSE(by_name("Thing(*args)", kBefore, kAfter));
  EXPECT_FALSE(by_name("Thing(app, key=1,", kBefore, kAfter));  // goes on in the next line
  EXPECT_FALSE(by_name("other(app)", kBefore, kAfter));
}

}  // namespace snipcheck
