#include "snippets/formats/fences.hpp"

#include "snippets/formats/html_code.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

namespace snipcheck {
namespace {

constexpr int kMaxNesting = 4;    // text inside text
constexpr int kMaxRestarts = 60;  // unclosed fences in one document

/// Lines to read, each with its place in the document.
struct Source {
  std::vector<std::string> lines;
  std::vector<int> document_lines;
  std::vector<int> columns;
};

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

/// Only blocks are wanted: without brackets there are no links, and none of their costly nesting.
std::string without_brackets(std::string_view line) {
  std::string out{line};
  std::ranges::replace_if(out, [](char c) { return c == '[' || c == ']'; }, 'x');
  return out;
}

Tree parse(const std::vector<std::string>& lines) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, FreeParser> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
  if (cmark_syntax_extension* table = cmark_find_syntax_extension("table"); table != nullptr)
    cmark_parser_attach_syntax_extension(parser.get(), table);
  for (const std::string& line : lines) {
    const std::string fed = without_brackets(line) + "\n";
    cmark_parser_feed(parser.get(), fed.data(), fed.size());
  }
  return Tree{cmark_parser_finish(parser.get())};
}

/// A line without the marks of quotes and lists before its text.
std::string_view without_prefix(std::string_view line) {
  for (;;) {
    line.remove_prefix(indent_of(line));
    if (line.starts_with('>')) {
      line.remove_prefix(1);
    } else if (line.size() > 1 && std::string_view{"-*+"}.find(line[0]) != std::string_view::npos && line[1] == ' ') {
      line.remove_prefix(2);
    } else {
      const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
      if (digits == 0 || digits > 9 || digits + 1 >= line.size() || (line[digits] != '.' && line[digits] != ')') ||
          line[digits + 1] != ' ')
        return line;
      line.remove_prefix(digits + 2);
    }
  }
}

std::size_t fence_length(std::string_view text, char mark) { return std::min(text.find_first_not_of(mark), text.size()); }

/// A fence of at least that length with words after it: it can only open.
bool opens_with_info(std::string_view text, char mark, std::size_t length) {
  const std::size_t here = fence_length(text, mark);
  if (here < length)
    return false;
  const std::string_view info = trim(text.substr(here));
  return !info.empty() && info.find('`') == std::string_view::npos;
}

bool closes(std::string_view text, char mark, std::size_t length) {
  return fence_length(text, mark) >= length && trim(text.substr(fence_length(text, mark))).empty();
}

/// Directives of MyST and Pandoc whose content is Markdown again.
bool holds_markdown(std::string_view info) {
  if (!info.starts_with('{'))
    return false;
  const std::string_view name = info.substr(1, info.find('}') - 1);
  static constexpr std::string_view containers[] = {"note",     "tip",     "warning",   "important", "admonition", "hint",
                                                    "caution",  "danger",  "attention", "seealso",   "tab-item",   "tab-set",
                                                    "dropdown", "details", "card",      "grid",      "question",   "answer"};
  return std::ranges::find(containers, name) != std::end(containers);
}

class Reader {
 public:
  Reader(MarkdownBlocks& out, int nesting) : out_(out), nesting_(nesting) {}

  void read(Source source) {
    for (int restart = 0; restart <= kMaxRestarts && !source.lines.empty(); ++restart) {
      const std::size_t next = read_until_unclosed(source);
      if (next == 0 || next >= source.lines.size())
        return;
      const auto cut = [&](auto& list) { list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(next)); };
      cut(source.lines);
      cut(source.document_lines);
      cut(source.columns);
    }
  }

