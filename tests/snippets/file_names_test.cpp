#include "snippets/file_names.hpp"

#include "tests/snippets/lines.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

/// A line of text, the language of the block beside it, and the file that it names; "" for none.
struct Said {
  const char* line;
  const char* language;
  const char* file;
};

TEST(FileNames, AreReadFromTheLineAbove) {
  const Said table[] = {
      {"app.py", "python", "app.py"},
      {"app.py:", "python", "app.py"},
      {"`app.py`", "python", "app.py"},
      {"**`config.py`**", "python", "config.py"},
      {"*models.py*", "python", "models.py"},
      {"__tests__.py", "python", "__tests__.py"},
      {"In `app.py`:", "python", "app.py"},
      {"In **app.py**, add:", "python", "app.py"},
      {"File: app.py", "python", "app.py"},
      {"file: app/views.py", "python", "app/views.py"},
      {"Filename: `wsgi.py`", "python", "wsgi.py"},
      {"### app/__init__.py", "python", "app/__init__.py"},
      {"#### 2. `routes.py`", "python", "routes.py"},
      {"## Step 3: models.py", "python", "models.py"},
      {"### `auth.py` – logging in", "python", "auth.py"},
      {"**app.py** (continued)", "python", "app.py"},
      {"Listing 4: app.py", "python", "app.py"},
      {"📄 app.py", "python", "app.py"},
      {"=== \"app.py\"", "python", "app.py"},
      {"- `extensions.py`:", "python", "extensions.py"},
      {"Create a file named models.py and add", "python", "models.py"},
      {"Create a file called `tasks.py` with this content:", "python", "tasks.py"},
      {"Create `app/forms.py`:", "python", "app/forms.py"},
      {"First, create app.py.", "python", "app.py"},
      {"Now open `app.py` and change the route", "python", "app.py"},
      {"Add the following to your app.py file:", "python", "app.py"},
      {"Add this to `config.py`", "python", "config.py"},
      {"Then, inside __init__.py, register it:", "python", "__init__.py"},
      {"The contents of app.py:", "python", "app.py"},
      {"Here is the final version of `app.py`:", "python", "app.py"},
      {"At the top of models.py:", "python", "models.py"},
      {"The `config.py` file holds the settings:", "python", "config.py"},
      {"Our app/main.py looks like this:", "python", "app/main.py"},
      {"app\\auth\\routes.py", "python", "app/auth/routes.py"},
      {"In project/app.py we register what auth.py exports:", "python", "project/app.py"},
      {"./run.py", "python", "run.py"},
      {"templates/base.html", "jinja", "templates/base.html"},
      {"In `templates/index.html`:", "html", "templates/index.html"},
      {"base.html:", "jinja", "base.html"},
      {"and the template, base.html:", "jinja", "base.html"},
      {"app.py renders this template (hello.html):", "jinja", "hello.html"},
      {"Dockerfile:", "dockerfile", "Dockerfile"},
      {"Create a `Dockerfile`", "dockerfile", "Dockerfile"},
      {"Put this in `.env`:", "ini", ".env"},
      {"`.flaskenv`", "ini", ".flaskenv"},
      {"docker-compose.yml", "yaml", "docker-compose.yml"},
      {"requirements.txt:", "text", "requirements.txt"},
      {"Save it as static/style.css:", "css", "static/style.css"},
      // What names no file for the block below.
      {"Run python app.py:", "python", ""},
      {"Run it with `python app.py`:", "python", ""},
      {"Start the server with `flask --app app.py run` and call it:", "python", ""},
      {"See https://example.com/docs/app.py:", "python", ""},
      {"Import `db` from models.py:", "python", ""},
      {"Unlike app.py:", "python", ""},
      {"app.py is where all begins. This shows a route", "python", ""},
      {"Use app.run():", "python", ""},
      {"request.args.get:", "python", ""},
      {"In Node.js:", "javascript", ""},
      {"In Flask 2.3:", "python", ""},
      {"In templates/base.html:", "python", ""},
      {"In `app.py`:", "html", ""},
      {"In app.py:", "bash", ""},
      {"e.g.:", "python", ""},
      {"Delete old_app.py:", "python", ""},
      {"Write to me@example.py:", "python", ""},
      {"All *.py files:", "python", ""},
      {"This is faster than app.py:", "python", ""},
      {"", "python", ""},
  };
  for (const Said& one : table)
    EXPECT_EQ(file_in_text(one.line, one.language), one.file) << one.line;
}

