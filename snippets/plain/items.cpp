#include "snippets/plain/items.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_blocks.hpp"
#include "snippets/plain/printed.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/plain/shell.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxWidth = 2000;       // bytes of a line; longer ones are data
constexpr std::size_t kMaxBlanks = 250;       // items of their own for blank lines in a row; more than any search looks at
constexpr std::size_t kMaxReserved = 65'536;  // items that are made room for before there are any

class Reader {
 public:
  Reader(Lines lines, const std::vector<bool>& taken, Belief belief, std::vector<CodeBlock>& others)
      : lines_(lines), taken_(taken), belief_(belief), others_(others) {}

  std::vector<Item> run() {
    items_.reserve(std::min(lines_.size(), kMaxReserved));
    for (std::size_t i = 0; i < lines_.size();)
      i = next(i);
    look_again(lines_, taken_, items_);
    hide_lone_decorators();
    hide_output(lines_, items_);
    if (is_doubled())
      halve_gaps();
    return std::move(items_);
  }

 private:
  /// Whether lines were given a blank one each on the way here: few stand close, and wider gaps are odd.
  bool is_doubled() const {
    constexpr std::size_t kFewest = 3, kOften = 4;  // gaps of either kind; how many of them for each other one
    std::size_t narrow = 0, wide = 0, others = 0, gap = 1;
    for (const Item& item : items_) {
      if (item.evidence == Evidence::blank) {
        ++gap;
        continue;
      }
      if (gap == 1)
        ++narrow;
      else if (gap % 2 == 1)
        ++wide;
      else
        ++others;
      gap = 0;
    }
    return narrow >= kFewest && wide >= kFewest && narrow + wide >= others * kOften;
  }

  /// Leaves of each gap what stood there before the lines were doubled.
  void halve_gaps() {
    std::vector<Item> kept;
    std::size_t gap = 0;
    for (const Item& item : items_) {
      gap = item.evidence == Evidence::blank ? gap + 1 : 0;
      if (gap == 0 || (gap > 1 && gap % 2 == 0))
        kept.push_back(item);
    }
    items_ = std::move(kept);
  }

  /// Adds what begins at line i; returns the line after it.
  std::size_t next(std::size_t i) {
    for (const std::size_t end : {other_block(i), taken_[i] ? i : end_of_trace(lines_, taken_, i)})
      if (end > i) {
        items_.push_back({i, end, Evidence::prose, 0});
        return end;
      }
    Item item{i, i + 1, judged(i), indent_width(lines_[i])};
    if (!taken_[i] && item.evidence == Evidence::prose && may_continue(lines_[i])) {
      const std::size_t end = end_of_logical_line(lines_, i);
      if (end > i + 1 && none_taken(i, end)) {
        const Evidence whole = evidence_of(joined(lines_, i, end));
        if (whole >= Evidence::bare) {
          item.evidence = whole;
          item.end = end;
        }
      }
    }
    if (item.evidence == Evidence::shell)
      if (const std::size_t end = end_of_command(lines_, i); none_taken(i, end))
        item.end = end;
    blanks_ = item.evidence == Evidence::blank ? blanks_ + 1 : 0;
    if (blanks_ > kMaxBlanks)
      items_.back().end = item.end;
    else
      items_.push_back(item);
    return item.end;
  }

  bool none_taken(std::size_t first, std::size_t end) const {
    return std::none_of(taken_.begin() + static_cast<std::ptrdiff_t>(first), taken_.begin() + static_cast<std::ptrdiff_t>(end),
                        std::identity{});
  }

  /// In text that marks its code nowhere, other languages are listed too.
  std::size_t other_block(std::size_t i) {
    const bool printed = !items_.empty() && items_.back().evidence == Evidence::shell && has_prompt(lines_[items_.back().first]);
    if (belief_ == Belief::strict || taken_[i] || printed)
      return i;
    const std::size_t end = end_of_other_block(lines_, taken_, i);
    if (end > i)
      others_.push_back(block_of(lines_, i, end));
    return end;
  }

  Evidence judged(std::size_t i) const {
    if (taken_[i] || lines_[i].size() > kMaxWidth)
      return Evidence::prose;
    const std::string_view text = trim(lines_[i]);
    if (text.starts_with("##") && text.find_first_not_of('#') != std::string_view::npos &&
        text[text.find_first_not_of('#')] == ' ' && !(is_rule(i + 1) && i > 0 && is_rule(i - 1)))
      return Evidence::prose;  // a heading
    return evidence_of(lines_[i]);
  }

  /// `##########`: above and below a comment in a frame.
  bool is_rule(std::size_t i) const {
    return i < lines_.size() && trim(lines_[i]).size() > 1 && trim(lines_[i]).find_first_not_of('#') == std::string_view::npos;
  }

  /// Whether a line that is nothing by itself may open a bracket or string that later lines close.
  static bool may_continue(std::string_view line) {
    const std::string quoted = plain_quotes(line);
    const std::string shape = without_strings(quoted);
    return !has_adjacent_words(shape) && (shape.find_first_of("([{\\") != std::string::npos ||
                                          quoted.find("\"\"\"") != std::string::npos || quoted.find("'''") != std::string::npos);
  }

  /// `@login_required` among words is a name that prose speaks of: only above a definition it decorates.
  void hide_lone_decorators() {
    bool decorates = false;  // what stands below is a definition or decorates one
    for (std::size_t i = items_.size(); i-- > 0;) {
      const std::string_view text = trim(lines_[items_[i].first]);
      if (items_[i].evidence == Evidence::blank || items_[i].evidence == Evidence::comment)
        continue;
      const bool decorator = is_code(items_[i].evidence) && text.starts_with('@');
      if (decorator && !decorates && text.find('(') == std::string_view::npos)
        items_[i].evidence = Evidence::bare;
      decorates = (decorator && decorates) || defines(text);
    }
  }

  static bool defines(std::string_view text) {
    return text.starts_with("def ") || text.starts_with("class ") || text.starts_with("async ");
  }

  Lines lines_;
  const std::vector<bool>& taken_;
  Belief belief_;
  std::vector<CodeBlock>& others_;
  std::vector<Item> items_;
  std::size_t blanks_ = 0;  ///< In a row, up to here.
};

}  // namespace

std::vector<Item> read_items(Lines lines, const std::vector<bool>& taken, Belief belief, std::vector<CodeBlock>& others) {
  return Reader{lines, taken, belief, others}.run();
}

}  // namespace snipcheck
