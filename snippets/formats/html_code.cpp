#include "snippets/formats/html_code.hpp"

#include "snippets/formats/html_lines.hpp"
#include "snippets/language.hpp"
#include "snippets/plain/code_lines.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gumbo.h>

namespace snipcheck {
namespace {

/// Deeper pages are attacks: gumbo's time grows with the square of the depth, and it frees its tree by recursion.
constexpr int kMaxNesting = 5'000;

/// `language-python`, `lang-py`, `highlight-python`, `brush: python`, `sourceCode python`.
std::string label_in(const GumboNode& node) {
  if (node.type != GUMBO_NODE_ELEMENT)
    return "";
  for (const char* name : {"class", "data-lang", "data-language", "lang"}) {
    const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, name);
    if (attribute == nullptr)
      continue;
    static const std::set<std::string_view> known{"python", "py",   "python3", "bash", "shell", "sh", "console",
                                                  "pycon",  "html", "jinja",   "json", "yaml",  "sql"};
    for (std::string_view word : split(attribute->value, ' ')) {
      for (const std::string_view prefix : {"language-", "lang-", "highlight-source-", "highlight-", "brush:"})
        if (word.starts_with(prefix) && word.size() > prefix.size())
          return std::string{word.substr(prefix.size())};
      if (known.contains(word))
        return std::string{word};
    }
  }
  return "";
}

/// What stands between a box and the code in its column beside the numbers.
bool is_table_part(const GumboNode& node) {
  return is(node, GUMBO_TAG_TD) || is(node, GUMBO_TAG_TR) || is(node, GUMBO_TAG_TBODY) || is(node, GUMBO_TAG_TABLE);
}

/// Of the element, of the `code` in it, or of the boxes around it.
std::string label_of_pre(const GumboNode& pre) {
  for (const GumboNode* child : children_of(pre))
    if (std::string label = label_in(*child); !label.empty())
      return label;
  const GumboNode* node = &pre;
  for (int up = 0; up < 3 && node != nullptr; node = node->parent) {
    if (std::string label = label_in(*node); !label.empty() && label != "default")
      return label;
    up += is_table_part(*node) ? 0 : 1;
  }
  return "";
}

bool has_lines(const CodeBlock& block) {
  return std::ranges::any_of(block.lines, [](const std::string& line) { return !trim(line).empty(); });
}

/// `samp` alone in a `pre` is what a program prints, `kbd` what one types.
std::string label_by_element(const GumboNode& pre) {
  for (const GumboNode* child : children_of(pre)) {
    if (child->type == GUMBO_NODE_WHITESPACE)
      continue;
    return is(*child, GUMBO_TAG_SAMP) ? "output" : is(*child, GUMBO_TAG_KBD) ? "console" : "";
  }
  return "";
}

/// `code` outside of `pre` whose lines somebody broke on purpose.
bool is_block_of_code(const GumboNode& node) {
  if (!is(node, GUMBO_TAG_CODE))
    return false;
  const GumboAttribute* style = gumbo_get_attribute(&node.v.element.attributes, "style");
  if (style != nullptr && std::string_view{style->value}.find("white-space") != std::string_view::npos)
    return true;
  const auto below = all_below(node);
  const bool broken = std::ranges::any_of(below, [](const GumboNode* inner) { return is(*inner, GUMBO_TAG_BR); });
  const bool labelled = !label_in(node).empty() && trim(text_of(node)).find('\n') != std::string::npos;
  return broken || labelled;
}

/// Whether the element itself asks for the letters of a typewriter.
bool is_monospace(const GumboNode& element) {
  if (element.type != GUMBO_NODE_ELEMENT)
    return false;
  if (is(element, GUMBO_TAG_CODE) || is(element, GUMBO_TAG_TT))
    return true;
  static constexpr std::string_view fonts[] = {"monospace", "courier", "consolas", "menlo", "roboto mono"};
  const GumboAttribute* style = gumbo_get_attribute(&element.v.element.attributes, "style");
  const std::string wanted = style == nullptr ? "" : lower(style->value);
  return std::ranges::any_of(fonts, [&](std::string_view font) { return wanted.find(font) != std::string::npos; });
}

/// A paragraph that is one line of code, as editors export them: in a monospace font or class, or all of it in `code`.
bool is_line_of_code(const GumboNode& node) {
  if (!is(node, GUMBO_TAG_P) && !is(node, GUMBO_TAG_DIV))
    return false;
  static constexpr std::string_view classes[] = {"code",   "code-line", "codeline",  "crayon-line",
                                                 "source", "mono",      "monospace", "line"};
  for (const GumboNode* child : children_of(node))
    if (breaks_line(*child) || is(*child, GUMBO_TAG_PRE))
      return false;
  if (has_class(node, classes) || is_monospace(node))
    return true;
  bool any = false;
  for (const GumboNode* child : children_of(node)) {
    if (child->type == GUMBO_NODE_WHITESPACE || is(*child, GUMBO_TAG_BR))
      continue;
    if (!is_monospace(*child))
      return false;
    any = true;
  }
  return any;
}

int level_of(const GumboNode& node) {
  static constexpr GumboTag tags[] = {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
  for (int level = 1; level <= 6; ++level)
    if (is(node, tags[level - 1]))
      return level;
  return is(node, GUMBO_TAG_SUMMARY) ? kNumberedLevel : 0;
}

/// How deep tags nest at most, by counting them; those that are often left open are not counted.
int nesting_of(std::string_view html) {
  static const std::set<std::string_view> open_ended{"p",    "br", "li", "img", "input", "hr", "meta",
                                                     "link", "td", "tr", "th",  "dt",    "dd", "option"};
  int depth = 0, deepest = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos && at + 1 < html.size(); at = html.find('<', at + 1)) {
    const bool closing = html[at + 1] == '/';
    const std::size_t begin = at + (closing ? 2 : 1);
    const std::string name = lower(html.substr(begin, std::min(html.find_first_of(" \t\r\n/><", begin), begin + 20) - begin));
    if (name.empty() || name[0] < 'a' || name[0] > 'z' || open_ended.contains(name))
      continue;
    depth = std::max(0, depth + (closing ? -1 : 1));
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

/// Takes the code out of a page.
class Page {
 public:
  explicit Page(std::string_view html) : html_(html), places_(html) {}

  Outline read(const GumboNode& root) {
    std::vector<const GumboNode*> open{&root};
    while (!open.empty()) {
      const GumboNode* node = open.back();
      open.pop_back();
      if (node == nullptr) {
        loose_.end_line();
        continue;
      }
      if (node == &wall_) {
        find_loose_code();
        continue;
      }
      if (is_text(*node))
        loose_.add(*node);
      if (is(*node, GUMBO_TAG_BR))
        loose_.break_line(*node);
      if (is_decoration(*node))
        continue;
      if (const int level = level_of(*node); level > 0)
        out_.headings.push_back(heading_from(trim(text_of(*node)), places_.line(node->v.element.start_pos.offset), level));
      if (is_code(*node)) {
        block(*node);
        find_loose_code();
        continue;
      }
      if (breaks_line(*node)) {
        loose_.end_line();
        open.push_back(nullptr);  // where it ends
      }
      const auto children = children_of(*node);
      const auto rest = lines_of_code(children);
      open.insert(open.end(), rest.rbegin(), rest.rend());
    }
    find_loose_code();
    std::ranges::stable_sort(out_.blocks, {},
                             [](const CodeBlock& found) { return std::pair{found.first_line, found.columns[0]}; });
    return std::move(out_);
  }

 private:
  static bool is_code(const GumboNode& node) {
    return is(node, GUMBO_TAG_PRE) || is(node, GUMBO_TAG_XMP) || is(node, GUMBO_TAG_LISTING) || is(node, GUMBO_TAG_TEXTAREA) ||
           is_block_of_code(node);
  }

  void block(const GumboNode& node) {
    CodeLines lines{places_, html_.data()};
    lines.add(node);
    keep(lines.take(), label_of_pre(node).empty() ? label_by_element(node) : label_of_pre(node));
  }

  void keep(CodeBlock found, std::string label) {
    found.info = std::move(label);
    if (has_lines(found))
      out_.blocks.push_back(std::move(found));
  }

  /// Code among the text of the page since the last piece of marked code, as `<p>` and `<br>` break it into lines.
  void find_loose_code() {
    const CodeBlock text = loose_.take();
    loose_.end_line();
    const std::vector<std::string_view> lines{text.lines.begin(), text.lines.end()};
    for (CodeBlock& found : find_code(lines, std::vector<bool>(lines.size()), Belief::strict)) {
      if (language_of("", found.lines) != "python")  // `In [1]:` above a cell is no session
        continue;
      for (std::size_t i = 0; i < found.lines.size(); ++i) {
        const auto line = static_cast<std::size_t>(found.document_lines[i]) - 1;
        found.document_lines[i] = text.document_lines[line];
        found.columns[i] += text.columns[line] - 1;
      }
      found.first_line = found.document_lines.front();
      keep(std::move(found), "");
    }
  }

  /// Takes paragraphs that are lines of one piece of code, two or more after each other, and returns the other children.
  std::vector<const GumboNode*> lines_of_code(const std::vector<const GumboNode*>& children) {
    std::vector<const GumboNode*> rest, run;
    const auto flush = [&] {
      CodeLines lines{places_, html_.data()};
      for (const GumboNode* node : run) {
        lines.end_line();
        lines.add(*node);
      }
      CodeBlock found = lines.take();
      const bool alone = run.size() == 1;  // then it has to be code: there are other reasons for such letters
      if (alone && (!is_monospace(*run.front()) || language_of("", found.lines) == "text")) {
        rest.push_back(run.front());
      } else if (!run.empty()) {
        keep(std::move(found), label_in(*run.front()->parent));
        rest.push_back(&wall_);
      }
      run.clear();
    };
    for (const GumboNode* child : children) {
      if (is_line_of_code(*child)) {
        run.push_back(child);
      } else if (child->type != GUMBO_NODE_WHITESPACE) {
        flush();
        rest.push_back(child);
      }
    }
    flush();
    return rest;
  }

  std::string_view html_;
  HtmlPlaces places_;
  CodeLines loose_{places_, html_.data()};  ///< The text that no element marks as code.
  GumboNode wall_{};                        ///< Stands for marked code among nodes; only its address is used.
  Outline out_;
};

}  // namespace

Outline html_outline(std::string_view html) {
  if (nesting_of(html) > kMaxNesting) {
    Outline out;
    out.remarks.push_back({"", "tags are nested too deep to look for code in them", 1});
    return out;
  }
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output{gumbo_parse_with_options(&options, html.data(), html.size()),
                                                               destroy};
  return output == nullptr ? Outline{} : Page{html}.read(*output->root);
}

}  // namespace snipcheck