 private:
  /// Reads up to a fence that was not closed and returns the line after its code, to go on from; 0 when all was read.
  std::size_t read_until_unclosed(const Source& source) {
    const Tree tree = parse(source.lines);
    const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(tree.get())};
    for (cmark_event_type event = CMARK_EVENT_NONE; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (event != CMARK_EVENT_ENTER)
        continue;
      if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
        heading(source, node);
      if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
        html(source, node);
      if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
        if (const std::size_t next = code(source, node); next > 0)
          return next;
    }
    return 0;
  }

  void heading(const Source& source, cmark_node* node) {
    const auto line = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    if (line >= source.lines.size())
      return;
    std::string_view text = without_prefix(source.lines[line]);
    while (text.starts_with('#'))
      text.remove_prefix(1);
    out_.headings.push_back(heading_from(trim(text), source.document_lines[line], cmark_node_get_heading_level(node)));
  }

  /// `<pre>` in Markdown.
  void html(const Source& source, cmark_node* node) {
    const auto start = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    const std::size_t size = split_lines(cmark_node_get_literal(node)).size();
    std::string text;
    for (std::size_t i = start; i < std::min(start + size, source.lines.size()); ++i)
      text += source.lines[i] + "\n";
    if (text.find("<pre") == std::string::npos)
      return;
    for (CodeBlock& block : html_outline(text).blocks) {
      for (std::size_t i = 0; i < block.lines.size(); ++i) {
        const std::size_t line = start + static_cast<std::size_t>(block.document_lines[i]) - 1;
        block.document_lines[i] = source.document_lines[line];
        block.columns[i] += source.columns[line] - 1;
      }
      block.first_line = block.document_lines.front();
      out_.fenced_lines.emplace_back(block.document_lines.front(), block.document_lines.back());
      out_.fenced.push_back(std::move(block));
    }
  }

  std::size_t code(const Source& source, cmark_node* node) {
    int length = 0, offset = 0;
    char mark = 0;
    const bool fenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0;
    const auto start = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    const auto literal = split_lines(cmark_node_get_literal(node));
    Source content;
    for (std::size_t i = 0; i < literal.size(); ++i)
      add(content, source, start + i + (fenced ? 1 : 0), literal[i]);
    if (!fenced) {
      indented(std::move(content));
      return 0;
    }
    const std::string_view opening = without_prefix(source.lines[start]);
    const std::string info{trim(opening.substr(fence_length(opening, mark)))};
    const std::size_t after = start + 1 + content.lines.size();
    const bool closed =
        after < source.lines.size() && closes(without_prefix(source.lines[after]), mark, static_cast<std::size_t>(length));
    const std::size_t extent = info == "markdown" || info == "md"
                                   ? content.lines.size()
                                   : extent_of(content, mark, static_cast<std::size_t>(length), closed);
    const bool cut = extent < content.lines.size();
    resize(content, extent);
    const std::size_t last = cut ? start + extent : std::min(after, source.lines.size() - 1);
    if (holds_markdown(info) && nesting_ < kMaxNesting)
      Reader{out_, nesting_ + 1}.read(std::move(content));
    else
      keep(out_.fenced, std::move(content), info, source.document_lines[start] + 1);
    out_.fenced_lines.emplace_back(source.document_lines[start], source.document_lines[last]);
    return cut ? start + 1 + extent : 0;
  }

  static void resize(Source& source, std::size_t size) {
    source.lines.resize(size);
    source.document_lines.resize(size);
    source.columns.resize(size);
  }

  /// Adds the part of a source line that cmark gave as content: its end, since prefixes stand before it. A tab that is part
  /// prefix comes back as blanks.
  static void add(Source& content, const Source& source, std::size_t line, std::string_view literal) {
    if (line >= source.lines.size())
      return;
    const std::string& whole = source.lines[line];
    const std::string fed = without_brackets(whole);
    const auto [a, b] = std::mismatch(fed.rbegin(), fed.rend(), literal.rbegin(), literal.rend());
    const auto same = static_cast<std::size_t>(a - fed.rbegin());
    const std::size_t cut = whole.size() - same;
    content.lines.push_back(std::string(literal.size() - same, ' ') + whole.substr(cut));
    content.document_lines.push_back(source.document_lines[line]);
    content.columns.push_back(source.columns[line] + column_of(whole, cut) - 1);
  }

  /// How many lines of the content are code: all, unless another fence opens inside or prose follows a fence never closed.
  static std::size_t extent_of(const Source& content, char mark, std::size_t length, bool closed) {
    std::size_t limit = content.lines.size();
    for (std::size_t i = 0; i < content.lines.size() && limit == content.lines.size(); ++i)
      if (indent_of(content.lines[i]) < 4 && opens_with_info(trim(content.lines[i]), mark, length))
        limit = i;
    if (closed && limit == content.lines.size())
      return limit;
    for (std::size_t i = 0; i < limit; ++i) {
      const std::string_view text = trim(content.lines[i]);
      const bool after_blank = i > 0 && trim(content.lines[i - 1]).empty();
      const bool titled = text.starts_with("##") && marked_heading(text, 0);
      if (titled || (after_blank && (text == "---" || (evidence_of(text) == Evidence::prose && has_adjacent_words(text)))))
        return i;
    }
    return limit;
  }

  /// Text of an admonition stands indented: what looks like code to Markdown may hold fences of its own.
  void indented(Source content) {
    const bool nested = std::ranges::any_of(content.lines, [](const std::string& line) { return opens_fence(line); });
    if (nested && nesting_ < kMaxNesting)
      return Reader{out_, nesting_ + 1}.read(std::move(content));
    const int first = content.document_lines.empty() ? 0 : content.document_lines.front();
    keep(out_.indented, std::move(content), "", first);
  }

  void keep(std::vector<CodeBlock>& list, Source content, const std::string& info, int first_line) const {
    if (std::ranges::all_of(content.lines, [](const std::string& line) { return trim(line).empty(); }))
      return;
    CodeBlock block;
    block.first_line = first_line;
    block.lines = std::move(content.lines);
    block.document_lines = std::move(content.document_lines);
    block.columns = std::move(content.columns);
    block.info = info;
    block.fenced = &list == &out_.fenced;
    list.push_back(std::move(block));
  }

  MarkdownBlocks& out_;
  int nesting_;
};

}  // namespace

bool opens_fence(std::string_view line) {
  const std::string_view text = without_prefix(line);
  const bool fence = text.starts_with("```") || text.starts_with("~~~");
  return fence && (text[0] == '~' || text.substr(fence_length(text, '`')).find('`') == std::string_view::npos);
}

MarkdownBlocks markdown_blocks(std::span<const std::string_view> lines) {
  Source source;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    source.lines.emplace_back(lines[i]);
    source.document_lines.push_back(static_cast<int>(i) + 1);
    source.columns.push_back(1);
  }
  MarkdownBlocks blocks;
  Reader{blocks, 0}.read(std::move(source));
  return blocks;
}

}  // namespace snipcheck
