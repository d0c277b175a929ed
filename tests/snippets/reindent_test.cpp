#include "snippets/repair/reindent.hpp"

#include "tests/snippets/lines.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

/// Takes the indentation away and gives what the repair makes of it.
std::string repaired(std::string_view code) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(code))
    lines.emplace_back(trim(line));
  const auto result = reindent(lines);
  if (!result)
    return "(none)";
  std::string out;
  for (const std::string& line : result->lines)
    out += line + "\n";
  return out;
}

/// A program that has to survive the loss of its indentation.
struct Program {
  const char* name;
  const char* code;
};

class Reindent : public ::testing::TestWithParam<Program> {};

TEST_P(Reindent, FindsTheIndentationAgain) { EXPECT_EQ(repaired(GetParam().code), GetParam().code); }

constexpr Program kPrograms[] = {
    {"guard",
     "app = Flask(__name__)\n@app.route('/')\ndef hello():\n    return 'hi'\nif __name__ == '__main__':\n    app.run()\n"},
    {"branch", "def f():\n    if request.method == 'POST':\n        return 'a'\n    return 'b'\n"},
    {"branches",
     "def f(x):\n    if x == 1:\n        y = 'a'\n    elif x == 2:\n        y = 'b'\n    else:\n        y = 'c'\n    return y\n"},
    {"fields", "class A(db.Model):\n    id = db.Column(db.Integer)\n    name = db.Column(db.String)\ndb.create_all()\n"},
    {"methods",
     "class A(Resource):\n    def get(self):\n        return 1\n    def post(self):\n        return 2\napi.add_resource(A, "
     "'/')\n"},
    {"static", "class A:\n    @staticmethod\n    def make():\n        return A()\n"},
    {"decorator", "def d(f):\n    @wraps(f)\n    def w(*a, **k):\n        return f(*a, **k)\n    return w\n"},
    {"factory",
     "def create_app():\n    app = Flask(__name__)\n    @app.route('/')\n    def index():\n        return 'x'\n    return app\n"},
    {"one_line", "@app.route('/')\ndef f(): pass\n@app.route('/b')\ndef g(): return 'g'\napp.run()\n"},
    {"try_", "def f():\n    try:\n        return int(x)\n    except ValueError:\n        return None\ndef g():\n    return 1\n"},
    {"finally_", "try:\n    work()\nexcept Error as e:\n    log(e)\nfinally:\n    close()\n"},
    {"loop",
     "def f(xs):\n    out = []\n    for x in xs:\n        if not x:\n            continue\n        out.append(x)\n    return "
     "out\n"},
    {"while_", "while True:\n    line = read()\n    if not line:\n        break\n    print(line)\n"},
    {"abort_", "def f(id):\n    user = User.query.get(id)\n    if user is None:\n        abort(404)\n    return user.name\n"},
    {"with_", "if __name__ == '__main__':\n    with app.app_context():\n        db.create_all()\n    app.run()\n"},
    {"brackets", "def f():\n    return jsonify({\n    'a': 1,\n    'b': 2,\n    })\n"},
    {"async_", "@app.route('/')\nasync def f():\n    data = await get()\n    return data\n"},
    {"inner_class", "class S(Schema):\n    class Meta:\n        fields = ('a',)\n"},
    {"match_",
     "def f(c):\n    match c:\n        case 1:\n            return 'one'\n        case _:\n            return 'many'\n"},
    {"tests",
     "def test_a(client):\n    r = client.get('/')\n    assert r.status_code == 200\ndef test_b(client):\n    assert client\n"},
};

INSTANTIATE_TEST_SUITE_P(Programs, Reindent, ::testing::ValuesIn(kPrograms),
                         [](const ::testing::TestParamInfo<Program>& program) { return program.param.name; });

TEST(LostIndentation, IsSeenWhereABlockHasNoBody) {
  EXPECT_TRUE(lost_indentation({"def f():", "return 1"}));
  EXPECT_TRUE(lost_indentation({"def f():", "    return 1", "if x:", "y()"}));
  EXPECT_TRUE(lost_indentation({"class A:", "    def f(self):", "    return 1"}));
  EXPECT_TRUE(lost_indentation({"user = find()", "    if user is None:", "        abort(404)"})) << "the first line was cut";
}

TEST(LostIndentation, IsNotSeenInWhatPythonTakes) {
  EXPECT_FALSE(lost_indentation({"def f():", "    return 1"}));
  EXPECT_FALSE(lost_indentation({"def f():", " return 1"}));
  EXPECT_FALSE(lost_indentation({"def f(): return 1", "x = f()"}));
  EXPECT_FALSE(lost_indentation({"x = {", "'a': 1,", "}"}));
  EXPECT_FALSE(lost_indentation({"def f(a,", "b):", "    return a"}));
  EXPECT_FALSE(lost_indentation({"s = \"\"\"", "if x:", "y", "\"\"\""}));
}

