#include "snippets/formats/rst_blocks.hpp"

#include "snippets/formats/rst_marks.hpp"
#include "snippets/language.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <vector>

namespace snipcheck {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// One pass from the first line to the last. There is no stack of containers: what belongs to a mark is all that stands right of
/// the column where its text begins, however that column came about (lists, directives, quotations).
class RstReader {
 public:
  explicit RstReader(std::span<const std::string_view> lines) : lines_(lines) {
    out_.taken.resize(lines.size());
    margins_.reserve(lines.size());
    for (const std::string_view line : lines)
      margins_.push_back(margin_of(line));
  }

  MarkedText run() {
    for (std::size_t i = 0; i < lines_.size();)
      i = blank(i) ? i + 1 : read(i);
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool blank(std::size_t i) const { return margins_[i] == kNone; }

  /// Nothing before the line on `i` says that it goes on with a paragraph.
  [[nodiscard]] bool begins(std::size_t i) const {
    return i == 0 || i == construct_end_ || blank(i - 1) || margins_[i - 1] != margins_[i];
  }

  /// The end (exclusive, without blank lines) of what stands right of a column.
  [[nodiscard]] std::size_t body_end(std::size_t i, std::size_t column) const {
    std::size_t end = i;
    for (; i < lines_.size() && margins_[i] > column; ++i)
      if (!blank(i))
        end = i + 1;
    return end;
  }

  std::size_t take(std::size_t from, std::size_t to) {
    std::fill(out_.taken.begin() + static_cast<std::ptrdiff_t>(from), out_.taken.begin() + static_cast<std::ptrdiff_t>(to), true);
    return construct_end_ = to;
  }

  std::size_t add(std::size_t from, BlockLines where, std::string info, bool fenced) {
    if (auto block = cut_block(lines_, where, std::move(info), fenced))
      out_.blocks.push_back(std::move(*block));
    return take(from, where.end);
  }

  /// Reads what begins on a line that is not blank; returns the line after it.
  std::size_t read(std::size_t i) {
    if (const std::size_t end = title(i); end > i)
      return end;
    if (const std::size_t end = table(i); end > i)
      return end;
    std::size_t at = indent_of(lines_[i]);
    std::string_view text = lines_[i].substr(at);
    const bool may_be_list = begins(i) || list_column_ == margins_[i];
    for (std::size_t mark = 0; may_be_list && (mark = list_mark(text)) > 0;) {
      list_column_ = margins_[i];
      at += mark;
      text.remove_prefix(mark);
    }
    const std::size_t column = width_of(lines_[i], at);
    if (is_explicit(text))
      return explicit_markup(i, column, text);
    if (text.starts_with("__ ") || (text.starts_with("| ") && begins(i)))
      return take(i, i + 1);
    if (const std::size_t end = fence(i, text); end > i)
      return end;
    if ((text.starts_with(">>> ") || text == ">>>") && (begins(i) || at > indent_of(lines_[i])))
      return session(i, column);
    if (const std::size_t mark = field_mark(text); mark > 0 && begins(i))
      return after_marks(i, column, text.substr(mark));
    return paragraph(i, column, text);
  }

  /// A title with a line below it, perhaps one above it too: each pair of marks is a level, by first appearance.
  std::size_t title(std::size_t i) {
    const std::size_t n = lines_.size();
    if (is_rule(lines_[i])) {
      const bool over = i + 2 < n && !blank(i + 1) && is_rule(lines_[i + 2]) && lines_[i + 2][0] == lines_[i][0];
      if (over)
        return heading(i + 1, i, i + 3, {lines_[i][0], '+'});
      return lines_[i].size() >= 4 && begins(i) ? take(i, i + 1) : i;
    }
    if (margins_[i] > 0 || !begins(i) || i + 1 >= n || !is_rule(lines_[i + 1]) || is_explicit(lines_[i]))
      return i;
    const std::size_t length = trim_right(lines_[i + 1]).size();
    if (length < 4 && length < static_cast<std::size_t>(code_points(trim_right(lines_[i]))))
      return i;
    return heading(i, i, i + 2, {lines_[i + 1][0], '-'});
  }

  std::size_t heading(std::size_t line, std::size_t from, std::size_t to, std::string style) {
    auto found = std::ranges::find(styles_, style);
    if (found == styles_.end())
      found = styles_.insert(found, std::move(style));
    const int level = static_cast<int>(std::min<std::ptrdiff_t>(found - styles_.begin() + 1, kNumberedLevel - 1));
    out_.headings.push_back(heading_from(trim(lines_[line]), static_cast<int>(line) + 1, level));
    return take(from, to);
  }

  std::size_t table(std::size_t i) {
    const std::string_view text = trim(lines_[i]);
    if (is_grid_edge(text)) {
      std::size_t end = i;
      while (end < lines_.size() && !blank(end))
        ++end;
      return take(i, end);
    }
    if (!is_simple_edge(text) || open_table_)
      return i;
    for (std::size_t end = i + 1; end < lines_.size(); ++end)
      if (is_simple_edge(trim(lines_[end])) && (end + 1 == lines_.size() || blank(end + 1)))
        return take(i, end + 1);
    open_table_ = true;
    return i;
  }

  /// Markdown's marks, by mistake.
  std::size_t fence(std::size_t i, std::string_view text) {
    if (!text.starts_with("```") || open_fence_)
      return i;
    const std::size_t end = end_of_pasted_fence(lines_, i);
    open_fence_ = end == kNone && text.find('`', text.find_first_not_of('`')) == kNone;
    if (end == kNone)
      return i;
    text.remove_prefix(std::min(text.find_first_not_of('`'), text.size()));
    add(i, {i + 1, i + 1, end - 1}, std::string{trim(text)}, true);
    return take(i, end);
  }

  std::size_t session(std::size_t i, std::size_t column) {
    std::size_t end = i + 1;
    while (end < lines_.size() && !blank(end) && margins_[end] >= column)
      ++end;
    if (margins_[i] == column)
      return add(i, {i, i, end}, "", false);
    return list_session(i, end, column);
  }

  /// A session that begins behind the mark of a list.
  std::size_t list_session(std::size_t i, std::size_t end, std::size_t column) {
    const std::size_t at = lines_[i].find(">>>");
    CodeBlock block{.first_line = static_cast<int>(i) + 1, .lines = {}, .document_lines = {}, .columns = {}, .info = ""};
    for (std::size_t line = i; line < end; ++line) {
      const std::size_t cut = line == i ? at : indent_of(lines_[line]);
      const std::size_t deeper = line == i ? 0 : margins_[line] - column;
      block.lines.push_back(std::string(deeper, ' ') + std::string{lines_[line].substr(cut)});
      block.document_lines.push_back(static_cast<int>(line) + 1);
      block.columns.push_back(column_of(lines_[line], cut) - static_cast<int>(deeper));
    }
    out_.blocks.push_back(std::move(block));
    return take(i, end);
  }

  /// Text behind `:name:`, `.. name::` or `.. [1]`, whose body has the margin of its leftmost line.
  std::size_t after_marks(std::size_t i, std::size_t column, std::string_view text) {
    if (!ends_with_marks(text))
      return i + 1;
    std::size_t body = kNone, first = kNone;
    for (std::size_t line = i + 1, end = body_end(i + 1, column); line < end; ++line) {
      first = first == kNone ? margins_[line] : first;
      body = std::min(body, margins_[line]);
    }
    return literal(i + 1, body < first ? body : column);
  }

  std::size_t paragraph(std::size_t i, std::size_t column, std::string_view text) {
    const bool last = i + 1 == lines_.size() || blank(i + 1) || margins_[i + 1] != column;
    return last && ends_with_marks(text) ? literal(i + 1, column) : i + 1;
  }

  static bool ends_with_marks(std::string_view text) {
    text = trim_right(text);
    return text.ends_with("::") && !text.ends_with("\\::");
  }

  /// The literal block that a `::` before line `i` promises: right of its column, or quoted at it.
  std::size_t literal(std::size_t i, std::size_t column) {
    std::size_t begin = i;
    while (begin < lines_.size() && blank(begin))
      ++begin;
    if (begin == lines_.size() || margins_[begin] < column)
      return i;
    if (margins_[begin] == column)
      return quoted(begin);
    const std::size_t end = body_end(begin, column);
    if (begin == i) {  // without a blank line it may be the definition of a term
      const auto block = cut_block(lines_, {begin, begin, end}, "", false);
      if (!block || language_of("", block->lines) == "text")
        return i;
    }
    return add(begin, {begin, begin, end}, language_, false);
  }

  std::size_t quoted(std::size_t i) {
    const char mark = lines_[i][indent_of(lines_[i])];
    if (std::string_view{">$%|!"}.find(mark) == kNone)
      return i;
    std::size_t end = i;
    for (; end < lines_.size() && !blank(end); ++end)
      if (margins_[end] != margins_[i] || lines_[end][indent_of(lines_[end])] != mark)
        return i;
    add(i, {i, i, end}, language_, false);
    CodeBlock& block = out_.blocks.back();
    const auto is_quotation = [](const std::string& line) { return line == ">" || line.starts_with("> "); };
    if (mark == '>' && std::ranges::all_of(block.lines, is_quotation))
      for (std::size_t line = 0; line < block.lines.size(); ++line) {
        const std::size_t cut = std::min<std::size_t>(2, block.lines[line].size());
        block.lines[line].erase(0, cut);
        block.columns[line] += static_cast<int>(cut);
      }
    return end;
  }

  /// Directive, footnote, target, substitution or comment.
  std::size_t explicit_markup(std::size_t i, std::size_t column, std::string_view text) {
    const std::string_view rest = trim(text.substr(2));
    if (rest.empty() && (i + 1 == lines_.size() || blank(i + 1)))
      return take(i, i + 1);  // an empty comment ends what stands before it and has no body
    if (const auto directive = rst_directive(text))
      return this->directive(i, column, *directive);
    if (const std::size_t close = rest.find(']');
        rest.starts_with('[') && close != kNone && (close + 1 == rest.size() || rest[close + 1] == ' '))
      return after_marks(i, column, rest.substr(close + 1));
    return take(i, std::max(i + 1, body_end(i + 1, column)));
  }

  std::size_t directive(std::size_t i, std::size_t column, const RstDirective& directive) {
    const std::string name = lower(directive.name);
    if (name == "highlight")
      language_ = directive.argument;
    if (is_opaque(name))
      return take(i, std::max(i + 1, body_end(i + 1, column)));
    const auto code = code_directive(name);
    if (!code) {
      construct_end_ = i + 1;
      return begins_with_text(name) ? after_marks(i, column, directive.argument) : i + 1;
    }
    std::string info{trim(code->label)};
    if (code->label.empty())
      info = directive.argument.empty() ? language_ : std::string{directive.argument.substr(0, directive.argument.find(' '))};
    if (name == "testsetup")
      info += " setup";
    return code_block(i, column, std::move(info));
  }

  /// Options, then code. Below a blank line only what has the name of an option is one.
  std::size_t code_block(std::size_t i, std::size_t column, std::string info) {
    const std::size_t end = std::max(i + 1, body_end(i + 1, column));
    std::size_t content = i + 1, option = kNone;
    bool below_blank = false;
    for (; content < end; ++content) {
      const std::string_view text = trim(lines_[content]);
      const std::size_t mark = field_mark(text);
      if (blank(content)) {
        option = kNone;
        below_blank = true;
      } else if (mark > 0 && (!below_blank || is_code_option(text))) {
        option = margins_[content];
        const std::string_view value = trim(text.substr(mark));
        if (!value.empty() && (text.starts_with(":caption:") || text.starts_with(":name:") || text.starts_with(":filename:")))
          info += " title=\"" + std::string{value} + "\"";
      } else if (option == kNone || margins_[content] <= option) {
        break;
      }
    }
    return add(i, {i + 1, content, end}, std::move(info), true);
  }

  std::span<const std::string_view> lines_;
  std::vector<std::size_t> margins_;  ///< Parallel to lines_: as margin_of.
  MarkedText out_;
  std::string language_;             ///< Of literal blocks, as `.. highlight::` says.
  std::vector<std::string> styles_;  ///< Of titles, the highest level first.
  std::size_t construct_end_ = kNone, list_column_ = kNone;
  bool open_table_ = false, open_fence_ = false;  ///< The search for an end came to the end of the text: there is none below.
};

}  // namespace

MarkedText rst_blocks(std::span<const std::string_view> lines) { return RstReader{lines}.run(); }

}  // namespace snipcheck
