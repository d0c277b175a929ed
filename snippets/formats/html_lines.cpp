#include "snippets/formats/html_lines.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::size_t kBlock = 4'096;  // bytes

/// `<name>`, `<int:id>`, `<class 'str'>`: code whose author escaped nothing, an unknown element to the parser.
bool is_code(const GumboNode& node) {
  const GumboStringPiece& tag = node.v.element.original_tag;
  if (node.v.element.tag != GUMBO_TAG_UNKNOWN || tag.length == 0)
    return false;
  const std::string_view name{tag.data, tag.length};
  for (const std::string_view office : {"<o:", "<w:", "<v:", "<m:", "<st1:"})  // an export of Word
    if (name.starts_with(office))
      return false;
  return name.substr(0, name.find_first_of(" >")).find('-') == std::string_view::npos;  // no component of the page
}

/// The parser also gives an element that was never closed the tag that closed the one around it.
bool is_end_of(const GumboNode& node, const GumboStringPiece& end) {
  const std::string_view open{node.v.element.original_tag.data, node.v.element.original_tag.length};
  const std::string_view close{end.data, end.length};
  const std::string_view name = open.substr(1, open.find_first_of(" \t\r\n/>", 1) - 1);
  return close.size() > 2 && close.substr(2).starts_with(name);
}

}  // namespace

HtmlPlaces::HtmlPlaces(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size();
       at = text.find('\n', at) == std::string_view::npos ? text.size() : text.find('\n', at) + 1)
    starts_.push_back(at);
  counted_.push_back(0);
  for (std::size_t at = 0; at < text.size(); at += kBlock)
    counted_.push_back(counted_.back() + code_points(text.substr(at, kBlock)));
}

int HtmlPlaces::code_points_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return counted_[block] + code_points(text_.substr(block * kBlock, offset - block * kBlock));
}

int HtmlPlaces::line(std::size_t offset) const {
  return static_cast<int>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
}

int HtmlPlaces::column(std::size_t offset) const {
  const int here = line(offset);
  const std::size_t start = here == 0 ? 0 : starts_[static_cast<std::size_t>(here) - 1];
  return code_points_before(offset) - code_points_before(start) + 1;
}

const char* HtmlPlaces::below(const char* place) const {
  static constexpr std::string_view ends[] = {"&#10;", "&#xA;", "&#xa;", "&#x0A;", "&#x0a;", "&#010;", "&NewLine;"};
  const auto at = static_cast<std::size_t>(place - text_.data());
  for (std::size_t next = text_.find_first_of("\n\r&", at); next != std::string_view::npos;
       next = text_.find_first_of("\n\r&", next + 1)) {
    const std::string_view rest = text_.substr(next);
    if (rest[0] != '&')
      return rest.data() + (rest.starts_with("\r\n") ? 2 : 1);
    const auto* const end = std::ranges::find_if(ends, [&](std::string_view entity) { return rest.starts_with(entity); });
    if (end != std::end(ends))
      return rest.data() + end->size();
  }
  return text_.data() + text_.size();
}

std::vector<const GumboNode*> children_of(const GumboNode& node) {
  std::vector<const GumboNode*> out;
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE)
    return out;
  for (unsigned i = 0; i < node.v.element.children.length; ++i)
    out.push_back(static_cast<const GumboNode*>(node.v.element.children.data[i]));
  return out;
}

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

bool is_decoration(const GumboNode& node) {
  static constexpr std::string_view classes[] = {"gutter",
                                                 "linenos",
                                                 "lineno",
                                                 "linenodiv",
                                                 "line-number",
                                                 "line-numbers-rows",
                                                 "ln-num",
                                                 "ln",
                                                 "rouge-gutter",
                                                 "hljs-ln-numbers",
                                                 "react-syntax-highlighter-line-number",
                                                 "copy-button",
                                                 "copybtn",
                                                 "copy",
                                                 "code-header"};
  for (const GumboTag tag : {GUMBO_TAG_BUTTON, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_SVG})
    if (is(node, tag))
      return true;
  return has_class(node, classes);
}

bool breaks_line(const GumboNode& node) {
  static constexpr GumboTag tags[] = {GUMBO_TAG_DIV, GUMBO_TAG_P, GUMBO_TAG_LI, GUMBO_TAG_TR};
  return std::ranges::any_of(tags, [&](GumboTag tag) { return is(node, tag); });
}

void CodeLines::add(const GumboNode& root) {
  struct Step {
    const GumboNode* node;
    bool leaving;
  };
  std::vector<Step> open{{&root, false}};
  while (!open.empty()) {
    const auto [node, leaving] = open.back();
    open.pop_back();
    if (leaving) {
      leave(*node);
      continue;
    }
    if (is_text(*node))
      text(node->v.text.text, node->v.text.original_text.data);
    if (node->type != GUMBO_NODE_ELEMENT || is_decoration(*node))
      continue;
    enter(*node);
    open.push_back({node, true});
    const auto children = children_of(*node);
    for (auto child = children.rbegin(); child != children.rend(); ++child)
      open.push_back({*child, false});
  }
}

void CodeLines::end_line() { fresh_ = soft_ = true; }

void CodeLines::break_line(const GumboNode& br) {
  if (broken_ && fresh_)
    start(br.v.element.original_tag.data);
  end_line();
  broken_ = true;
}

CodeBlock CodeLines::take() {
  block_.first_line = block_.document_lines.empty() ? 0 : block_.document_lines.front();
  return std::exchange(block_, CodeBlock{});
}

void CodeLines::enter(const GumboNode& node) {
  const GumboStringPiece& tag = node.v.element.original_tag;
  if (is(node, GUMBO_TAG_BR)) {
    if (fresh_ && !soft_)
      start(tag.data);
    fresh_ = true;
    soft_ = false;
  } else if (breaks_line(node) && !block_.lines.empty() && !fresh_) {
    end_line();
  } else if (is_code(node)) {
    text(std::string{tag.data, tag.length}, tag.data);
  }
}

void CodeLines::leave(const GumboNode& node) {
  const GumboStringPiece& tag = node.v.element.original_end_tag;
  if (breaks_line(node) && !fresh_)
    end_line();
  if (is_code(node) && is_end_of(node, tag))
    text(std::string{tag.data, tag.length}, tag.data);
}

void CodeLines::text(std::string_view text, const char* original) {
  const auto pieces = split(text, '\n');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0)
      original = places_.below(original);
    const bool last = i + 1 == pieces.size();
    if (i == 0 && soft_ && trim(pieces[i]).empty()) {  // white space between the elements that are lines
      if (!last)
        soft_ = false, fresh_ = true;
      continue;
    }
    if (i > 0)
      fresh_ = true;
    soft_ = false;
    if (fresh_ && !(last && pieces[i].empty()))
      start(original);
    if (!pieces[i].empty())
      block_.lines.back() += replace_all(std::string{pieces[i]}, "\u00A0", " ");
  }
}

void CodeLines::start(const char* original) {
  const auto offset = static_cast<std::size_t>(original - begin_);
  block_.lines.emplace_back();
  block_.document_lines.push_back(places_.line(offset));
  block_.columns.push_back(places_.column(offset));
  fresh_ = broken_ = false;
}

}  // namespace snipcheck
