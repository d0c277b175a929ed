#pragma once
/// The tree of a page, and lines of code put together from its elements.
#include "snippets/format.hpp"
#include "support/text.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

namespace snipcheck {

/// Turns offsets into lines and columns.
class HtmlPlaces {
 public:
  /// Keeps a view of the text.
  explicit HtmlPlaces(std::string_view text);
  [[nodiscard]] int line(std::size_t offset) const;
  [[nodiscard]] int column(std::size_t offset) const;
  /// Behind the next end of a line, which may be written as an entity (`&#10;`); the end of the text when none follows.
  [[nodiscard]] const char* below(const char* place) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<int> counted_;  ///< Code points before each block of bytes: a page may be one long line.

  [[nodiscard]] int code_points_before(std::size_t offset) const;
};

/// The children of an element in order; none of anything else.
std::vector<const GumboNode*> children_of(const GumboNode& node);

/// The node and all below it, in order, without recursion.
std::vector<const GumboNode*> all_below(const GumboNode& root);

/// All text below a node in one.
std::string text_of(const GumboNode& root);

inline bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

inline bool is(const GumboNode& node, GumboTag tag) { return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag; }

/// Whether the classes of an element hold one of these words.
template <typename Words>
bool has_class(const GumboNode& node, const Words& words) {
  if (node.type != GUMBO_NODE_ELEMENT)
    return false;
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, "class");
  if (attribute == nullptr)
    return false;
  return std::ranges::any_of(split(attribute->value, ' '), [&](std::string_view word) { return is_any_of(word, words); });
}

/// Line numbers, buttons and scripts: around or inside code, and no part of it.
bool is_decoration(const GumboNode& node);

/// An element that begins and ends a line: `div`, `p`, `li`, `tr`.
bool breaks_line(const GumboNode& node);

/// Collects the lines of code below elements: broken at line ends, `br` and elements that are lines; entities read, `&nbsp;` as a
/// blank, tags of highlighters left out, and what looks like a tag but is code that nobody escaped put back.
class CodeLines {
 public:
  /// `begin` is the first character of the page that the elements were parsed from.
  CodeLines(const HtmlPlaces& places, const char* begin) : places_(places), begin_(begin) {}

  void add(const GumboNode& root);
  void end_line();  ///< What is added next begins a line.
  /// As `br` does where white space is not kept: a line end of the page behind it makes no other line, a second `br` does.
  void break_line(const GumboNode& br);
  CodeBlock take();  ///< What was added, without label.

 private:
  void enter(const GumboNode& node);
  void leave(const GumboNode& node);
  void text(std::string_view text, const char* original);
  void start(const char* original);

  const HtmlPlaces& places_;
  const char* begin_;
  CodeBlock block_;
  bool fresh_ = true;    ///< The next piece of text begins a line,
  bool soft_ = false;    ///< since an element began or ended there.
  bool broken_ = false;  ///< Nothing but white space since break_line.
};

}  // namespace snipcheck
