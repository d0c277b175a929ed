/// The kinds of evidence that plain text gives beyond the single line.
#include "snippets/plain/bindings.hpp"
#include "snippets/plain/comments.hpp"
#include "snippets/plain/conviction.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/printed.hpp"
#include "snippets/plain/shell.hpp"
#include "snippets/repair/console.hpp"
#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

TEST(Comments, SayThatAnAlternativeFollows) {
  for (const char* comment : {"# or", "# Or with a query:", "# Option 2: by hand", "# Method B", "# Alternatively:", "# bad",
                              "# Good:", "# old way", "# wrong (do not copy)", "# Example 3", "# --- Option 1 ---"})
    EXPECT_TRUE(says_alternative(comment)) << comment;
  for (const char* comment :
       {"# order matters", "# option names", "# method that returns", "# new users", "# before each request", "# example data",
        "# right side", "# good to know", "x = 1  # or", "# version of the API"})
    EXPECT_FALSE(says_alternative(comment)) << comment;
}

TEST(Comments, HeadPartsOfAProgram) {
  for (const char* comment : {"# --- models ---", "# Step 2: create the app", "# app/routes.py", "######## Views ########",
                              "# ===== setup =====", "# Part 1 - imports"})
    EXPECT_TRUE(heads_part(comment)) << comment;
  for (const char* comment : {"# Installation", "# steps to take", "# Flask basics", "text"})
    EXPECT_FALSE(heads_part(comment)) << comment;
}

std::size_t trace_in(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  return end_of_trace(views, std::vector<bool>(views.size()), 0);
}

TEST(Printed, KnowsATracebackToItsLastLine) {
  EXPECT_EQ(trace_in({"Traceback (most recent call last):", "  File \"a.py\", line 1, in <module>", "    f(1)", "    ~^^^",
                      "TypeError: no", "x = 1"}),
            5U);
  EXPECT_EQ(
      trace_in({"Traceback (most recent call last):", "File \"a.py\", line 1, in f", "return g(1)", "werkzeug.NotFound: 404"}),
      4U)
      << "indentation lost";
  EXPECT_EQ(trace_in({"File \"a.py\", line 3, in f", "return g(1)", "x = 1"}), 2U);
  EXPECT_EQ(trace_in({"Traceback is a word", "x = 1"}), 0U);
}

TEST(Shell, GoesOnAfterABackslashAndInQuotes) {
  const std::vector<std::string_view> lines{"curl -X POST http://x/ \\", "  -d '{", "  \"a\": 1}'", "x = 1"};
  EXPECT_EQ(end_of_command(lines, 0), 3U);
  const std::vector<std::string_view> apostrophe{"echo don't", "x = 1"};
  EXPECT_EQ(end_of_command(apostrophe, 0), 1U);
}

TEST(Conviction, KnowsExpressionsThatOnlyPythonHas) {
  for (const char* line : {"request.headers[\"X\"].split()[1]", "request.args.get('page')", "app.config['A']['b']",
                           "request.headers.get('X-Requested-With') == 'XMLHttpRequest'"})
    EXPECT_TRUE(is_telling_expression(line)) << line;
  for (const char* line : {"request.args", "dict(a=1) == {'a': 1}", "[1][2]", "a - b", "f('x')", "header.payload.signature"})
    EXPECT_FALSE(is_telling_expression(line)) << line;
}

Bindings bindings_in(const std::vector<std::string>& code) {
  const std::vector<std::string_view> lines(code.begin(), code.end());
  Run run;
  for (std::size_t i = 0; i < lines.size(); ++i)
    run.add({i, i + 1, Evidence::strong, indent_of(lines[i])});
  return bindings_of(lines, run);
}

