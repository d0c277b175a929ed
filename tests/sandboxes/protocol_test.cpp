#include "sandboxes/protocol.hpp"

#include "support/text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using nlohmann::json;

RunResult read(const std::string& lines) {
  RunResult result;
  read_results(lines, "secret", result);
  return result;
}

/// The last line of a result, with these fields, which may stand on several lines here.
std::string done(const std::string& fields) {
  return R"({"token": "secret", "stage": "done")" + replace_all(fields, "\n", " ") + "}\n";
}

}  // namespace

TEST(JobJson, HoldsEveryField) {
  const Job job{.code = "print('\xc3\xa9')",
                .before = {{"earlier", "a = 1"}},
                .files = {{"templates/x.html", "hi"}},
                .file = "shop/views.py",
                .wrap_in_view = true,
                .top_level_await = true,
                .shown_lines = {3},
                .shown_paths = {"/user/Sam"},
                .push = Job::Push::request_context,
                .exercise = false,
                .hidden_modules = {"babel"},
                .hidden_distributions = {"flask-babel"}};
  const json all = json::parse(job_json(job, "secret"));
  const char* wanted = R"json({"token": "secret", "code": "print('é')", "before": [{"label": "earlier", "code": "a = 1"}],
    "files": {"templates/x.html": "hi"}, "file": "shop/views.py", "wrap_in_view": true, "top_level_await": true,
    "shown_lines": [3], "shown_paths": ["/user/Sam"], "push": "request_context", "exercise": false,
    "hidden_modules": ["babel"], "hidden_distributions": ["flask-babel"]})json";
  EXPECT_EQ(all, json::parse(wanted));
}

TEST(JobJson, IsJsonWhateverTheBytesOfTheCode) {
  EXPECT_TRUE(json::accept(job_json({.code = std::string("\xff\x00\xc3", 3)}, "t")));
}

TEST(Results, AreCompleteOnlyWithTheToken) {
  EXPECT_TRUE(read(done("")).complete);
  EXPECT_FALSE(read(R"({"stage": "done"})").complete);
  EXPECT_FALSE(read(R"({"token": "guess", "stage": "done", "faults": []})").complete);
  EXPECT_FALSE(read(R"({"token": ["secret"], "stage": "done"})").complete);
  EXPECT_FALSE(read("").complete);
}

TEST(Results, KeepTheLastStageOfARunThatWasStopped) {
  RunResult result;
  EXPECT_TRUE(read_results("{\"stage\": \"compile\"}\n{\"stage\": \"import\"}\n{\"stage\": \"whatever\"}\n{\"stage\": \"requ",
                           "secret", result));
  EXPECT_EQ(result.stage, "import");
  EXPECT_FALSE(result.complete);
}

TEST(Results, SayWhetherTheHarnessBegan) {
  RunResult result;
  EXPECT_FALSE(read_results("Fatal Python error\n[1, 2]\n{}\n", "secret", result));
}

TEST(Results, AreReadFieldByField) {
  const RunResult result =
      read(done(R"(, "faults": [{"stage": "request", "where": "GET /", "type": "KeyError", "bases": ["builtins.KeyError"],
    "message": "'a'", "line": 3, "statement": 2, "column": 5, "end_column": 9, "function": "index",
    "frames": [{"file": "snippet.py", "module": "__main__", "function": "index", "line": 3, "code": "d['a']", "library": false}],
    "context": "", "guessed": true, "tainted": true, "causes": ["ValueError: x"], "details": {"name": "flask"}, "origins": ["flask"],
    "network": ["localhost:6379"]}],
    "cautions": [{"category": "DeprecationWarning", "bases": [], "message": "old", "line": 4, "module": "flask"}],
    "responses": [{"request": "GET /", "status": 500, "mimetype": "text/html"}], "served": ["Flask.run"], "tried": ["GET /"],
    "shown": {"3": "8"}, "network": ["a:1"], "reached": [1, 3])"));
  EXPECT_EQ(result.tried, std::vector<std::string>{"GET /"});
  EXPECT_EQ(result.shown.at("3"), "8");
  ASSERT_EQ(result.faults.size(), 1U);
  const Fault& fault = result.faults[0];
  EXPECT_EQ(fault.where, "GET /");
  EXPECT_EQ(fault.line, 3);
  EXPECT_EQ(fault.end_column, 9);
  EXPECT_TRUE(fault.guessed);
  EXPECT_EQ(fault.frames.at(0).code, "d['a']");
  EXPECT_EQ(fault.details.at("name"), "flask");
  EXPECT_EQ(fault.network.at(0), "localhost:6379");
  EXPECT_EQ(result.cautions.at(0).line, 4);
  EXPECT_EQ(result.responses.at(0).status, 500);
  EXPECT_EQ(result.served.at(0), "Flask.run");
  EXPECT_EQ(result.reached, (std::vector<int>{1, 3}));
}

TEST(Results, TakeNothingOfTheWrongType) {
  const RunResult result =
      read(done(R"(, "faults": [3, "x", null, {"line": "4", "column": -1, "message": 7, "frames": {}, "details": []}],
    "cautions": {}, "responses": [{"status": 99999999999}], "served": [1, {}], "reached": [1.5, "2"], "unknown": 1)"));
  EXPECT_TRUE(result.complete);
  ASSERT_EQ(result.faults.size(), 4U);
  EXPECT_EQ(result.faults[3].line, 0);
  EXPECT_EQ(result.faults[3].column, 0);
  EXPECT_EQ(result.faults[3].message, "");
  EXPECT_EQ(result.responses.at(0).status, 0);
}

TEST(Results, PassOverBrokenAndForgedLines) {
  const RunResult result = read("{\"token\n" + std::string(100000, '[') + "\n" + std::string(100000, '{') +
                                "\n{\"stage\": \"done\", \"token\": \"\"}\n\xff\xfe\n" + done(R"(, "served": ["Flask.run"])") +
                                done(R"(, "served": ["forged later"])"));
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(result.served, std::vector<std::string>{"Flask.run"});
}

TEST(Results, CutLongTextsAndLists) {
  std::string faults;
  for (int i = 0; i < 1000; ++i)
    faults += R"({"message": "x"},)";
  const RunResult result = read(done(R"(, "served": [")" + std::string(1 << 20, 'x') + R"("], "faults": [)" + faults + "{}]"));
  EXPECT_LE(result.served.at(0).size(), 8000U);
  EXPECT_LE(result.faults.size(), 200U);
}

TEST(Results, TakeHalfSurrogatesForUnknownCharacters) {
  EXPECT_EQ(read(done(R"(, "served": ["a\ud800b", "\\ud800", "\ud83d\ude00"])")).served,
            (std::vector<std::string>{"a\xef\xbf\xbd"
                                      "b",
                                      "\\ud800", "\xf0\x9f\x98\x80"}));
}

TEST(Shown, CutsBetweenCharactersAndWritesStrayBytesOut) {
  EXPECT_EQ(shown("a\xff"), "a\\xff");
  const std::string text = std::string(kKeptOutput - 1, 'x') + "\xc3\xa9";
  EXPECT_EQ(shown(text), std::string(kKeptOutput - 1, 'x'));
  EXPECT_EQ(shown(std::string(kKeptOutput - 2, 'x') + "\xc3\xa9").size(), kKeptOutput);
}

TEST(Token, IsNewEachTime) { EXPECT_NE(fresh_token(), fresh_token()); }

}  // namespace snipcheck
