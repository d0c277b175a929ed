#include "verifier/context/context.hpp"

#include "tests/helpers/builders.hpp"
#include "verifier/check.hpp"

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_matrix;
using testing::a_snippet;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

namespace {

/// Rows of an index: what Flask, an extension and the standard library export.
constexpr const char* kExports = R"(
["flask", "Flask", "flask", "c", "flask.app", false, [["import_name", 1, false]], ["route", "run"]],
["flask", "request", "flask", "o", "", false, null, []],
["flask", "jsonify", "flask", "f", "flask.json", false, [], []],
["flask_limiter", "Limiter", "flask-limiter", "c", "flask_limiter.extension", true, [["key_func", 1, false], ["app", 3, true]], ["limit"]],
["flask_limiter.util", "get_remote_address", "flask-limiter", "f", "flask_limiter.util", false, [], []],
["datetime", "datetime", "python", "c", "datetime", false, null, ["now", "utcnow"]],
["other.testing", "User", "other", "c", "other.testing", false, [], []])";

Matrix one_environment() {
  return a_matrix({.packages = {{{"flask", "3.1.3"}, {"flask-limiter", "4.1.1"}, {"other", "1.0"}}}, .exports = {kExports}});
}

/// The snippets of one answer, as extraction would give them.
std::vector<Snippet> an_answer(std::vector<std::string> codes) {
  std::vector<Snippet> out;
  int line = 10;
  for (std::string& code : codes) {
    out.push_back(a_snippet(std::move(code)));
    out.back().start_line = line;
    line += 20;
  }
  return out;
}

Context context_of_last(const std::vector<Snippet>& answer, const Matrix& matrix) {
  return plan_context(subjects_of(answer).back(), matrix);
}

auto supplies(const char* code) { return Contains(Field(&Supply::code, HasSubstr(code))); }

}  // namespace

TEST(Context, GivesAViewItsAppAndItsFlaskNames) {
  const Matrix matrix = one_environment();
  const Context context =
      context_of_last(an_answer({"@app.route('/')\ndef index():\n    return jsonify(request.args)\n"}), matrix);

  EXPECT_THAT(context.supplies, supplies("app = Flask(__name__)"));
  EXPECT_THAT(context.supplies, supplies("from flask import jsonify"));
  EXPECT_THAT(context.supplies, supplies("from flask import request"));
  EXPECT_EQ(context.rung(), Context::Rung::scaffolded);
  EXPECT_TRUE(context.holes().empty());
}

TEST(Context, TakesANameFromThePackageThatTheAnswerImports) {
  const Matrix matrix = one_environment();
  const Context context = context_of_last(
      an_answer({"from flask_limiter import Limiter\nlimiter = Limiter(app, key_func=get_remote_address)\n"}), matrix);

  EXPECT_THAT(context.supplies, supplies("from flask_limiter.util import get_remote_address"));
  EXPECT_FALSE(context.holes().empty());  // the import is a hole all the same
}

TEST(Context, ContinuesEarlierSnippetsThatBindWhatIsMissing) {
  const Matrix matrix = one_environment();
  const auto answer = an_answer({"limit = 3\n", "unrelated = 1\n", "print(limit)\n"});
  const Context context = context_of_last(answer, matrix);

  EXPECT_THAT(context.earlier, ElementsAre(&answer[0]));
  EXPECT_EQ(context.rung(), Context::Rung::continued);
}

TEST(Context, DoesNotChainAlternatives) {
  const Matrix matrix = one_environment();
  const auto answer = an_answer({"limit = 3\nkind = 'a'\n", "kind = 'b'\nprint(limit, kind)\n"});
  EXPECT_TRUE(context_of_last(answer, matrix).earlier.empty());
}

TEST(Context, HoldsAProgramToItsImports) {
  const Matrix matrix = one_environment();
  const Context context = context_of_last(
      an_answer({"from flask import Flask\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return jsonify(ok=1)\n"}),
      matrix);

  EXPECT_TRUE(context.program);
  EXPECT_THAT(context.unimported, ElementsAre(Field(&FreeName::name, "jsonify")));
}

TEST(Context, PutsAStandInForANameThatNobodyOffers) {
  const Matrix matrix = one_environment();
  const Context context = context_of_last(an_answer({"print(count_the_visits())\n"}), matrix);

  EXPECT_THAT(context.unknown, ElementsAre(Field(&FreeName::name, "count_the_visits")));
  EXPECT_THAT(context.supplies, supplies("count_the_visits = Placeholder("));
}

TEST(Context, TellsAModuleFromTheClassOfItsNameByWhatIsAskedOfIt) {
  const Matrix matrix = one_environment();
  EXPECT_THAT(context_of_last(an_answer({"created = datetime.now\n"}), matrix).supplies,
              supplies("from datetime import datetime"));
  EXPECT_THAT(context_of_last(an_answer({"created = datetime.timedelta(1)\n"}), matrix).supplies, supplies("import datetime"));
}

TEST(Context, NeverTakesANameFromAPackagesOwnTests) {
  const Matrix matrix = one_environment();
  EXPECT_THAT(context_of_last(an_answer({"import other\nregister(User)\n"}), matrix).unknown,
              Contains(Field(&FreeName::name, "User")));
}

TEST(Context, LaysOutTheModulesThatTheAnswerShows) {
  const Matrix matrix = one_environment();
  auto answer = an_answer({"class Tag:\n    pass\n", "from models import Tag\nprint(Tag)\n"});
  answer[0].file = "models.py";
  const Context context = context_of_last(answer, matrix);

  EXPECT_EQ(context.files.at("models.py"), "class Tag:\n    pass\n");
  EXPECT_EQ(context.rung(), Context::Rung::continued);
}

TEST(Context, HidesWhatTheReaderWouldNotHaveInstalled) {
  const Matrix matrix = one_environment();
  const auto answer = an_answer({"from flask import Flask\n"});
  const Subject subject = subjects_of(answer).back();
  const Job job = job_of(subject, plan_context(subject, matrix), matrix, 0);

  EXPECT_THAT(job.hidden_modules, ElementsAre("flask_limiter", "other"));
}

}  // namespace snipcheck
