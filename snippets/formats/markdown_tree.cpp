#include "snippets/formats/markdown_tree.hpp"

#include "snippets/formats/fences.hpp"
#include "snippets/formats/html_code.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include <cmark-gfm.h>

namespace snipcheck {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

/// What begins links, emphasis, code and entities. Only blocks are wanted: without these marks there is nothing else, and none of
/// its costly nesting. Marks that can begin a block stay where they do.
constexpr std::array<bool, 256> kInline = [] {
  std::array<bool, 256> out{};
  for (const char c : std::string_view{"[]*_`<&\\!~^:@\"'"})
    out[static_cast<unsigned char>(c)] = true;
  return out;
}();

/// Adds a line with its end to the text for cmark: the same bytes in the same places, but for inline marks.
void add_blocks_only(std::string& text, std::string_view line) {
  const std::size_t start = text.size();
  text += line;
  text += '\n';
  std::size_t at = std::min(line.find_first_not_of(" \t>"), line.size());
  if (at < line.size() && line[at] == '<')
    return;  // HTML is read as it stands
  while (at < line.size() && std::string_view{"*_-+`~ \t>"}.find(line[at]) != std::string_view::npos)
    ++at;
  for (; at < line.size(); ++at)
    if (kInline[static_cast<unsigned char>(line[at])])
      text[start + at] = 'x';
}

struct Parsed {
  Tree tree;
  std::vector<std::size_t> lines;  ///< Of the document, from 0, for each line that cmark was given.
};

/// Of lines that are taken, one in a row stands for all.
Parsed parse(std::span<const std::string_view> lines, const std::vector<bool>& taken) {
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  const std::unique_ptr<cmark_parser, FreeParser> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
  Parsed out;
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (taken[i] && i > 0 && taken[i - 1])
      continue;
    out.lines.push_back(i);
    add_blocks_only(text, taken[i] ? std::string_view{} : lines[i]);
    if (text.size() < kPiece)
      continue;
    cmark_parser_feed(parser.get(), text.data(), text.size());
    text.clear();
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  out.tree.reset(cmark_parser_finish(parser.get()));
  return out;
}

Heading heading_of(std::span<const std::string_view> lines, std::size_t line, int level) {
  std::string_view text = without_prefix(lines[line]);
  while (text.starts_with('#'))
    text.remove_prefix(1);
  return heading_from(trim(text), static_cast<int>(line) + 1, level);
}

/// Indented code: of each line the end that is as long as what cmark gave, since prefixes stand before it. A tab that is part
/// prefix comes back as blanks. Lines that are taken part one block from the next.
class Indented {
 public:
  Indented(std::span<const std::string_view> lines, const std::vector<bool>& taken, std::span<const std::size_t> given)
      : lines_(lines), taken_(taken), given_(given) {}

  /// The blocks of a literal that begins on the line that cmark counts as `start`, from 0.
  void add(std::size_t start, std::string_view literal, std::vector<CodeBlock>& out) const {
    CodeBlock block;
    const auto contents = split_lines(literal);
    for (std::size_t i = 0; i < contents.size() && start + i < given_.size(); ++i) {
      const std::size_t line = given_[start + i];
      if (taken_[line])
        keep(std::exchange(block, {}), out);
      else
        add_line(block, line, contents[i]);
    }
    keep(std::move(block), out);
  }

 private:
  void add_line(CodeBlock& block, std::size_t line, std::string_view content) const {
    const std::string_view whole = lines_[line];
    const std::string_view text = content.substr(indent_of(content));
    const std::size_t cut = whole.size() - std::min(whole.size(), text.size());
    std::size_t begin = cut;
    while (begin > 0 && cut - begin < content.size() - text.size() && (whole[begin - 1] == ' ' || whole[begin - 1] == '\t'))
      --begin;
    const bool split_tab = whole.substr(begin, cut - begin) != content.substr(0, cut - begin);
    block.lines.push_back(split_tab ? std::string{content.substr(0, indent_of(content))} + std::string{whole.substr(cut)}
                                    : std::string{whole.substr(begin)});
    block.document_lines.push_back(static_cast<int>(line) + 1);
    block.columns.push_back(column_of(whole, begin));
  }

