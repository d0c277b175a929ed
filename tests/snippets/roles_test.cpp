/// What each piece of Python is for a reader.
#include "tests/snippets/lines.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

struct Piece {
  const char* earlier;  ///< A snippet before it in its answer; "" for none.
  const char* code;
  const char* role;
};

TEST(Roles, SayWhatAPieceIsForAReader) {
  const Piece table[] = {
      // complete: a program, or what needs nothing else
      {"", "from flask import Flask\napp = Flask(__name__)", "complete"},
      {"", "import flask\napp = flask.Flask(__name__)\napp.run()", "complete"},
      {"", "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app", "complete"},
      {"", "app = Flask(__name__)\n@app.route('/')\ndef f():\n    return jsonify(a=1)", "complete"},
      {"", "x = 1\nprint(x)", "complete"},
      {"", "import os\nos.environ['A'] = 'b'", "complete"},
      {"", "from flask import Blueprint\nbp = Blueprint('a', __name__)\n@bp.route('/')\ndef f():\n    return 'a'", "complete"},
      {"", "def add(a, b):\n    return a + b", "complete"},
      {"", "class Config:\n    DEBUG = True", "complete"},
      {"", "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()", "complete"},
      {"", "print('hello')", "complete"},
      {"", "for i in range(3):\n    print(i)", "complete"},
      {"", "# only words", "fragment"},
      {"", "def f():\n    ...", "complete"},
      {"from flask import Flask\napp = Flask(__name__)", "from flask import Flask\napp = Flask(__name__)\nprint(app.name)",
       "complete"},
      // fragment: names that nobody gives it
      {"", "from flask import Flask", "fragment"},
      {"", "import os\nimport sys", "fragment"},
      {"", "@app.route('/')\ndef f():\n    return 'a'", "fragment"},
      {"", "db.create_all()", "fragment"},
      {"", "app.config['DEBUG'] = True", "fragment"},
      {"", "return jsonify(a=1)", "fragment"},
      {"", "x = request.args.get('a')", "fragment"},
      {"", "class User(db.Model):\n    id = db.Column(db.Integer)", "fragment"},
      {"", "if __name__ == '__main__':\n    app.run()", "fragment"},
      {"", "with app.app_context():\n    db.create_all()", "fragment"},
      {"", "session['a'] = 1\nsession.pop('a')", "fragment"},
      {"", "await f()", "fragment"},
      {"", "@app.route('/')\ndef f():", "fragment"},
      {"", "try:\n    g()\nexcept KeyError:\n    pass", "fragment"},
      {"x = 1", "y = z + 1", "fragment"},
      // continuation: goes on with what an earlier snippet of its answer binds
      {"from flask import Flask\napp = Flask(__name__)", "@app.route('/')\ndef f():\n    return 'a'", "continuation"},
      {"db = SQLAlchemy()", "class User(db.Model):\n    pass", "continuation"},
      {"class User:\n    pass", "u = User()", "continuation"},
      {"def f():\n    return 1", "f()", "continuation"},
      {"import os", "print(os.getcwd())", "continuation"},
      {"app = Flask(__name__)", "app.run(debug=True)", "continuation"},
      {"x = 1", "print(x, y)", "continuation"},
      // directive-only: decorators without their function
      {"", "@app.route('/')", "directive-only"},
      {"", "@app.route('/a', methods=['GET', 'POST'])", "directive-only"},
      {"", "@app.route('/')\n@login_required", "directive-only"},
      {"", "@app.route('/a')\n# or\n@app.get('/a')", "directive-only"},
      {"", "@app.route(\n    '/a',\n    methods=['GET'],\n)", "directive-only"},
      {"app = Flask(__name__)", "@app.route('/')", "directive-only"},
      // expression: a value and nothing else
      {"", "request.remote_addr", "expression"},
      {"", "request.args['a']", "expression"},
      {"", "app.config['DEBUG']", "expression"},
      {"", "1 + 1", "expression"},
      {"", "'<int:id>'", "expression"},
      {"", "{'a': 1}", "expression"},
      {"", "current_user.is_authenticated  # True for who is logged in", "expression"},
      {"", "request.args\nrequest.form", "expression"},
      {"x = 1", "x + 1", "expression"},
  };
  for (const Piece& piece : table) {
    const std::string earlier = piece.earlier[0] == '\0' ? "" : "```python\n" + std::string{piece.earlier} + "\n```\n\nThen:\n\n";
    const auto snippets = testing::snippets_of("a.md", earlier + "```python\n" + piece.code + "\n```\n");
    ASSERT_EQ(snippets.size(), earlier.empty() ? 1U : 2U) << piece.code;
    ASSERT_TRUE(snippets.back().role) << piece.code << " is " << snippets.back().language;
    EXPECT_EQ(to_string(*snippets.back().role), piece.role) << piece.code;
  }
}

TEST(Roles, ForgetWhatOtherAnswersBind) {
  const auto snippets =
      testing::snippets_of("a.md", "## 1. What?\n\n```python\nx = 1\n```\n\n## 2. Why?\n\n```python\ny = x + 1\n```\n");
  ASSERT_EQ(snippets.size(), 2U);
  EXPECT_EQ(snippets[1].role, Role::fragment);
}

TEST(Roles, AreOfPythonAlone) {
  const auto snippets = testing::snippets_of("a.md", "```bash\npip install flask\n```\n");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_FALSE(snippets[0].role);
}

}  // namespace
}  // namespace snipcheck
