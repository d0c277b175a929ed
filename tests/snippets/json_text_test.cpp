#include "snippets/json_text.hpp"

#include <ctime>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

std::string text_of(const std::string& json, std::string_view name) {
  const JsonText text{json};
  const JsonValue* value = text.root() == nullptr ? nullptr : text.member(*text.root(), name);
  return value == nullptr ? "-" : text.string(*value);
}

std::string trouble_of(const std::string& json) {
  const JsonText text{json};
  return text.trouble() ? text.trouble()->what : "-";
}

TEST(JsonText, ReadsEveryEscape) {
  EXPECT_EQ(text_of(R"({"a": "\"\\\/\n\t\u00e9\ud83d\ude00\u0041"})", "a"), "\"\\/\n\t\u00e9\U0001F600A");
  EXPECT_EQ(text_of(R"({"a": "one\r\ntwo\rthree"})", "a"), "one\ntwo\nthree");
  EXPECT_EQ(text_of(R"({"\u0061": "named by an escape"})", "a"), "named by an escape");
}

TEST(JsonText, KnowsWhereEachCharacterStands) {
  const std::string json = R"({"x": ["a\\\"b", "l1\nl\u00e92"]})";
  const JsonText text{json};
  const auto strings = text.children(*text.member(*text.root(), "x"));
  const EncodedText first = text.encoded(*strings[0]), second = text.encoded(*strings[1]);
  ASSERT_EQ(first.text(), "a\\\"b");
  EXPECT_EQ(json.substr(first.origin(0), 1), "a");
  EXPECT_EQ(json.substr(first.origin(1), 2), "\\\\");
  EXPECT_EQ(json.substr(first.origin(2), 2), "\\\"");
  EXPECT_EQ(json.substr(first.origin(3), 1), "b");
  ASSERT_EQ(second.text(), "l1\nl\u00e92");
  EXPECT_EQ(json.substr(second.origin(3), 1), "l");
  EXPECT_EQ(json.substr(second.origin(4), 6), "\\u00e9");
  EXPECT_EQ(json.substr(second.origin(6), 1), "2");
}

TEST(JsonText, TakesWhatCarelessProgramsWrite) {
  EXPECT_EQ(text_of(R"({"n": NaN, "m": [-Infinity, Infinity], "a": "NaN \ud83d!"})", "a"), "NaN \uFFFD!");
  EXPECT_EQ(text_of("{\"a\": \"x\\u0000y\"}", "a"), "x\uFFFDy");
  EXPECT_EQ(text_of("{\"a\": \"first\", \"a\": \"last\"}", "a"), "last");
  EXPECT_EQ(text_of("{ // a comment\n\"a\": \"b\"}", "a"), "b");
}

TEST(JsonText, SaysWhatIsWrongAndWhere) {
  const std::string json = "{\"a\": 1,\n \"b\": }";
  const JsonText text{json};
  ASSERT_TRUE(text.trouble());
  EXPECT_EQ(text.root(), nullptr);
  EXPECT_EQ(Positions{json}.of(text.trouble()->offset).line, 2);
  EXPECT_THAT(trouble_of("{\"a\": \"x"), ::testing::HasSubstr("missing closing quote"));
  EXPECT_THAT(trouble_of("[1, 2"), ::testing::HasSubstr("unexpected end of input"));
  EXPECT_NE(trouble_of(""), "-");
  EXPECT_NE(trouble_of("{\"a\": 1} more"), "-");
}

TEST(JsonText, EndsQuicklyWhateverItReads) {
  const auto many = [](std::string_view part, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
      out += part;
    return out;
  };
  const std::string deep = many("[", 500'000), closed = many("[", 200'000) + many("]", 200'000);
  const std::string nested = many("{\"a\":", 100'000) + "1" + many("}", 100'000);
  const std::string quotes = "[\"" + many("\\\"", 500'000) + "\"]", slashes = "[\"" + many("\\\\", 500'000) + "\"]";
  for (const std::string& json : {deep, closed, nested, quotes, slashes, "[" + many("0,", 500'000) + "0]"}) {
    const std::clock_t start = std::clock();
    const JsonText text{json};
    if (text.root() != nullptr)
      for (const JsonValue* value : text.children(*text.root()))
        (void)text.encoded(*value);
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 20.0) << json.substr(0, 10);
  }
}

TEST(Positions, CountCodePointsInLinesOfAnyLength) {
  const std::string line = "\u00e9" + std::string(10'000, 'x') + "\u00e9y";
  const std::string text = "a\r\nb\r" + line + "\n";
  const Positions positions{text};
  const Place y = positions.of(text.find('y'));
  EXPECT_EQ(y.line, 3);
  EXPECT_EQ(y.column, 10'003);
  EXPECT_EQ(positions.of(3).line, 2);
  EXPECT_EQ(positions.of(0).column, 1);
}

}  // namespace
}  // namespace snipcheck
