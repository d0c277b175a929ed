#include "snippets/formats/html_code.hpp"

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

/// Turns offsets into lines and columns.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();
         at = text.find('\n', at) == std::string_view::npos ? text.size() : text.find('\n', at) + 1)
      starts_.push_back(at);
  }
  [[nodiscard]] int line(std::size_t offset) const {
    return static_cast<int>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
  }
  [[nodiscard]] int column(std::size_t offset) const {
    const int here = line(offset);
    const std::size_t start = here == 0 ? 0 : starts_[static_cast<std::size_t>(here) - 1];
    return code_points(text_.substr(start, offset - start)) + 1;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// The children of an element in order; none of anything else.
std::vector<const GumboNode*> children_of(const GumboNode& node) {
  std::vector<const GumboNode*> out;
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE)
    return out;
  for (unsigned i = 0; i < node.v.element.children.length; ++i)
    out.push_back(static_cast<const GumboNode*>(node.v.element.children.data[i]));
  return out;
}

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

bool is(const GumboNode& node, GumboTag tag) { return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag; }

/// The node and all below it, in order, without recursion.
std::vector<const GumboNode*> all_below(const GumboNode& root) {
  std::vector<const GumboNode*> out, open{&root};
  while (!open.empty()) {
    const GumboNode* node = open.back();
    open.pop_back();
    out.push_back(node);
    auto children = children_of(*node);
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  return out;
}

std::string text_of(const GumboNode& root) {
  std::string out;
  for (const GumboNode* node : all_below(root))
    if (is_text(*node))
      out += node->v.text.text;
  return out;
}

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

/// Of the element, of the `code` in it, or of the boxes around it.
std::string label_of_pre(const GumboNode& pre) {
  for (const GumboNode* child : children_of(pre))
    if (std::string label = label_in(*child); !label.empty())
      return label;
  const GumboNode* node = &pre;
  for (int up = 0; up < 3 && node != nullptr; ++up, node = node->parent)
    if (std::string label = label_in(*node); !label.empty() && label != "default")
      return label;
  return "";
}

CodeBlock block_from(const GumboNode& pre, const Places& places, const char* begin) {
  CodeBlock block;
  block.info = label_of_pre(pre);
  bool fresh = true;  // the next piece of text begins a line
  const auto start_line = [&](int line, int column) {
    block.lines.emplace_back();
    block.document_lines.push_back(line);
    block.columns.push_back(column);
    fresh = false;
  };
  for (const GumboNode* node : all_below(pre)) {
    if (is(*node, GUMBO_TAG_BR))
      fresh = true;
    if (!is_text(*node))
      continue;
    const auto offset = static_cast<std::size_t>(node->v.text.original_text.data - begin);
    const auto pieces = split(node->v.text.text, '\n');
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const int line = places.line(offset) + static_cast<int>(i);
      if (i > 0)
        fresh = true;
      if (fresh && !(i + 1 == pieces.size() && pieces[i].empty()))
        start_line(line, i == 0 ? places.column(offset) : 1);
      if (!pieces[i].empty())
        block.lines.back() += pieces[i];
    }
  }
  block.first_line = block.document_lines.empty() ? 0 : block.document_lines.front();
  return block;
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

}  // namespace

Outline html_outline(std::string_view html) {
  if (nesting_of(html) > kMaxNesting)
    return {};
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output{gumbo_parse_with_options(&options, html.data(), html.size()),
                                                               destroy};
  Outline out;
  if (output == nullptr)
    return out;
  const Places places{html};
  const GumboNode* last = nullptr;  // of the pre elements: one inside another is part of it
  for (const GumboNode* node : all_below(*output->root)) {
    if (const int level = level_of(*node); level > 0)
      out.headings.push_back(heading_from(trim(text_of(*node)), places.line(node->v.element.start_pos.offset), level));
    if (!is(*node, GUMBO_TAG_PRE) || (last != nullptr && node->parent == last))
      continue;
    last = node;
    CodeBlock block = block_from(*node, places, html.data());
    if (std::ranges::any_of(block.lines, [](const std::string& line) { return !trim(line).empty(); }))
      out.blocks.push_back(std::move(block));
  }
  return out;
}

}  // namespace snipcheck
