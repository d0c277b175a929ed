/// The forms in which people write a snippet down in Markdown and what is mixed into it. `^` and `$` say where the wanted code
/// begins and ends in the text; the test takes them out.
#include "tests/snippets/lines.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

struct Form {
  const char* name;
  std::string text;  ///< Each piece of Python between `^` and `$`.
};

void PrintTo(const Form& form, std::ostream* out) { *out << form.name; }

/// `text` without its marks, and the lines between them as "first-last python".
struct Marked {
  std::string text;
  std::vector<std::string> places;
};

Marked marked(const std::string& text) {
  Marked out;
  int line = 1, first = 0;
  for (const char c : text) {
    if (c == '^')
      first = line;
    else if (c == '$')
      out.places.push_back(std::to_string(first) + "-" + std::to_string(line) + " python");
    else
      out.text += c;
    line += c == '\n' ? 1 : 0;
  }
  return out;
}

std::vector<std::string> python_places(const std::string& name, const std::string& text) {
  std::vector<std::string> found = testing::places(testing::snippets_of(name, text));
  std::erase_if(found, [](const std::string& place) { return !place.ends_with(" python"); });
  return found;
}

class MarkdownForm : public ::testing::TestWithParam<Form> {};

TEST_P(MarkdownForm, GivesItsPythonWithExactLines) {
  // Given a document with one way to write code down,
  const Marked want = marked(GetParam().text);
  // when it is read with each kind of line end,
  for (const char* end : {"\n", "\r\n"}) {
    const auto found = python_places("a.md", replace_all(want.text, "\n", end));
    // then its Python is found, all of it and nothing else.
    EXPECT_EQ(found, want.places) << want.text;
  }
}