TEST(Bindings, AreReadOffTheMargin) {
  const Bindings bindings =
      bindings_in({"from flask import Flask, request as r  # both", "import os.path as p, sys", "a = b = 1", "c: int = 2",
                   "def f():", "    inner = 1", "class C:", "    pass", "app = Flask(__name__)", "d == 3"});
  EXPECT_THAT(bindings.names, ::testing::UnorderedElementsAre("Flask", "r", "p", "sys", "a", "b", "c", "f", "C", "app"));
  EXPECT_THAT(bindings.functions, ::testing::ElementsAre(::testing::Pair("f", "")));
  EXPECT_THAT(bindings.classes, ::testing::ElementsAre("C"));
  EXPECT_TRUE(bindings.imports.contains({"flask", "request"}));
  EXPECT_TRUE(bindings.imports.contains({"os.path", ""}));
  EXPECT_TRUE(bindings.makes_app);
  EXPECT_FALSE(bindings.flat);
}

TEST(Bindings, OfFlattenedMethodsMakeNothingAgain) {
  const Bindings first = bindings_in({"class A(Resource):", "def get(self):", "return 1"});
  const Bindings second = bindings_in({"class B(Resource):", "def get(self):", "return 2"});
  EXPECT_TRUE(first.flat);
  EXPECT_FALSE(first.made_again(second));
  EXPECT_TRUE(first.made_again(first));
}

TEST(Bindings, OfOtherDecoratorsMakeNothingAgain) {
  const Bindings shop = bindings_in({"@shop.route('/')", "@login_required", "def index():", "    return ''"});
  const Bindings stock = bindings_in({"@stock.route('/')", "def index():", "    return ''"});
  const Bindings bare = bindings_in({"def index():", "    return ''"});
  EXPECT_THAT(shop.functions, ::testing::ElementsAre(::testing::Pair("index", "shop")));
  EXPECT_FALSE(shop.made_again(stock));
  EXPECT_TRUE(shop.made_again(shop));
  EXPECT_TRUE(shop.made_again(bare));
  EXPECT_TRUE(bare.made_again(stock));
}

TEST(Comments, ReadAsTitles) {
  for (const char* title : {"# Chapter 2", "# Using blueprints", "#", "# 3 Sessions"})
    EXPECT_TRUE(reads_as_title(title)) << title;
  for (const char* remark : {"# names holds them all", "# Prints 5.", "# Visit /hello", "# Output: {'a': 1}"})
    EXPECT_FALSE(reads_as_title(remark)) << remark;
}

TEST(Conviction, KnowsAttributes) {
  EXPECT_TRUE(is_attribute("request.data"));
  EXPECT_TRUE(is_attribute("app.config.root_path"));
  for (const char* line : {"app.py", "request", "request.get()", "a - b", "f().x"})
    EXPECT_FALSE(is_attribute(line)) << line;
}

TEST(PlainQuotes, AreMadeOfThoseThatDelimitAlone) {
  EXPECT_EQ(plain_quotes("f(“a”, ‘b’, „c“, «d»)"), "f(\"a\", 'b', \"c\", \"d\")");
  EXPECT_EQ(plain_quotes("f('it’s “so”', \"‚b\")"), "f('it’s “so”', \"‚b\")");
  EXPECT_EQ(plain_quotes("f(\"a”, \"b\")"), "f(\"a\", \"b\")");
  EXPECT_EQ(plain_quotes("\"\"\"a\n“b”\n\"\"\" + “c”"), "\"\"\"a\n“b”\n\"\"\" + \"c\"");
}

TEST(Console, ReadsIPython) {
  const auto lines =
      testing::lines_of("In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: %timeit f()\nIn [3]: f()\nOut[3]: 1\n");
  EXPECT_TRUE(is_console(lines));
  std::string typed;
  for (const TypedLine& line : typed_lines(lines)) {
    EXPECT_EQ(lines[line.line].substr(line.cut), line.text);
    typed += line.text + "\n";
  }
  EXPECT_EQ(typed, "def f():\n    return 1\n\nf()\n");
}

TEST(Console, LeavesOutWhatRaisesInIPython) {
  std::string typed;
  for (const TypedLine& line : typed_lines(testing::lines_of(
           "In [1]: a = 1\n\nIn [2]: b\n-----\nNameError      Traceback (most recent call last)\nNameError: b\n\nIn [3]: a\n")))
    typed += line.text + "\n";
  EXPECT_EQ(typed, "a = 1\na\n");
}

}  // namespace
}  // namespace snipcheck
