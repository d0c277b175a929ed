#include "snippets/formats/fences.hpp"

#include "snippets/formats/fence_line.hpp"
#include "snippets/formats/rst_blocks.hpp"
#include "snippets/formats/shortcodes.hpp"
#include "snippets/language.hpp"
#include "snippets/language_names.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

/// Where the code of a fence ends: one past its last line, and one past the line that closes it (the same when none does).
struct Extent {
  std::size_t end = 0, next = 0;
  std::size_t cut = std::string_view::npos;  ///< Bytes to keep of the last line, which closes the fence behind its code.
};

/// What a MyST or Pandoc directive in braces is called; "" for none.
std::string_view directive_of(std::string_view info) {
  return info.starts_with('{') ? trim(info.substr(1, std::min(info.find('}'), info.size()) - 1)) : std::string_view{};
}

/// Directives whose content is code.
bool holds_code(std::string_view info) {
  static constexpr std::string_view names[] = {"code-block", "code-cell", "code", "sourcecode", "code-cell:python"};
  return is_any_of(directive_of(info), names);
}

/// Directives whose content is Markdown again.
bool holds_markdown(std::string_view info) {
  static constexpr std::string_view names[] = {"note",     "tip",     "warning",   "important", "admonition", "hint",
                                               "caution",  "danger",  "attention", "seealso",   "tab-item",   "tab-set",
                                               "dropdown", "details", "card",      "grid",      "question",   "answer",
                                               "error",    "example", "exercise",  "solution",  "topic",      "sidebar"};
  std::string_view name = directive_of(info);
  return is_any_of(name.substr(0, name.find(' ')), names);
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

/// Where prose begins that no code goes on with: a heading, a rule, a sentence below a blank line.
bool is_prose(std::string_view line, bool after_blank) {
  const std::string_view text = trim(line);
  if (text.starts_with("##") && marked_heading(text, 0))
    return true;
  return after_blank && (text == "---" || (evidence_of(text) == Evidence::prose && has_adjacent_words(text)));
}

class Scan {
 public:
  explicit Scan(Lines lines) : lines_(lines) {}

  Fences run() {
    for (std::size_t i = front_matter(); i < lines_.size();)
      i = std::max(step(i), i + 1);
    return std::move(out_);
  }

 private:
  /// One past the `---` or `+++` that ends what stands before the text; 0 when there is none.
  std::size_t front_matter() {
    if (lines_.empty() || (trim_right(lines_[0]) != "---" && trim_right(lines_[0]) != "+++"))
      return 0;
    for (std::size_t i = 1; i < lines_.size() && !is_blank(lines_[1]); ++i)
      if (trim_right(lines_[i]) == trim_right(lines_[0])) {
        hide(0, i + 1);
        return i + 1;
      }
    return 0;
  }

  /// Reads what begins at line i, and returns the line to go on with; i when nothing does.
  std::size_t step(std::size_t i) {
    if (cannot_begin(lines_[i]))
      return i;
    if (const std::size_t end = end_of_comment(i); end > i)
      return end;
    if (const auto code = shortcode_at(lines_, i)) {
      hide(i, code->next);
      keep({code->end, code->next}, i, code->first, code->label, FenceLine{});
      return code->next;
    }
    if (const auto fence = fence_line(lines_[i]))
      return read(i, *fence);
    return one_line(i);
  }

  /// Most lines: text that begins with no mark.
  static bool cannot_begin(std::string_view line) {
    const auto at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos)
      return true;
    const char c = line[at];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@' || c == '#' || c == '(' || c == ')' ||
           static_cast<unsigned char>(c) >= 0x80;
  }

  /// A comment over several lines shows nothing.
  std::size_t end_of_comment(std::size_t i) {
    const auto at = indent_of(lines_[i]);
    if (!lines_[i].substr(at).starts_with("<!--") || no_more_comments_ || lines_[i].find("-->", at) != std::string_view::npos)
      return i;
    for (std::size_t end = i + 1; end < lines_.size(); ++end)
      if (lines_[end].find("-->") != std::string_view::npos) {
        hide(i, end + 1);
        return end + 1;
      }
    no_more_comments_ = true;
    return i;
  }

  std::size_t read(std::size_t i, const FenceLine& fence) {
    if (fence.bare() && !containers_.empty() && containers_.back().mark == fence.mark &&
        containers_.back().length <= fence.length) {
      containers_.pop_back();
      hide(i, i + 1);
      return i + 1;
    }
    if (fence.mark == ':' && !holds_code(fence.info))
      return i + 1;
    if (shows_markdown(i, fence)) {
      containers_.push_back(fence);
      hide(i, i + 1);
      return i + 1;
    }
    const Extent extent = extent_of(i, fence);
    hide(i, extent.next);
    if (directive_of(fence.info) == "eval-rst")
      keep_rst(i + 1, extent.end);
    else
      keep_fence(extent, i, fence);
    return extent.next;
  }

  /// Whether the text inside is Markdown with fences of its own.
  [[nodiscard]] bool shows_markdown(std::size_t i, const FenceLine& fence) const {
    if (holds_markdown(fence.info))
      return true;
    const std::string label = lower(label_of(fence.info));
    const bool said = label == "markdown" || label == "md" || label == "mdx";
    if (!said && !(fence.bare() && fence.length > 3))
      return false;
    for (std::size_t inner = i + 1; inner < lines_.size(); ++inner)
      if (const auto other = fence_line(lines_[inner]); other && other->mark != ':')
        return !other->bare();
    return false;
  }

  [[nodiscard]] Extent extent_of(std::size_t i, const FenceLine& fence) const {
    std::size_t limit = i + 1;
    for (; limit < lines_.size(); ++limit) {
      const auto line = without_quotes(lines_[limit], fence.quotes);
      if (!line)
        return {limit, limit};  // the quote is over, and the fence with it
      const auto other = fence_line(*line);
      if (!other || other->quotes > 0 || other->mark != fence.mark || other->length < fence.length)
        continue;
      const bool near = other->width < fence.width + 4;
      if (other->bare() && near)
        return {limit, limit + 1};
      if (!other->bare() && near && indent_of(*line) == line->find(fence.mark))
        break;  // only an opening fence has words behind it
    }
    return unclosed(i + 1, limit, fence);
  }

  /// The end of code that nothing closes before line `limit`.
  [[nodiscard]] Extent unclosed(std::size_t begin, std::size_t limit, const FenceLine& fence) const {
    const std::size_t quotes = fence.quotes;
    const char mark = fence.mark;
    bool after_blank = false;
    for (std::size_t i = begin; i < limit; ++i) {
      const std::string_view line = without_quotes(lines_[i], quotes).value_or(lines_[i]);
      const auto other = fence_line(line);
      const bool other_mark = other && other->bare() && other->mark != ':';
      const bool too_few = !is_blank(line) && trim(line).find_first_not_of(mark) == std::string_view::npos;
      if (other_mark || too_few)
        return {i, i + 1};
      if (const auto at = trim_right(line).find("```");
          !other && at != std::string_view::npos && trim_right(line).ends_with("```"))
        return {i + 1, i + 1, at};
      if (is_prose(line, after_blank))
        return {i, i};
      after_blank = is_blank(line);
    }
    return {limit, limit};
  }

  /// The first line of the code: options of a directive stand before it.
  [[nodiscard]] std::size_t first_line(std::size_t i, std::size_t end, const FenceLine& fence) const {
    std::size_t first = i + 1;
    if (!holds_code(fence.info))
      return first;
    if (first < end && trim(lines_[first]) == "---") {
      for (std::size_t close = first + 1; close < end; ++close)
        if (trim(lines_[close]) == "---")
          return close + 1;
      return first;
    }
    while (first < end && trim(lines_[first]).starts_with(':') && trim(lines_[first]).find(':', 1) != std::string_view::npos)
      ++first;
    return first;
  }

  /// "```print(x)```" as a line of its own.
  std::size_t one_line(std::size_t i) {
    const std::string_view text = trim(without_prefix(lines_[i]));
    constexpr std::size_t marks = 3;
    if (!text.starts_with("```") || !text.ends_with("```") || text.size() <= 2 * marks ||
        text.substr(marks, text.size() - 2 * marks).find('`') != std::string_view::npos)
      return i;
    std::string_view code = text.substr(marks, text.size() - 2 * marks);
    const std::string label = label_of(code.substr(0, code.find(' ')));
    const bool labelled = code.find(' ') != std::string_view::npos && canonical_language(label) == "python";
    if (labelled)
      code.remove_prefix(code.find(' '));
    code = trim(code);
    if (code.empty() || (!labelled && language_of("", {std::string{code}}) == "text"))
      return i;
    const std::size_t at = static_cast<std::size_t>(code.data() - lines_[i].data());
    CodeBlock block{.first_line = static_cast<int>(i) + 1, .info = labelled ? label : "", .fenced = true};
    block.lines.emplace_back(code);
    block.document_lines.push_back(static_cast<int>(i) + 1);
    block.columns.push_back(column_of(lines_[i], at));
    out_.blocks.push_back(std::move(block));
    hide(i, i + 1);
    return i + 1;
  }

  void hide(std::size_t first, std::size_t end) { out_.lines.emplace_back(static_cast<int>(first) + 1, static_cast<int>(end)); }

  /// Keeps the code from line `first` up to the extent's end, which line `opening` opened.
  void keep(const Extent& extent, std::size_t opening, std::size_t first, std::string info, const FenceLine& fence) {
    CodeBlock block{.first_line = static_cast<int>(opening) + 2, .info = std::move(info), .fenced = true};
    bool any = false;
    for (std::size_t i = first; i < extent.end; ++i) {
      std::string_view line = lines_[i];
      if (i + 1 == extent.end && extent.cut != std::string_view::npos)
        line = trim_right(line.substr(0, line.rfind("```")));
      std::string_view code = without_quotes(line, fence.quotes).value_or(line);
      code.remove_prefix(margin_of(code, fence.width));
      any |= !is_blank(code);
      block.lines.emplace_back(code);
      block.document_lines.push_back(static_cast<int>(i) + 1);
      block.columns.push_back(column_of(lines_[i], static_cast<std::size_t>(code.data() - lines_[i].data())));
    }
    if (any)
      out_.blocks.push_back(std::move(block));
  }

  void keep_fence(const Extent& extent, std::size_t opening, const FenceLine& fence) {
    const std::size_t first = first_line(opening, extent.end, fence);
    std::string info{fence.info};
    for (std::size_t i = opening + 1; i < first; ++i)
      for (const std::string_view option : {":caption:", ":name:", ":filename:"})
        if (const std::string_view text = trim(lines_[i]); text.starts_with(option))
          info += " title=\"" + std::string{trim(text.substr(option.size()))} + '"';
    keep(extent, opening, first, std::move(info), fence);
  }

  /// Keeps the code of the reStructuredText on lines `first` up to `end`.
  void keep_rst(std::size_t first, std::size_t end) {
    for (CodeBlock& block : rst_blocks(lines_.subspan(first, end - first)).blocks) {
      for (int& line : block.document_lines)
        line += static_cast<int>(first);
      block.first_line += static_cast<int>(first);
      out_.blocks.push_back(std::move(block));
    }
  }

  Lines lines_;
  Fences out_;
  std::vector<FenceLine> containers_;  ///< Fences around the text that is read now.
  bool no_more_comments_ = false;
};

}  // namespace

bool opens_fence(std::string_view line) {
  const auto fence = fence_line(line);
  return fence && fence->mark != ':';
}

std::string_view without_prefix(std::string_view line) {
  for (;;) {
    line.remove_prefix(indent_of(line));
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool bullet = line.size() > 1 && std::string_view{"-*+"}.find(line[0]) != std::string_view::npos && line[1] == ' ';
    const bool numbered = digits > 0 && digits < 10 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
                          line[digits + 1] == ' ';
    if (line.starts_with('>'))
      line.remove_prefix(1);
    else if (bullet)
      line.remove_prefix(2);
    else if (numbered)
      line.remove_prefix(digits + 2);
    else
      return line;
  }
}

Fences fences_of(Lines lines) { return Scan{lines}.run(); }

}  // namespace snipcheck