const std::vector<Form>& forms() {
  static const std::vector<Form> all{
      {"backticks", "Text.\n\n```python\n^x = f(1)\nprint(x)$\n```\n\nText.\n"},
      {"py", "```py\n^x = f(1)$\n```\n"},
      {"python3", "```python3\n^x = f(1)$\n```\n"},
      {"capitals", "```Python\n^x = f(1)$\n```\n"},
      {"flask_as_label", "```flask\n^x = f(1)$\n```\n"},
      {"blank_before_label", "``` python\n^x = f(1)$\n```\n"},
      {"tildes", "~~~python\n^x = f(1)$\n~~~\n"},
      {"long_fence", "`````python\n^x = f(1)\ns = \"\"\"\n```\n\"\"\"$\n`````\n"},
      {"longer_closing_fence", "```python\n^x = f(1)$\n``````\n\nText.\n"},
      {"no_label", "```\n^from flask import Flask\n\napp = Flask(__name__)$\n```\n"},
      {"braces_dot", "```{.python}\n^x = f(1)$\n```\n"},
      {"braces_many", "```{.python .numberLines #first startFrom=\"4\"}\n^x = f(1)$\n```\n"},
      {"braces_after_blank", "``` {.python}\n^x = f(1)$\n```\n"},
      {"r_markdown", "```{python, echo=FALSE}\n^x = f(1)$\n```\n"},
      {"quarto_options", "```{python}\n^#| echo: false\nx = f(1)$\n```\n"},
      {"title", "```py title=\"app.py\" linenums=\"1\" hl_lines=\"2\"\n^x = f(1)\ny = 2$\n```\n"},
      {"docusaurus", "```python title=\"src/app.py\" showLineNumbers {1,3-4}\n^x = f(1)$\n```\n"},
      {"colon_file", "```python:app/views.py\n^x = f(1)$\n```\n"},
      {"comma_options", "```python,linenos\n^x = f(1)$\n```\n"},
      {"notest", "```python notest\n^x = f(1)$\n```\n"},
      {"code_block", "```{code-block} python\n^x = f(1)$\n```\n"},
      {"code_block_options", "```{code-block} python\n:linenos:\n:caption: app.py\n\n^x = f(1)\ny = 2$\n```\n"},
      {"code_block_yaml", "```{code-block} python\n---\nlineno-start: 10\nemphasize-lines: 1, 3\n---\n^x = f(1)$\n```\n"},
      {"code_cell", "```{code-cell} ipython3\n:tags: [hide-input]\n\n^x = f(1)$\n```\n"},
      {"sourcecode", "```{sourcecode} python\n^x = f(1)$\n```\n"},
      {"code", "```{code} python\n^x = f(1)$\n```\n"},
      {"colon_directive", ":::{code-block} python\n^x = f(1)\ny = 2$\n:::\n"},
      {"note_directive", "```{note}\nRead this.\n\n    ^x = f(1)\n    y = g(x)$\n```\n\nText.\n"},
      {"nested_directive", "````{note}\nRead this.\n\n```python\n^x = f(1)$\n```\n````\n"},
      {"colon_note", ":::{note}\nRead this.\n\n```python\n^x = f(1)$\n```\n:::\n"},
      {"admonition_of_mdx", ":::tip Remember\n\n```python\n^x = f(1)$\n```\n\n:::\n"},
      {"admonition_of_mkdocs", "!!! note \"Remember\"\n\n    ```python\n    ^x = f(1)\n    if x:\n        g()$\n    ```\n"},
      {"admonition_without_blank", "!!! note\n    ```python\n    ^x = f(1)$\n    ```\n    Text.\n"},
      {"foldable_of_mkdocs", "??? example \"More\"\n\n    Some text.\n\n    ```py\n    ^x = f(1)$\n    ```\n"},
      {"tabs_of_mkdocs",
       "=== \"app.py\"\n\n    ```python\n    ^x = f(1)$\n    ```\n\n=== \"page.html\"\n\n    ```html\n    <p>x</p>\n    ```\n"},
      {"nested_admonitions", "!!! note\n\n    Text.\n\n    !!! tip\n\n        ```python\n        ^x = f(1)$\n        ```\n"},
      {"in_a_list", "- item\n\n  ```python\n  ^x = f(1)\n  if x:\n      g()$\n  ```\n- next\n"},
      {"in_a_list_by_tabs", "-\titem\n\n\t```python\n\t^x = f(1)\n\tif x:\n\t\tg()$\n\t```\n-\tnext\n"},
      {"in_a_numbered_list", "1. item\n   ```python\n   ^x = f(1)$\n   ```\n2. next\n"},
      {"fence_on_the_item_line", "- ```python\n  ^x = f(1)\n  g(x)$\n  ```\n"},
      {"too_little_indentation", "1. item\n\n ```python\n ^x = f(1)\n g(x)$\n ```\n2. next\n"},
      {"too_much_indentation", "1. item\n\n        ```python\n        ^x = f(1)\n        g(x)$\n        ```\n2. next\n"},
      {"fence_deeper_than_code", "- item\n\n    ```python\n^x = f(1)\ng(x)$\n    ```\n\nText of prose follows here.\n"},
      {"closing_at_the_margin",
       "- item\n\n  ```python\n  ^x = f(1)\n  g(x)$\n```\n\nText of prose follows here.\n\n```python\n^y = g(2)$\n```\n"},
      {"nested_list", "- a\n  - b\n    - c\n\n      ```python\n      ^x = f(1)$\n      ```\n"},
      {"quote", "> Text.\n>\n> ```python\n> ^x = f(1)\n> g(x)$\n> ```\n"},
      {"quote_without_blank", ">```python\n>^x = f(1)\n>g(x)$\n>```\n"},
      {"quote_in_quote", "> > ```python\n> > ^x = f(1)$\n> > ```\n"},
      {"alert_of_github", "> [!NOTE]\n> Mind this:\n> ```python\n> ^x = f(1)$\n> ```\n"},
      {"details", "<details>\n<summary>Answer</summary>\n\n```python\n^x = f(1)$\n```\n\n</details>\n"},
      {"details_without_blanks", "<details>\n<summary>Answer</summary>\n```python\n^x = f(1)\ng(x)$\n```\n</details>\n\nText.\n"},
      {"indented_details", "<details>\n  <summary>Answer</summary>\n\n  ```python\n  ^x = f(1)$\n  ```\n</details>\n"},
      {"html_list", "<ul>\n<li>One\n\n```python\n^x = f(1)$\n```\n\n</li>\n</ul>\n"},
      {"html_list_without_blanks", "<ol>\n  <li>One\n  ```python\n  ^x = f(1)$\n  ```\n  </li>\n</ol>\n"},
      {"pre", "<pre>\n^x = f(1)\nif x &lt; 2:\n    g()$\n</pre>\n"},
      {"pre_code", "<pre><code class=\"language-python\">^x = f(1)\n\nif x:\n    g()$\n</code></pre>\n"},
      {"div_pre", "<div class=\"highlight\">\n<pre lang=\"python\">\n^x = f(1)$\n</pre>\n</div>\n"},
      {"tab_item", "<Tabs>\n<TabItem value=\"py\">\n\n```python\n^x = f(1)$\n```\n\n</TabItem>\n</Tabs>\n"},
      {"tab_item_without_blanks", "<Tabs>\n  <TabItem value=\"py\">\n  ```python\n  ^x = f(1)$\n  ```\n  </TabItem>\n</Tabs>\n"},
      {"code_block_component", "<CodeBlock language=\"python\">\n{`^x = f(1)\ng(x)$`}\n</CodeBlock>\n"},
      {"jekyll", "{% highlight python %}\n^x = f(1)\n\nif x:\n    g()$\n{% endhighlight %}\n\nText.\n"},
      {"jekyll_linenos", "{% highlight python linenos %}\n^x = f(1)$\n{% endhighlight %}\n"},
      {"hugo", "{{< highlight python \"linenos=table\" >}}\n^x = f(1)\n\ng(x)$\n{{< / highlight >}}\n"},
      {"bbcode", "[code=python]\n^x = f(1)\n\ng(x)$\n[/code]\n"},
      {"wordpress", "[sourcecode language=\"python\"]\n^x = f(1)\ng(x)$\n[/sourcecode]\n"},
      {"shortcode_lang", "[python]\n^x = f(1)\ng(x)$\n[/python]\n"},
      {"indented", "Text:\n\n    ^import os\n\n    print(os.getcwd())$\n\nText.\n"},
      {"indented_by_tabs", "Text:\n\n\t^import os\n\n\tprint(os.getcwd())$\n\nText.\n"},
      {"unclosed_at_the_end", "Text.\n\n```python\n^x = f(1)\ng(x)$\n"},
      {"unclosed_before_a_heading", "```python\n^x = f(1)\ng(x)$\n\n## Next question\n\nText of prose follows here.\n"},
      {"unclosed_before_a_fence", "```python\n^x = f(1)$\n\n```python\n^y = g(2)$\n```\n"},
      {"closed_with_the_wrong_mark", "```python\n^x = f(1)$\n~~~\n\nText of prose follows here.\n\n```python\n^y = g(2)$\n```\n"},
      {"closed_with_too_few", "````python\n^x = f(1)$\n```\n\nText of prose follows here.\n\n```python\n^y = g(2)$\n```\n"},
      {"closed_with_a_label", "```python\n^x = f(1)$\n```python\n\nText of prose follows here.\n"},
      {"text_behind_the_closing_fence",
       "```python\n^x = f(1)\ng(x)$\n``` and so on\n\nText of prose follows here.\n\n```python\n^y = g(2)$\n```\n"},
      {"closed_behind_the_code", "```python\n^x = f(1)\ng(x)$```\n\nText of prose follows here.\n"},
      {"one_line", "Text:\n\n```^print(f(1))$```\n\nText.\n"},
      {"command_on_one_line", "Text:\n\n```flask --app main run --port 8000```\n\n```python\n^x = f(1)$\n```\n"},
      {"one_line_with_label", "Text:\n\n```python ^print(f(1))$```\n\nText.\n"},
      {"code_behind_the_fence", "```python from flask import Flask\n^app = Flask(__name__)$\n```\n"},
      {"inline_is_no_snippet", "Call `f(1)` and ``g(2)`` or ```h(3)``` here.\n"},
      {"markdown_in_markdown", "````markdown\nText.\n\n```python\n^x = f(1)$\n```\n````\n"},
      {"front_matter", "---\ntitle: Answers\ncode: x = f(1)\n---\n\n```python\n^x = f(1)$\n```\n"},
      {"front_matter_of_hugo", "+++\ntitle = \"Answers\"\ndraft = false\n+++\n\n```python\n^x = f(1)$\n```\n"},
      {"comment_is_not_shown", "<!--\n```python\nold = f(0)\n```\n-->\n\n```python\n^x = f(1)$\n```\n"},
      {"table_is_no_code", "| call | result |\n|------|--------|\n| `f(1)` | x = f(1) |\n"},
      {"after_a_colon", "Like this:\n```python\n^x = f(1)$\n```\nand so on.\n"},
      {"byte_order_mark", "\xEF\xBB\xBF```python\n^x = f(1)$\n```\n"},
      {"session", "```pycon\n>>> f(1)\n2\n```\n\n```python\n^x = f(1)$\n```\n"},
      {"odd_label", "```pyhton\n^from flask import Flask\n\napp = Flask(__name__)$\n```\n"},
      {"python_in_bash", "```bash\n^from flask import Flask\n\napp = Flask(__name__)$\n```\n"},
      {"setext_headings", "Question\n========\n\n```python\n^x = f(1)$\n```\n\nAnother\n-------\n\n```python\n^y = g(2)$\n```\n"},
      {"footnote", "Text[^1].\n\n[^1]: A note.\n\n    ```python\n    ^x = f(1)$\n    ```\n"},
      {"definition_list", "Term\n:   Text.\n\n    ```python\n    ^x = f(1)\n    g(x)$\n    ```\n"},
      {"figure_of_tabs", "{{< tabs >}}\n{{< tab \"Python\" >}}\n```python\n^x = f(1)$\n```\n{{< /tab >}}\n{{< /tabs >}}\n"},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Forms, MarkdownForm, ::testing::ValuesIn(forms()),
                         [](const ::testing::TestParamInfo<Form>& form) { return std::string{form.param.name}; });

}  // namespace
}  // namespace snipcheck
