/// Every form in which people write a snippet down in Markdown and HTML: where it stands and what language it is.
#include "tests/snippets/lines.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

struct Form {
  const char* name;
  const char* path;
  const char* text;
  std::vector<std::string> places;
};

class FormOfMarkup : public ::testing::TestWithParam<Form> {};

TEST_P(FormOfMarkup, GivesItsSnippetsAndNothingElse) {
  const Form& form = GetParam();
  EXPECT_THAT(testing::places(testing::snippets_of(form.path, form.text)), ::testing::ElementsAreArray(form.places)) << form.text;
}

const std::vector<Form> kForms{
    {"backticks", "a.md", "```python\nx = f(1)\n```\n", {"2-2 python"}},
    {"tildes", "a.md", "~~~py\nx = f(1)\n~~~\n", {"2-2 python"}},
    {"long_fence", "a.md", "``````python\nx = '''\n```\n'''\n``````\n", {"2-4 python"}},
    {"capital_label", "a.md", "```Python\nx = f(1)\n```\n", {"2-2 python"}},
    {"flask_label", "a.md", "```flask\nx = f(1)\n```\n", {"2-2 python"}},
    {"no_label", "a.md", "```\nimport os\nx = os.getcwd()\n```\n", {"2-3 python"}},
    {"pandoc_attributes", "a.md", "```{.python .x #id}\nx = f(1)\n```\n", {"2-2 python"}},
    {"pandoc_attributes_behind_blank", "a.md", "``` {.python}\nx = f(1)\n```\n", {"2-2 python"}},
    {"title", "a.md", "```py title=\"a.py\"\nx = f(1)\n```\n", {"2-2 python"}},
    {"file_behind_colon", "a.md", "```python:app.py\nx = f(1)\n```\n", {"2-2 python"}},
    {"word_behind_label", "a.md", "```python notest\nx = f(1)\n```\n", {"2-2 python"}},
    {"option_behind_comma", "a.md", "```python,linenos\nx = f(1)\n```\n", {"2-2 python"}},
    {"knitr", "a.Rmd", "```{python, echo=FALSE}\nx = f(1)\n```\n", {"2-2 python"}},
    {"myst_block", "a.md", "```{code-block} python\n:linenos:\n\nx = f(1)\n```\n", {"4-4 python"}},
    {"myst_cell", "a.md", "```{code-cell} ipython3\n---\ntags: [x]\n---\nx = f(1)\n```\n", {"5-5 python"}},
    {"myst_colons", "a.md", ":::{code-block} python\nx = f(1)\n:::\n", {"2-2 python"}},
    {"inside_directive", "a.md", "````{tab-item} A\n```python\nx = f(1)\n```\n````\n", {"3-3 python"}},
    {"jekyll", "a.md", "{% highlight python %}\nx = f(1)\n{% endhighlight %}\n", {"2-2 python"}},
    {"hugo", "a.md", "{{< highlight python >}}\nx = f(1)\n{{< /highlight >}}\n", {"2-2 python"}},
    {"hugo_tabs",
     "a.md",
     "{{< tabs >}}\n{{< tab \"A\" >}}\n```python\nx = f(1)\n```\n{{< /tab >}}\n{{< /tabs >}}\n",
     {"4-4 python"}},
    {"shortcode", "a.md", "[code lang=python]\nx = f(1)\n[/code]\n", {"2-2 python"}},
    {"shortcode_without_label", "a.md", "[code]\nimport os\nx = os.getcwd()\n[/code]\n", {"2-3 python"}},
    {"list_by_blanks", "a.md", "- a\n\n  ```python\n  x = f(1)\n  ```\n", {"4-4 python"}},
    {"list_by_tab", "a.md", "-\ta\n\n\t```python\n\tx = f(1)\n\t```\n", {"4-4 python"}},
    {"list_too_deep", "a.md", "- a\n\n        ```python\n        x = f(1)\n        ```\n", {"4-4 python"}},
    {"list_too_deep_below_text", "a.md", "- a\n        ```python\n        x = f(1)\n        ```\n- b\n", {"3-3 python"}},
    {"list_code_at_margin", "a.md", "1. a\n\n   ```python\nx = f(1)\ny = f(x)\n   ```\n2. b\n", {"4-5 python"}},
    {"list_closing_at_margin",
     "a.md",
     "1. a\n\n   ```python\n   x = f(1)\n```\n\nText.\n\n```py\ny = f(2)\n```\n",
     {"4-4 python", "10-10 python"}},
    {"closing_too_deep", "a.md", "```python\nx = f(1)\n    ```\n\nText.\n\n```py\ny = f(2)\n```\n", {"2-2 python", "8-8 python"}},
    {"quote", "a.md", "> ```python\n> x = f(1)\n> ```\n", {"2-2 python"}},
    {"alert", "a.md", "> [!NOTE]\n> ```python\n> x = f(1)\n> ```\n", {"3-3 python"}},
    {"details", "a.md", "<details>\n\n```python\nx = f(1)\n```\n\n</details>\n", {"4-4 python"}},
    {"details_without_blank_lines",
     "a.md",
     "<details><summary>a</summary>\n```python\nx = f(1)\n```\n</details>\n",
     {"3-3 python"}},
    {"html_list", "a.md", "<ul>\n<li>a\n\n```python\nx = f(1)\n```\n</li>\n</ul>\n", {"5-5 python"}},
    {"pre_in_markdown", "a.md", "<pre><code class=\"language-python\">x = f(1)\n\ny = f(2)</code></pre>\n", {"1-3 python"}},
    {"pre_in_box_with_blank_line", "a.md", "<div><pre>\nx = f(1)\n\ny = f(2)\n</pre></div>\n", {"2-4 python"}},
    {"mkdocs_admonition", "a.md", "!!! note\n\n    ```python\n    x = f(1)\n    ```\n", {"4-4 python"}},
    {"mkdocs_fold_without_blank_line", "a.md", "??? note\n    ```python\n    x = f(1)\n    ```\n", {"3-3 python"}},
    {"mkdocs_tab_in_box",
     "a.md",
     "!!! note\n    Text.\n\n    === \"A\"\n\n        ```python\n        x = f(1)\n        ```\n",
     {"7-7 python"}},
    {"indented_around_a_fence",
     "a.md",
     "Text:\n\n    x = f(1)\n    y = f(2)\n\n    ```python\n    z = 1\n    w = 2\n    v = 3\n    ```\n\n    a = g(1)\n    b = "
     "g(a)\n",
     {"3-4 python", "7-9 python", "12-13 python"}},
    {"directive_of_rest", "a.md", "```{eval-rst}\n.. code-block:: python\n\n   x = f(1)\n```\n", {"4-4 python"}},
    {"pre_in_box_never_closed",
     "a.md",
     "<div><pre>\nx = f(1)\n\nText.\n\n```python\ny = f(2)\n```\n",
     {"2-2 python", "7-7 python"}},
    {"rest_tabs",
     "a.rst",
     ".. tabs::\n\n   .. code-tab:: py App\n\n      x = f(1)\n\n   .. code-tab:: bash\n\n      ls\n",
     {"5-5 python", "9-9 bash"}},
    {"quoted_mail",
     "a.txt",
     "Tom wrote:\n> def f():\n>     return g(1)\n>\n> It fails.\n\n>> x = f(1)\n>> y = g(x)\n\nNo.\n",
     {"2-3 python", "7-8 python"}},
    {"prompts_that_are_no_quotes",
     "a.txt",
     "It prints:\n\n>>> f(1)\n2\n\nand node\n> x = f(1)\n2\n> y = f(2)\n",
     {"3-4 python-console"}},
    {"numbered_listing",
     "a.txt",
     "The file:\n\n 8  def f():\n 9      x = g(1)\n10\n11      return x\n\nEnd of it.\n",
     {"3-6 python"}},
    {"numbered_points", "a.txt", "Do so:\n\n1 Install Flask\n2 Write the app\n3 Run the app\n", {}},
    {"signs_of_a_diff",
     "a.txt",
     "Change it:\n\n-    x = f(1)\n+    x = f(2)\n+    if x is None:\n+        abort(400)\n\nThen run it.\n",
     {"3-6 python"}},
    {"points_with_plus", "a.txt", "Good:\n\n+ it is quick\n+ it is small\n- it has no forms\n", {}},
    {"non_breaking_margin",
     "a.txt",
     "1. How?\nSo:\n@app.route('/')\ndef f():\n\u00A0\u00A0\u00A0\u00A0x = g(1)\n\u00A0\u00A0\u00A0\u00A0return x\n\n2. "
     "Why?\nSo.\n",
     {"3-6 python"}},
    {"last_import",
     "a.txt",
     "The package:\n\nfrom flask import Flask\napp = Flask(__name__)\n\nfrom site import views\n\nThat is all.\n",
     {"3-6 python"}},
    {"bound_and_used", "a.txt", "3) What is printed?\nx = 5\nprint(x)\nAnswer: 5\n", {"2-3 python"}},
    {"formulas", "a.txt", "3) What holds?\nx = 5\nAnswer: 5\n", {}},
    {"placeholders_and_dots",
     "a.txt",
     "In the file:\n\napp.config['NAME'] = <your name>\napp.config['KEY'] = <the key>\n\nThen:\n\n"
     "class User(db.Model):\n    id = db.Column(db.Integer)\n    ....\n\nDone.\n",
     {"3-4 python", "8-10 python"}},
    {"program_with_template",
     "a.txt",
     "1. How do you inline a page?\nfrom flask import Flask\napp = Flask(__name__)\nPAGE = \"\"\"\n<title>Hi</title>\n{% for x "
     "in "
     "xs %}\n<p>{{ x }}</p>\n{% endfor %}\n\"\"\"\n",
     {"2-9 python"}},
    {"program_with_docstring", "a.txt", "What is in it?\n\"\"\"The application.\"\"\"\nimport os\nimport sys\n", {"2-4 python"}},
    {"docstring_above_a_gap",
     "a.txt",
     "The program:\n\n\"\"\"What it does.\n\nAnd how.\n\"\"\"\n\nfrom flask import Flask\napp = Flask(__name__)\n",
     {"3-9 python"}},
    {"attribute_of_an_import", "a.txt", "2. Which version?\n\nimport flask\nflask.__version__\n", {"3-4 python"}},
    {"names_below_an_import", "a.txt", "Known:\n\nfrom flask import request\nrequest.args\nrequest.form\n", {"3-3 python"}},
    {"headed_diff",
     "a.txt",
     "So:\n\n--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,3 @@\n from flask import Flask\n+import os\n app = Flask(__name__)\n\nDone.\n",
     {"3-8 diff"}},
    {"numbered_steps", "a.txt", "Steps:\n\n1 import flask\n2 create app\n3 run app\n", {}},
    {"bold_in_literal",
     "a.rst",
     ".. parsed-literal::\n\n   from flask import **Flask**\n   app = Flask(__name__)\n",
     {"3-4 python"}},
    {"wordpress_source", "a.md", "Text:\n\n[source language=\"python\"]\nf(1)\n[/source]\n", {"4-4 python"}},
    {"mkdocs_tab", "a.md", "=== \"A\"\n\n    ```python\n    x = f(1)\n    ```\n", {"4-4 python"}},
    {"mdx_colons", "a.mdx", ":::note\n```python\nx = f(1)\n```\n:::\n", {"3-3 python"}},
    {"mdx_tabs", "a.mdx", "<Tabs>\n<TabItem value=\"a\">\n```python\nx = f(1)\n```\n</TabItem>\n</Tabs>\n", {"4-4 python"}},
    {"mdx_component", "a.mdx", "<CodeBlock language=\"python\">\n{`x = f(1)\ny = f(2)`}\n</CodeBlock>\n", {"2-3 python"}},
    {"unclosed", "a.md", "```python\nx = f(1)\n\nThis is prose again.\n\n```python\ny = f(2)\n", {"2-2 python", "7-7 python"}},
    {"one_line_fence", "a.md", "Text:\n\n```print(1)```\n\n```app.py```\n", {"3-3 python"}},
    {"carriage_returns", "a.md", "```python\r\nx = f(1)\r\n```\r\n", {"2-2 python"}},
    {"byte_order_mark", "a.md", "\xEF\xBB\xBF```python\nx = f(1)\n```\n", {"2-2 python"}},
    {"mixed_white_space", "a.md", "- a\n\n\t```python\n    if x:\n\t\ty = f(1)\n    ```\n", {"4-5 python"}},
    {"nested_fences", "a.md", "````markdown\n```python\nx = f(1)\n```\n````\n", {"3-3 python"}},
    {"front_matter", "a.md", "---\nx: 1\ny = f(1)\n---\n```python\nx = f(1)\n```\n", {"6-6 python"}},
    {"front_matter_of_toml", "a.md", "+++\nx = f(1)\n+++\n```python\nx = f(1)\n```\n", {"5-5 python"}},
    {"comment", "a.md", "<!--\n```python\nx = f(1)\n```\n-->\n```python\ny = f(2)\n```\n", {"7-7 python"}},
    {"table", "a.md", "| a | b |\n|---|---|\n| `x = f(1)` | c |\n", {}},
    {"setext_heading", "a.md", "Title\n=====\n\n```python\nx = f(1)\n```\n", {"5-5 python"}},
    {"indented", "a.md", "Text:\n\n    import os\n    x = os.getcwd()\n", {"3-4 python"}},
    {"pre", "a.html", "<pre>\nx = f(1)\ny = f(2)\n</pre>", {"2-3 python"}},
    {"xmp", "a.html", "<xmp>\nx = f(1)\ny = f(2)\n</xmp>", {"2-3 python"}},
    {"textarea", "a.html", "<textarea class=\"language-python\">\nx = f(1)\n</textarea>", {"2-2 python"}},
    {"pygments",
     "a.html",
     "<div class=\"highlight-python\"><pre><span></span><span class=\"n\">x</span> = f(1)\n</pre></div>",
     {"1-1 python"}},
    {"line_numbers",
     "a.html",
     "<table class=\"highlighttable\"><tr><td class=\"linenos\"><pre>1\n2</pre></td><td><pre>x = f(1)\ny = "
     "f(2)</pre></td></tr></table>",
     {"2-3 python"}},
    {"line_number_spans",
     "a.html",
     "<pre><span class=\"lineno\">1 </span>x = f(1)\n<span class=\"lineno\">2 </span>y = f(2)</pre>",
     {"1-2 python"}},
    {"rows",
     "a.html",
     "<pre><code><table><tr><td class=\"hljs-ln-numbers\">1</td><td>x = f(1)</td></tr>\n<tr><td>y = "
     "f(2)</td></tr></table></code></pre>",
     {"1-2 python"}},
    {"brush", "a.html", "<pre class=\"brush: python\">x = f(1)</pre>", {"1-1 python"}},
    {"data_language", "a.html", "<pre data-language=\"python\">x = f(1)</pre>", {"1-1 python"}},
    {"copy_button", "a.html", "<pre><button>Copy</button>x = f(1)\ny = f(2)</pre>", {"1-2 python"}},
    {"unescaped_tags", "a.html", "<pre>\n@app.route('/<int:id>')\ndef f(id):\n    return g(id)\n</pre>", {"2-4 python"}},
    {"lines_of_div", "a.html", "<pre><div>def f():</div>\n<div>    return g(1)</div></pre>", {"1-2 python"}},
    {"code_with_breaks", "a.html", "<p>a</p><code>x = f(1)<br>\ny = f(2)</code>", {"1-2 python"}},
    {"paragraph_with_breaks",
     "a.html",
     "<p>So:</p>\n<p>from flask import Flask<br>\n@app.route('/')<br>\ndef f():<br>\n&nbsp;&nbsp;&nbsp;&nbsp;return "
     "g(1)</p>\n<p>It <code>works</code>.</p>",
     {"2-5 python"}},
    {"paragraphs_of_a_word_processor",
     "a.html",
     "<p class=MsoNormal>So:</p>\n<p class=MsoNormal>@app.route('/')</p>\n<p class=MsoNormal>def f():</p>\n"
     "<p class=MsoNormal>&nbsp;&nbsp;&nbsp; return g(1)</p>\n<p class=MsoNormal>That is all.</p>",
     {"2-4 python"}},
    {"prompt_of_a_cell", "a.html", "<div>In&nbsp;[1]:</div><pre>x = f(1)</pre>", {"1-1 python"}},
    {"paragraphs_of_prose",
     "a.html",
     "<p>Import it:<br>from flask import Flask is a line of it,<br>request.args another.</p>",
     {}},
    {"lines_of_crayon",
     "a.html",
     "<div><div class=\"crayon-line\">x = f(1)</div><div class=\"crayon-line\">y = f(2)</div></div>",
     {"1-1 python"}},
    {"exported_paragraphs",
     "a.html",
     "<p style=\"font-family:Consolas\">x = f(1)</p>\n<p style=\"font-family:Consolas\">y = f(2)</p>",
     {"1-2 python"}},
    {"printed", "a.html", "<pre><samp>12 items\nok</samp></pre>", {"1-2 text"}},
    {"script", "a.html", "<script>x = f(1)</script><style>y = f(2)</style><p>Words <code>f(1)</code>.</p>", {}},
};

INSTANTIATE_TEST_SUITE_P(Forms, FormOfMarkup, ::testing::ValuesIn(kForms),
                         [](const ::testing::TestParamInfo<Form>& form) { return form.param.name; });

TEST(HtmlCode, GivesUnescapedTagsBackAsTheyStand) {
  const auto snippets =
      testing::snippets_of("a.html", "<pre>\n@app.get('/<int:id>/<Name>')\ndef f(id, Name):\n    return id\n</pre>");
  ASSERT_EQ(snippets.size(), 1U);
  EXPECT_EQ(snippets[0].code, "@app.get('/<int:id>/<Name>')\ndef f(id, Name):\n    return id\n");
}

}  // namespace
}  // namespace snipcheck
