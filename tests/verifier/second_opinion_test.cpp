#include "verifier/second_opinion.hpp"

#include "tests/helpers/builders.hpp"
#include "verifier/calls.hpp"

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_matrix;
using testing::a_snippet;
using testing::an_index;
using testing::finished;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

constexpr const char* kOldLimiter =
    R"(["flask_limiter", "Limiter", "flask-limiter", "c", "flask_limiter", true, [["app", 1, true], ["key_func", 1, true]], ["limit", "check"]],
       ["flask_limiter", "ExemptionScope", "flask-limiter", "c", "flask_limiter", false, null, []])";
constexpr const char* kNewLimiter =
    R"(["flask_limiter", "Limiter", "flask-limiter", "c", "flask_limiter", true, [["key_func", 1, false], ["app", 3, true]], ["limit"]])";

Matrix two() {
  return a_matrix(
      {.packages = {{{"flask", "1.1.2"}, {"flask-limiter", "1.3.1"}}, {{"flask", "3.1.3"}, {"flask-limiter", "3.5.0"}}},
       .exports = {kOldLimiter, kNewLimiter}});
}

/// What both kinds of opinion say of a snippet of which the newest run reached these lines.
std::pair<std::vector<Ground>, std::vector<Ground>> opinions(const std::string& code, std::vector<int> reached) {
  static const Matrix matrix = two();
  const Snippet snippet = a_snippet(code);
  const Subject subject{.snippet = &snippet, .answer = {&snippet}};
  RunResult newest = finished();
  newest.reached = std::move(reached);
  const Row row{finished(), newest};
  return {rebound_arguments(subject, Context{}, row, matrix), unreached_drift(subject, Context{}, row, matrix)};
}

}  // namespace

TEST(SecondOpinion, SeesAnArgumentThatGoesToAnotherParameter) {
  const auto [rebound, unreached] = opinions("from flask_limiter import Limiter\nlimiter = Limiter(app)\n", {1, 2});
  ASSERT_THAT(rebound, SizeIs(1));
  EXPECT_EQ(rebound[0].boundary->package, "flask-limiter");
  EXPECT_EQ(rebound[0].use->line, 2);
  EXPECT_THAT(unreached, IsEmpty());
}

TEST(SecondOpinion, LeavesACallByNameAlone) {
  const auto [rebound, unreached] = opinions("from flask_limiter import Limiter\nlimiter = Limiter(key_func=f, app=app)\n", {1});
  EXPECT_THAT(rebound, IsEmpty());
  EXPECT_THAT(unreached, IsEmpty());
}

TEST(SecondOpinion, SeesOnUnreachedLinesWhatNoLongerBinds) {
  const std::string code = "from flask_limiter import Limiter\ndef make(app, f):\n    return Limiter(app, key_func=f)\n";
  EXPECT_THAT(opinions(code, {1, 2}).second, SizeIs(1));
  EXPECT_THAT(opinions(code, {1, 2, 3}).second, IsEmpty());
}

TEST(SecondOpinion, SeesNamesAndAttributesThatWent) {
  const std::string code =
      "from flask_limiter import Limiter\nlimiter = Limiter(f)\ndef late():\n    from flask_limiter import ExemptionScope\n"
      "    limiter.check()\n    limiter.limit()\n";
  const auto unreached = opinions(code, {1, 2, 3}).second;
  ASSERT_THAT(unreached, SizeIs(2));
  EXPECT_EQ(unreached[0].use->name, "ExemptionScope");
  EXPECT_EQ(unreached[1].use->attribute, "check");
}

TEST(SecondOpinion, LeavesGuardedCodeAlone) {
  EXPECT_THAT(opinions("def late():\n    try:\n        from flask_limiter import ExemptionScope\n    except ImportError:\n"
                       "        ExemptionScope = None\n",
                       {1})
                  .second,
              IsEmpty());
}

TEST(SecondOpinion, SeesOnUnreachedLinesWhatIsMarkedAsDeprecated) {
  // Given a function that is marked since the second of two releases, and a method that always was
  const Matrix matrix = a_matrix({.packages = {{{"flask", "1.1.2"}, {"shop", "1.0"}}, {{"flask", "3.1.3"}, {"shop", "2.0"}}},
                                  .exports = {R"(["shop", "ring", "shop", "f", "shop", false, [], [], {}],
                               ["shop", "Till", "shop", "c", "shop.till", false, [], ["count"]],
                               ["shop.till", "Till", "shop", "c", "shop.till", false, [], ["count"], {"count": "count by hand"}])",
                                              R"(["shop", "ring", "shop", "f", "shop", false, [], [], {"": "call sound"}],
                               ["shop", "Till", "shop", "c", "shop.till", false, [], ["count"]],
                               ["shop.till", "Till", "shop", "c", "shop.till", false, [], ["count"], {"count": "count by hand"}])"}});
  const Snippet snippet = a_snippet("import shop\ntill = shop.Till()\ndef late():\n    shop.ring()\n    till.count()\n");
  const Subject subject{.snippet = &snippet, .answer = {&snippet}};
  const auto of_a_run_that_reached = [&](std::vector<int> lines) {
    RunResult newest = finished();
    newest.reached = std::move(lines);
    return fading_uses(subject, Context{}, Row{finished(), newest}, matrix);
  };
  // When no run reaches them
  const auto found = of_a_run_that_reached({1, 2, 3});
  // Then each is told with its message and its step
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].text, "call sound");
  EXPECT_EQ(found[0].boundary->bad, 1U);
  EXPECT_EQ(found[0].boundary->package, "shop");
  EXPECT_EQ(found[1].use->attribute, "count");
  EXPECT_EQ(found[1].boundary->bad, 0U);
  EXPECT_THAT(of_a_run_that_reached({1, 2, 3, 4, 5}), IsEmpty());
}

TEST(SecondOpinion, SaysNothingOfARunThatDidNotEnd) {
  const Matrix matrix = two();
  const Snippet snippet = a_snippet("from flask_limiter import ExemptionScope\n");
  const Subject subject{.snippet = &snippet, .answer = {&snippet}};
  const Row row{finished(), RunResult{.end = RunResult::End::cpu_limit}};
  EXPECT_THAT(unreached_drift(subject, Context{}, row, matrix), IsEmpty());
}

TEST(Calls, BindLikePython) {
  const Export callable{.name = "f", .signature = std::vector<Parameter>{{"a", 1, false}, {"b", 1, true}, {"c", 3, true}}};
  const auto fits = [&](int positional, std::vector<std::string> keywords, bool starred = false) {
    LibraryUse call{.kind = LibraryUse::Kind::call, .positional = positional};
    call.keywords = std::move(keywords);
    call.starred = starred;
    return binds(call, callable).value();
  };
  EXPECT_TRUE(fits(1, {}));
  EXPECT_TRUE(fits(2, {"c"}));
  EXPECT_TRUE(fits(0, {"a"}));
  EXPECT_TRUE(fits(0, {}, true));
  EXPECT_FALSE(fits(0, {}));
  EXPECT_FALSE(fits(3, {}));
  EXPECT_FALSE(fits(1, {"a"}));
  EXPECT_FALSE(fits(1, {"d"}));
  EXPECT_FALSE(fits(1, {"d"}, true));
}

}  // namespace snipcheck