TEST(FileNames, AreReadFromTheLineBelowWhereItSaves) {
  const Said table[] = {
      {"Save this as hello.py.", "python", "hello.py"},
      {"Save the file as `app.py` and run `python app.py`.", "python", "app.py"},
      {"Store it in `config.py`.", "python", "config.py"},
      {"Put this in templates/index.html", "html", "templates/index.html"},
      {"This goes into `models.py`.", "python", "models.py"},
      {"Then run python app.py", "python", ""},
      {"app.py imports it.", "python", ""},
      {"In app.py, call it:", "python", ""},
      {"Save it as page.html", "python", ""},
  };
  for (const Said& one : table)
    EXPECT_EQ(file_in_afterword(one.line, one.language), one.file) << one.line;
}

TEST(FileNames, AreReadFromInfoStringsAndComments) {
  struct Block {
    const char* info;
    const char* code;
    const char* language;
    const char* file;
  };
  const Block table[] = {
      {"python title=\"app/views.py\"", "x = 1", "python", "app/views.py"},
      {"py filename=app.py hl_lines=\"2\"", "x = 1", "python", "app.py"},
      {"python:app.py", "x = 1", "python", "app.py"},
      {"{.python caption=\"app.py\"}", "x = 1", "python", "app.py"},
      {"python app.py", "x = 1", "python", "app.py"},
      {"python", "# app/routes.py\nx = 1", "python", "app/routes.py"},
      {"python", "#!/usr/bin/env python\n# app.py\nx = 1", "python", "app.py"},
      {"python", "# --- File: app.py ---\nx = 1", "python", "app.py"},
      {"python", "# app.py - the entry\nx = 1", "python", "app.py"},
      {"python", "# app.py (excerpt)\nx = 1", "python", "app.py"},
      {"python", "\"\"\"app.py\"\"\"\nx = 1", "python", "app.py"},
      {"python", "# in your config.py\nx = 1", "python", "config.py"},
      {"python", "# app\\models.py\nx = 1", "python", "app/models.py"},
      {"html", "<!-- templates/base.html -->\n<p></p>", "html", "templates/base.html"},
      {"jinja", "{# base.html #}\n<p></p>", "jinja", "base.html"},
      {"css", "/* static/site.css */\np {}", "css", "static/site.css"},
      {"ini", "; config.ini\na = 1", "ini", "config.ini"},
      {"sql", "-- schema.sql\nSELECT 1", "sql", "schema.sql"},
      {"python", "# app.py imports this\nx = 1", "python", ""},
      {"python", "# run with: python app.py\nx = 1", "python", ""},
      {"python", "# uses data.json\nx = 1", "python", ""},
      {"python", "x = 1\n# app.py\ny = 2", "python", ""},
      {"python", "import app.py", "python", ""},
  };
  for (const Block& one : table) {
    const auto lines = testing::lines_of(one.code);
    EXPECT_EQ(file_of({one.info, lines, {}, {}, false}, one.language).value_or(""), one.file) << one.info << "\n" << one.code;
  }
}

TEST(FileNames, AreGivenToTheBlockTheyStandBeside) {
  const auto files = [](std::string text) {
    std::string out;
    for (const Snippet& snippet : testing::snippets_of("a.md", std::move(text)))
      out += (out.empty() ? "" : " ") + snippet.file.value_or("-");
    return out;
  };
  EXPECT_EQ(files("### app.py\n\nIt has one view. Nothing else.\n\n```python\nx = 1\n```\n"), "app.py");
  EXPECT_EQ(files("### app.py\n\n```python\nx = 1\n```\n\nThen:\n\n```python\ny = 1\n```\n"), "app.py -");
  EXPECT_EQ(files("Run it:\n\n```python\nx = 1\n\n```\n\nSave this as hello.py.\n"), "hello.py");
  EXPECT_EQ(files("```python\nx = 1\n```\n\n`other.py`:\n\n```python\ny = 1\n```\n"), "- other.py");
  EXPECT_EQ(files("```python\nx = 1\n```\n\nSave it as a.py.\n\n```python\ny = 1\n```\n"), "a.py -");
  EXPECT_EQ(files("1. `a.py`\n\n   ```python\n   x = 1\n   ```\n\n2. `b.py`\n\n   ```python\n   y = 1\n   ```\n"), "a.py b.py");
}

}  // namespace
}  // namespace snipcheck
