#include "snippets/plain/line_kind.hpp"

#include "snippets/plain/shell.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

TEST(LineKind, KnowsPythonByItself) {
  for (const char* line : {"from flask import Flask",
                           "import flask_login",
                           "@app.route('/')",
                           "def f(a, b=1):",
                           "class User(db.Model):",
                           "app = Flask(__name__)",
                           "if request.method == 'POST':",
                           "return redirect(url_for('x'))",
                           "session['a'] = 1",
                           "print('x')",
                           "assert r.status_code == 200",
                           "name: str = 'x'",
                           "x = [1, 2]",
                           "with open(p) as f:",
                           "print(“x”)",
                           "raise NotFound('x')",
                           "elif x == 2:",
                           "def users(): pass",
                           "from . import views",
                           "from .. import models",
                           "from .db import a , b",
                           "from ...pkg.sub import x as y  # here"})
    EXPECT_EQ(evidence_of(line), Evidence::strong) << line;
}

TEST(LineKind, TakesLittleForLittle) {
  for (const char* line : {"import flask", "x = 5", "db.session.add(user)", "for x in xs:", "count += 1"})
    EXPECT_EQ(evidence_of(line), Evidence::fair) << line;
  for (const char* line :
       {"pass", "else:", "try:", "app.run()", "x = y", "return value", "if needed:", "debug=True", "jsonify(dict)"})
    EXPECT_EQ(evidence_of(line), Evidence::weak) << line;
  for (const char* line : {"a - b", "request.method", "request.path, request.url, request.base_url", "'text'", "Total = 5"})
    EXPECT_EQ(evidence_of(line), Evidence::bare) << line;
}

TEST(LineKind, TakesProseForProse) {
  for (const char* line : {"Flask",
                           "[2][5]",
                           "[1], [3].",
                           "request.method — HTTP method",
                           "App creation: app = Flask(__name__) or create_app() factory.",
                           "make_response(\"hello\", 201) returns a proper Response",
                           "from . to the next",
                           "Go up with from .. import models. It works.",
                           "import only what you need",
                           "from the docs: import x",
                           "Use Flask-Limiter:",
                           "Example:",
                           "Redis (cache)",
                           "Note: x = y",
                           "SECRET_KEY=abc",
                           "Authentication = verify who the user is.",
                           "jsonify(dict) sets Content-Type",
                           "Is it app.run()?",
                           "- app.run()",
                           "12. x = f(1)",
                           "GET, POST,",
                           "/users/<int:id>"})
    EXPECT_EQ(evidence_of(line), Evidence::prose) << line;
}

TEST(Shell, KnowsCommandsAndNotSentencesAboutThem) {
  for (const char* line : {"pip install flask", "python app.py  # start it", "gunicorn -w 4 'app:create_app()'", "flask db init",
                           "export X=1", "$ anything at all", "FLASK_APP=x flask run", "sudo apt install nginx",
                           "docker build -t x .", "git add .", "python -m venv env", "source venv/bin/activate",
                           "curl http://localhost:5000/", "celery -A tasks worker", "cd project", "mkdir shop && cd shop"})
    EXPECT_TRUE(is_shell_line(line)) << line;
  for (const char* line :
       {"pip is a tool", "flask run starts the server and more", "python is fun", "git", "docker makes it easy to ship.", "cd",
        "export data to CSV", "gunicorn", "use pip install flask", "echo chamber", "flask"})
    EXPECT_FALSE(is_shell_line(line)) << line;
}

}  // namespace
}  // namespace snipcheck
