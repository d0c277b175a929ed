#include "snippets/language.hpp"

#include "tests/snippets/lines.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

std::string language(std::string_view label, std::string_view text) { return language_of(label, testing::lines_of(text)); }

TEST(Language, IsReadFromTheLabel) {
  EXPECT_EQ(label_of("python"), "python");
  EXPECT_EQ(label_of("{.python .numberLines}"), "python");
  EXPECT_EQ(label_of("{code-block} python"), "python");
  EXPECT_EQ(label_of("py title=\"a.py\""), "py");
  EXPECT_EQ(label_of("python{1,3}"), "python");
  EXPECT_EQ(label_of("python:app.py"), "python");
  EXPECT_EQ(label_of("{python}"), "python");
  EXPECT_EQ(label_of(""), "");
  EXPECT_EQ(language("PY", "x"), "python");
  EXPECT_EQ(language("flask", "x"), "python");
  EXPECT_EQ(language("rust", "fn main() {}"), "rust");
}

TEST(Language, IsReadFromTheContentWithoutALabel) {
  EXPECT_EQ(language("", "@app.route('/')\ndef f():\n    return 1\n"), "python");
  EXPECT_EQ(language("", "request.remote_addr"), "python");
  EXPECT_EQ(language("", "header.payload.signature"), "text");
  EXPECT_EQ(language("", ">>> 1\n1\n"), "python-console");
  EXPECT_EQ(language("", "export A=1\nflask run\n"), "bash");
  EXPECT_EQ(language("", "/templates/a.html\n/static/\n"), "text");
  EXPECT_EQ(language("", "web: gunicorn app:app"), "procfile");
  EXPECT_EQ(language("", "proxy_pass http://127.0.0.1:8000;"), "nginx");
  EXPECT_EQ(language("", "FROM python:3.10\nRUN pip install x\n"), "dockerfile");
  EXPECT_EQ(language("", "[uwsgi]\nmodule = wsgi\n"), "ini");
  EXPECT_EQ(language("", "[tool]\nname = \"x\"\n"), "toml");
  EXPECT_EQ(language("", "{\"a\": true}"), "json");
  EXPECT_EQ(language("", "{'a': True, 'b': f(1)}\nx = f(2)"), "python");
  EXPECT_EQ(language("", "version: '3'\nservices:\n  web:\n    build: .\n"), "yaml");
  EXPECT_EQ(language("", "SELECT id FROM users;"), "sql");
  EXPECT_EQ(language("", "fetch('/api').then(r => {\n  console.log(r);\n});"), "javascript");
  EXPECT_EQ(language("", "<p>{{ x }}</p>"), "jinja");
  EXPECT_EQ(language("", "<p>x</p>"), "html");
  EXPECT_EQ(language("", "x = f\"{{}} {y}\"\nprint(x)"), "python");
  EXPECT_EQ(language("", "Client -> Nginx -> Gunicorn"), "text");
}

TEST(Language, OfTheContentWinsOverAWrongLabel) {
  EXPECT_EQ(language("bash", "socketio.run(app)"), "python");
  EXPECT_EQ(language("bash", "pip install x\npython app.py"), "bash");
  EXPECT_EQ(language("html", "{% if x %}a{% endif %}"), "jinja");
  EXPECT_EQ(language("python", "<h1>{{ x }}</h1>"), "jinja");
  EXPECT_EQ(language("python", "pip install flask"), "bash");
  EXPECT_EQ(language("python", ">>> x\n1"), "python-console");
  EXPECT_EQ(language("text", "just words"), "text");
}

TEST(Language, OfOutputLabelledPythonIsText) {
  for (const char* text :
       {"Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    import flask\nImportError: no",
        " * Running on http://127.0.0.1:5000/ (Press CTRL+C to quit)\n * Restarting with stat", "Hello, World!",
        "127.0.0.1 - - [14/May/2024 10:02:11] \"GET / HTTP/1.1\" 200 -",
        "if the user is logged in:\n    show the dashboard\nelse:\n    redirect to the login page",
        "flask==2.0.1\nflask-sqlalchemy==2.5.1\ngunicorn", "app/\n├── __init__.py\n└── routes.py",
        "GET    /users    list\nPOST   /users    create"})
    EXPECT_EQ(language("python", text), "text") << text;
}

TEST(Language, OfDataLabelledPythonIsItsOwn) {
  EXPECT_EQ(language("python", "{\n  \"a\": true,\n  \"b\": null\n}"), "json");
  EXPECT_EQ(language("python", "{\"a\": 1, \"b\": 2}"), "python") << "a dict as well";
  EXPECT_EQ(language("python", "[uwsgi]\nmodule = wsgi:app\nmaster = true"), "ini");
  EXPECT_EQ(language("python", "DEBUG=True\nPORT=5000"), "python");
  EXPECT_EQ(language("python", "SECRET_KEY=abc-def\nDATABASE_URL=sqlite:///x.db"), "ini");
  EXPECT_EQ(language("python", "const x = await fetch(\"/api\");\nconsole.log(x);"), "javascript");
  EXPECT_EQ(language("python", "HTTP/1.1 200 OK\nContent-Type: text/plain"), "http");
  EXPECT_EQ(language("python", "$ pip install flask\nCollecting flask\n  Downloading it"), "bash");
}

TEST(Language, OfPythonUnderALabelOfDataIsPython) {
  EXPECT_EQ(language("json", "return jsonify({\"a\": 1})"), "python");
  EXPECT_EQ(language("yaml", "from flask import Flask\napp = Flask(__name__)"), "python");
  EXPECT_EQ(language("javascript", "@app.route('/')\ndef index():\n    return 'x'"), "python");
  EXPECT_EQ(language("javascript", "console.log('x')\nreturn x"), "javascript");
  EXPECT_EQ(language("json", "{\"a\": 1}"), "json");
}

TEST(Language, OfIPythonIsASession) {
  EXPECT_EQ(language("text", "In [1]: 1 + 1\nOut[1]: 2"), "python-console");
  EXPECT_EQ(language("bash", ">>> from flask import Flask"), "python-console");
}

TEST(Language, OfAWordInAngleBracketsIsNoHtml) { EXPECT_EQ(language("", "<Response 13 bytes [200 OK]>"), "text"); }

TEST(Language, OfBrokenPythonStaysPython) {
  for (const char* text :
       {"def hello world():\n    return 1", "app.run(debug=True", "from flask import Flask app = Flask(__name__)",
        "for i in range(3) print(i)", "app = Flask(__name__\n@app.route('/')\ndef x():\n    return 1"})
    EXPECT_EQ(language("python", text), "python") << text;
  EXPECT_EQ(language("python", "def f(:\n    return 1\n"), "python");
  EXPECT_EQ(language("python", "print(“x”)"), "python");
  EXPECT_EQ(language("python", "print \"x\""), "python");
  EXPECT_EQ(language("python", "..."), "python");
}

}  // namespace
}  // namespace snipcheck