TEST(LostIndentation, IsNotSeenWhereAuthorsLeftSomethingOut) {
  EXPECT_FALSE(lost_indentation({"class A:", "    # fields", "class B:", "    pass"}));
  EXPECT_FALSE(lost_indentation({"x = 1", "    y = 2", "z = 3"})) << "a mistake, not a loss";
  EXPECT_FALSE(lost_indentation({"def f():"}));
  EXPECT_FALSE(lost_indentation({"print(5)", "Output:", "5"})) << "words, and no head of a block";
}

TEST(ReindentRepair, LeavesTheLinesOfLongStringsAlone) {
  const auto result = reindent({"def f():", "\"\"\"Says.", "More.\"\"\"", "return 1"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->lines[2], "More.\"\"\"");
  EXPECT_EQ(result->lines[3], "    return 1");
  EXPECT_EQ(result->added, (std::vector<int>{0, 4, 0, 4}));
}

TEST(ReindentRepair, LeavesAMistakeToItsAuthor) {
  EXPECT_FALSE(reindent({"def f(a):", "    if a:", "    return 1", "        return 2"})) << "no loss puts the last line so deep";
}

TEST(ReindentRepair, GivesUpOnABodyThatNeverComes) { EXPECT_FALSE(reindent({"def f():"})); }

/// A damaged text and what its author wrote.
struct Damage {
  const char* name;
  std::vector<std::string> pasted;
  std::vector<std::string> written;
};

class ReindentPartly : public ::testing::TestWithParam<Damage> {};

TEST_P(ReindentPartly, BelievesTheIndentationThatIsLeft) {
  ASSERT_TRUE(lost_indentation(GetParam().pasted));
  const auto result = reindent(GetParam().pasted);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->lines, GetParam().written);
  for (std::size_t i = 0; i < result->lines.size(); ++i)
    EXPECT_EQ(static_cast<int>(result->lines[i].size()), static_cast<int>(GetParam().pasted[i].size()) + result->added[i]);
}

INSTANTIATE_TEST_SUITE_P(
    Damages, ReindentPartly,
    ::testing::Values(Damage{"only_the_first_level",
                             {"def f(xs):", "out = []", "for x in xs:", "    if x:", "        out.append(x)", "return out"},
                             {"def f(xs):", "    out = []", "    for x in xs:", "        if x:", "            out.append(x)",
                              "    return out"}},
                      Damage{"one_function_of_two",
                             {"@app.route('/a')", "def a():", "    return 'a'", "", "@app.route('/b')",
                              "def b():", "if late():", "return 'c'", "return 'b'"},
                             {"@app.route('/a')", "def a():", "    return 'a'", "", "@app.route('/b')",
                              "def b():", "    if late():", "        return 'c'", "    return 'b'"}},
                      Damage{"one_blank_for_any_depth",
                             {"class A:", " def f(self):", " if self.x:", " return 1", " return 2", "a = A()"},
                             {"class A:", "    def f(self):", "        if self.x:", "            return 1", "        return 2",
                              "a = A()"}},
                      Damage{"continuation_lines_kept",
                             {"def f():", "return g(", "        1,", "        2)"},
                             {"def f():", "    return g(", "            1,", "            2)"}},
                      Damage{"the_first_line_cut",
                             {"user = find()", "    if user is None:", "        abort(404)", "    return user"},
                             {"user = find()", "if user is None:", "    abort(404)", "return user"}},
                      Damage{"spaced_out",
                             {"def f():", "", "x = 1", "", "return x", "", "", "", "def g():", "", "return 2"},
                             {"def f():", "", "    x = 1", "", "    return x", "", "", "", "def g():", "", "    return 2"}}),
    [](const ::testing::TestParamInfo<Damage>& damage) { return damage.param.name; });

TEST(ReindentRepair, GoesByBlankLines) {
  EXPECT_EQ(repaired("def f():\n    with a() as b:\n        b.c()\n\n    b.d()\n\n\ndef g():\n    pass\n\n\nrun()\n"),
            "def f():\n    with a() as b:\n        b.c()\n\n    b.d()\n\n\ndef g():\n    pass\n\n\nrun()\n");
}

TEST(ReindentRepair, GoesByWhereNamesLive) {
  for (const char* code : {"class A(Base):\n    name = Column(String)\n\ndef f():\n    title = 'x'\n\n    print(title)\n",
                           "@click.command()\ndef init():\n    make()\n    click.echo('done')\n"})
    EXPECT_EQ(repaired(std::string{"import click\n"} + code), std::string{"import click\n"} + code);
}

TEST(ReindentRepair, SaysHowSureItIs) {
  const auto sure = reindent({"def f():", "return 1", "x = f()"});
  ASSERT_TRUE(sure);
  EXPECT_TRUE(sure->sure());
  const auto guess = reindent({"if a():", "b()", "c()"});
  ASSERT_TRUE(guess);
  EXPECT_FALSE(guess->sure());
}

}  // namespace
}  // namespace snipcheck