  static void keep(CodeBlock block, std::vector<CodeBlock>& out) {
    if (std::ranges::all_of(block.lines, [](const std::string& line) { return trim(line).empty(); }))
      return;
    block.first_line = block.document_lines.front();
    out.push_back(std::move(block));
  }

  std::span<const std::string_view> lines_;
  const std::vector<bool>& taken_;
  std::span<const std::size_t> given_;  ///< The document's line, from 0, of each line that cmark was given.
};

/// `<pre>` in Markdown. CommonMark ends most blocks of HTML at a blank line; who writes `<div><pre>` means all up to `</pre>`.
class Preformatted {
 public:
  Preformatted(std::span<const std::string_view> lines, const std::vector<bool>& taken) : lines_(lines), taken_(taken) {}

  /// Reads the block of HTML that cmark found on `size` lines from `start`.
  void add(std::size_t start, std::size_t size, MarkdownTree& out) {
    std::size_t end = std::min(start + size, lines_.size());
    if (text_of(start, end).find("<pre") == std::string::npos)
      return;
    end_ = end = whole(start, end);
    Outline page = html_outline(text_of(start, end));
    for (const Remark& remark : page.remarks)
      out.remarks.push_back({remark.code, remark.message, remark.line + static_cast<int>(start)});
    for (CodeBlock& block : page.blocks) {
      for (int& line : block.document_lines)
        line += static_cast<int>(start);
      block.first_line = block.document_lines.front();
      out.preformatted.push_back(std::move(block));
    }
  }

  /// Whether a line is inside of what was read.
  [[nodiscard]] bool covers(std::size_t line) const { return line < end_; }

 private:
  [[nodiscard]] std::string text_of(std::size_t start, std::size_t end) const {
    std::string text;
    for (std::size_t i = start; i < end; ++i)
      text += std::string{lines_[i]} + "\n";
    return text;
  }

  /// The end of the block, beyond `end` when its last `<pre>` is closed further down.
  std::size_t whole(std::size_t start, std::size_t end) {
    const std::string text = text_of(start, end);
    if (text.rfind("</pre") != std::string::npos && text.rfind("</pre") > text.rfind("<pre"))
      return end;
    for (std::size_t i = std::max(end, open_until_); i < lines_.size() && !taken_[i]; open_until_ = ++i)
      if (lines_[i].find("</pre") != std::string_view::npos)
        return i + 1;
    return end;
  }

  std::span<const std::string_view> lines_;
  const std::vector<bool>& taken_;
  std::size_t end_ = 0, open_until_ = 0;  ///< No `</pre` from the blocks read so far up to there: nobody searches twice.
};

}  // namespace

MarkdownTree markdown_tree(std::span<const std::string_view> lines, const std::vector<bool>& taken) {
  MarkdownTree out;
  const Parsed parsed = parse(lines, taken);
  Preformatted preformatted{lines, taken};
  const Indented indented{lines, taken, parsed.lines};
  const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(parsed.tree.get())};
  for (cmark_event_type event = CMARK_EVENT_NONE; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (event != CMARK_EVENT_ENTER ||
        (type != CMARK_NODE_HEADING && type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_CODE_BLOCK))
      continue;
    const std::size_t start = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    const std::size_t line = parsed.lines.at(start);
    if (preformatted.covers(line))
      continue;
    if (type == CMARK_NODE_HEADING)
      out.headings.push_back(heading_of(lines, line, cmark_node_get_heading_level(node)));
    else if (type == CMARK_NODE_HTML_BLOCK)
      preformatted.add(line, split_lines(cmark_node_get_literal(node)).size(), out);
    else if (type == CMARK_NODE_CODE_BLOCK)
      indented.add(start, cmark_node_get_literal(node), out.indented);
  }
  return out;
}

}  // namespace snipcheck
