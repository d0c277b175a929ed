#include "snippets/library_uses.hpp"

#include <string>

#include <gmock/gmock.h>

namespace snipcheck {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

/// "call flask_limiter.Limiter 1 key_func @3", with "?" where it is guarded.
std::string spelt(const LibraryUse& use) {
  static constexpr const char* kKinds[] = {"import", "call", "attribute"};
  std::string out = std::string{kKinds[static_cast<int>(use.kind)]} + " " + use.module;
  out += use.name.empty() ? "" : "." + use.name;
  out += use.attribute.empty() ? "" : (use.of_instance ? "()." : ".") + use.attribute;
  if (use.kind == LibraryUse::Kind::call) {
    out += " " + std::to_string(use.positional);
    for (const std::string& keyword : use.keywords)
      out += " " + keyword;
  }
  return out + " @" + std::to_string(use.line) + (use.guarded ? "?" : "") + (use.stored ? "=" : "");
}

std::vector<std::string> uses(std::string_view code, std::string_view surroundings = "") {
  std::vector<std::string> out;
  for (const LibraryUse& use : library_uses(code, surroundings))
    out.push_back(spelt(use));
  return out;
}

}  // namespace

TEST(LibraryUses, FollowsImportsToCalls) {
  EXPECT_THAT(uses("from flask_limiter import Limiter as L\n"
                   "import flask.json as j\n"
                   "limiter = L(app, key_func=get)\n"
                   "j.dumps(1)\n"),
              ElementsAre("import flask_limiter.Limiter @1", "import flask.json @2", "call flask_limiter.Limiter 1 key_func @3",
                          "call flask.json.dumps 1 @4", "attribute flask.json.dumps @4"));
}

TEST(LibraryUses, KnowsWhoseObjectsAreAsked) {
  EXPECT_THAT(uses("from flask import Flask\napp = Flask(__name__)\napp.json_encoder = 1\n@app.route('/')\ndef f(): pass\n"),
              ElementsAre("import flask.Flask @1", "call flask.Flask 1 @2",
                          "attribute flask.Flask().json_encoder @3=", "attribute flask.Flask().route @4"));
}

TEST(LibraryUses, TakesFromTheSurroundingsWhatTheCodeDoesNotBind) {
  EXPECT_THAT(uses("limiter.limit(1)\n", "from flask_limiter import Limiter\nlimiter = Limiter(None)\n"),
              ElementsAre("attribute flask_limiter.Limiter().limit @1"));
  EXPECT_THAT(uses("limiter = make()\nlimiter.limit(1)\n", "from flask_limiter import Limiter\nlimiter = Limiter(None)\n"),
              IsEmpty());
}

TEST(LibraryUses, SaysNothingOfANameThatIsBoundInSeveralWays) {
  EXPECT_THAT(uses("from flask import escape\ndef f(escape):\n    return escape(1, 2, 3)\n"),
              ElementsAre("import flask.escape @1"));
  EXPECT_THAT(uses("from flask import json\nfor json in range(3):\n    json.dumps(1)\n"), ElementsAre("import flask.json @1"));
}

TEST(LibraryUses, MarksWhatCodeGuardsAgainst) {
  EXPECT_THAT(uses("try:\n    from flask import escape\nexcept ImportError:\n    from markupsafe import escape\n"),
              ElementsAre("import flask.escape @2?", "import markupsafe.escape @4?"));
  EXPECT_THAT(uses("import sys, flask\nif sys.version_info > (3,):\n    flask.escape('x')\n"),
              ElementsAre("import sys @1", "import flask @1", "attribute sys.version_info @2?", "call flask.escape 1 @3?",
                          "attribute flask.escape @3?"));
}

TEST(LibraryUses, MarksWhatFollowsAnEarlyEndToo) {
  const std::string code = "import flask\ndef f(app):\n    if hasattr(app, 'json'):\n        return\n    app.old = 1\n";
  EXPECT_TRUE(guarded_lines(code).contains(5));
  EXPECT_FALSE(guarded_lines("def f(conversion):\n    if conversion:\n        return\n    g()\n").contains(4));
}

TEST(LibraryUses, KnowsTheLineThatRunsWithAUse) {
  const auto found = library_uses("import flask\nx = [\n    1,\n    flask.escape,\n]\n", "");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].statement, 2);
  EXPECT_EQ(found[1].line, 4);
  EXPECT_EQ(found[1].column, 5);
  EXPECT_EQ(found[1].end_column, 17);
}

TEST(LibraryUses, SaysNothingOfWhatDoesNotParse) { EXPECT_THAT(uses("from flask import (\nx = \n"), IsEmpty()); }

}  // namespace snipcheck
