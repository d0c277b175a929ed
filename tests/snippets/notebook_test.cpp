#include "tests/snippets/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A notebook of one code cell, on one line.
std::string notebook(const std::string& code, const std::string& language = "python") {
  nlohmann::ordered_json json{{"nbformat", 4}};
  json["metadata"]["kernelspec"]["language"] = language;
  json["cells"] = {{{"cell_type", "code"}, {"source", code}, {"outputs", nlohmann::json::array()}}};
  return json.dump();
}

Snippet only(const std::string& code, const std::string& language = "python") {
  auto snippets = testing::snippets_of("a.ipynb", notebook(code, language));
  return snippets.size() == 1 ? snippets[0] : Snippet{.language = std::to_string(snippets.size()) + " snippets"};
}

TEST(Notebook, LeavesPythonAsItIs) {
  const Snippet snippet = only("x = '''\n%s and !this\n'''\nif x % 2:\n    y = (1\n  % 2)\n");
  EXPECT_EQ(snippet.language, "python");
  EXPECT_EQ(snippet.code, "x = '''\n%s and !this\n'''\nif x % 2:\n    y = (1\n  % 2)\n");
}

TEST(Notebook, IsOneSessionWhateverItsHeadings) {
  const auto found = testing::snippets_of("a.ipynb", R"json({"nbformat": 4, "cells": [
    {"cell_type": "code", "source": "store = {}"}, {"cell_type": "markdown", "source": "## How is it read?"},
    {"cell_type": "code", "source": "print(store)"}]})json");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].answer, found[1].answer);
}

TEST(Notebook, KnowsTheErrorThatItsAuthorSaw) {
  const auto found = testing::snippets_of("a.ipynb", R"json({"nbformat": 4, "cells": [{"cell_type": "code", "source": "1 / 0",
    "outputs": [{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": []}]}]})json");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found[0].directives.error);
  EXPECT_THAT(found[0].directives.error->names, ElementsAre("ZeroDivisionError"));
  EXPECT_FALSE(found[0].directives.error->must_happen);
}

TEST(Notebook, TakesLineMagicsOutOfTheWay) {
  EXPECT_EQ(only("import os\n%matplotlib inline\n!pip install flask\nos?\n?os.path\nx = 1\n").code,
            "import os\n# %matplotlib inline\n# !pip install flask\n# os?\n# ?os.path\nx = 1\n");
  EXPECT_EQ(only("if True:\n    !ls\nx = 1\n").code, "if True:\n    pass  # !ls\nx = 1\n");
  EXPECT_EQ(only("!pip install \\\n  flask\nx = 1\n").code, "x = 1\n");
  EXPECT_EQ(only("files = !ls\nprint(files)\n").code, "files = []  # !ls\nprint(files)\n");
  EXPECT_EQ(only("%time total = f(1)\nx = 2\n").code, "total = f(1)\nx = 2\n");
  EXPECT_EQ(only("pip install flask\nimport flask\n").code, "import flask\n");
  EXPECT_EQ(only("%%capture out\nprint(1)\n").code, "print(1)\n");
}

TEST(Notebook, KnowsCellsThatAreNoPython) {
  EXPECT_EQ(only("!pip install flask\n").language, "bash");
  EXPECT_EQ(only("%%bash\nls -l\n").language, "bash");
  EXPECT_EQ(only("%%bash\nls -l\n").code, "ls -l\n");
  EXPECT_EQ(only("%%sql\nSELECT 1\n").language, "sql");
  EXPECT_EQ(only("%%html\n<p>x</p>\n").language, "html");
  EXPECT_EQ(only("x <- c(1, 2)\n", "R").language, "r");
  const Snippet file = only("%%writefile app/views.py\nfrom flask import Flask\napp = Flask(__name__)\n");
  EXPECT_EQ(file.language, "python");
  EXPECT_EQ(file.file, "app/views.py");
  EXPECT_EQ(file.code, "from flask import Flask\napp = Flask(__name__)\n");
}

TEST(Notebook, PointsAtTheLinesOfItsFile) {
  const std::string text = R"({"nbformat": 4, "cells": [
  {"cell_type": "code", "source": [
    "%pip install flask\n",
    "import os\n",
    "x = 1\n",
    "\ty = \"2\""]}]})";
  const auto snippets = testing::snippets_of("a.ipynb", text);
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_THAT(snippets[0].lines.lines(), ElementsAre(4, 5, 6));
  EXPECT_THAT(snippets[0].shift, ElementsAre(5, 5, 5));
  EXPECT_THAT(snippets[0].around.numbers, ElementsAre(4, 5, 6));
}

TEST(Notebook, IsNoneWhenItsJsonIsBroken) {
  const auto found =
      testing::extraction_of("a.ipynb", "{\"nbformat\": 4,\n\"cells\": [\n{\"cell_type\": \"code\", \"source\": \"x = 1}");
  EXPECT_THAT(found.snippets, IsEmpty());
  ASSERT_EQ(found.remarks.size(), 1U);
  EXPECT_EQ(found.remarks[0].line, 3);
  EXPECT_THAT(found.remarks[0].message, ::testing::StartsWith("not a notebook: "));
  EXPECT_THAT(testing::extraction_of("b.ipynb", "[1, 2]").remarks, ::testing::SizeIs(1));
  EXPECT_THAT(testing::extraction_of("c.ipynb", "").remarks, ::testing::SizeIs(1));
  for (const char* odd : {R"({"nbformat": 4, "cells": 3})", R"({"nbformat": 4, "cells": [1, null, {"cell_type": []}]})",
                          R"({"nbformat": 4, "cells": [{"cell_type": "code", "source": {"a": 1}}], "metadata": []})"})
    EXPECT_THAT(testing::snippets_of("d.ipynb", odd), IsEmpty()) << odd;
}

TEST(Notebook, KeepsItsIdsWhenAnotherCellIsAdded) {
  const std::string cell = R"({"cell_type": "code", "source": "a = 1\nb = a"})",
                    other = R"({"cell_type": "code", "source": "c = 3"})";
  const auto before = testing::snippets_of("a.ipynb", R"({"nbformat": 4, "cells": [)" + cell + "]}");
  const auto after = testing::snippets_of("a.ipynb", R"({"nbformat": 4, "cells": [)" + other + "," + cell + "]}");
  EXPECT_EQ(before.at(0).id, after.at(1).id);
}

}  // namespace
}  // namespace snipcheck
