#include "snippets/plain/code_lines.hpp"

#include "snippets/names.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_blocks.hpp"
#include "snippets/plain/program.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/questions.hpp"
#include "snippets/repair/reindent.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxGap = 3;  // blank lines inside one program

class Search {
 public:
  Search(Lines lines, const std::vector<bool>& taken, Belief belief) : lines_(lines), taken_(taken), belief_(belief) {}

  std::vector<CodeBlock> run() {
    read_items();
    for (std::size_t i = 0; i < items_.size();)
      i = std::max(next_block(i), i + 1);
    std::ranges::stable_sort(blocks_, {}, &CodeBlock::first_line);
    return std::move(blocks_);
  }

 private:
  void read_items() {
    for (std::size_t i = 0; i < lines_.size();) {
      if (const std::size_t end = other_block(i); end > i) {
        items_.push_back({i, end, Evidence::prose, 0});  // no Python goes on across it
        i = end;
        continue;
      }
      Item item{i, i + 1, judged(i), indent_width(lines_[i])};
      if (!taken_[i] && item.evidence == Evidence::prose && may_continue(lines_[i])) {
        const std::size_t end = end_of_logical_line(lines_, i);
        if (end > i + 1 && std::none_of(taken_.begin() + static_cast<std::ptrdiff_t>(i),
                                        taken_.begin() + static_cast<std::ptrdiff_t>(end), std::identity{})) {
          const Evidence whole = evidence_of(joined(lines_, i, end));
          if (whole >= Evidence::bare) {
            item.evidence = whole;
            item.end = end;
          }
        }
      }
      items_.push_back(item);
      i = item.end;
    }
    look_again(lines_, taken_, items_);
  }

  /// In text that marks its code nowhere, other languages are listed too.
  std::size_t other_block(std::size_t i) {
    if (belief_ == Belief::strict || taken_[i])
      return i;
    const std::size_t end = end_of_other_block(lines_, taken_, i);
    if (end > i)
      blocks_.push_back(block_of(lines_, i, end));
    return end;
  }

  Evidence judged(std::size_t i) const {
    if (taken_[i] || lines_[i].size() > 2000)
      return Evidence::prose;
    const std::string_view text = trim(lines_[i]);
    if (text.starts_with("##") && text.find_first_not_of('#') != std::string_view::npos &&
        text[text.find_first_not_of('#')] == ' ')
      return Evidence::prose;  // a heading
    return evidence_of(lines_[i]);
  }

  /// Whether a line that is nothing by itself may open a bracket or string that later lines close.
  static bool may_continue(std::string_view line) {
    const std::string quoted = plain_quotes(line);
    const std::string shape = without_strings(quoted);
    return !has_adjacent_words(shape) && (shape.find_first_of("([{\\") != std::string::npos ||
                                          quoted.find("\"\"\"") != std::string::npos || quoted.find("'''") != std::string::npos);
  }

  /// Takes the block that starts at item i, if one does; returns where to go on.
  std::size_t next_block(std::size_t i) {
    if (const std::size_t end = shell(i); end > i)
      return end;
    if (items_[i].evidence == Evidence::prompt)
      return session(i);
    Run run;
    std::size_t next = i;
    if (!paragraph(i, run, next))
      return i + 1;
    Bindings bindings;
    bindings.add(names_of(text_of(run)), text_of(run));
    for (;;) {
      std::size_t begin = next;
      while (begin < items_.size() && items_[begin].evidence == Evidence::blank)
        ++begin;
      Run more;
      std::size_t after = begin;
      if (begin >= items_.size() || begin - next > kMaxGap || !paragraph(begin, more, after))
        break;
      const Names names = names_of(text_of(more));
      if (!belongs(run, bindings, more, names, begin - next, after))
        break;
      bindings.add(names, text_of(more));
      for (std::size_t blank = next; blank < begin; ++blank)
        run.add(items_[blank]);
      run.add(more);
      next = after;
    }
    if (convinces(run))
      keep(run.first(), run.end());
    return next;
  }

  /// `$ ...` or `(venv) $ ...`
  static bool has_prompt(std::string_view line) {
    const auto dollar = line.find("$ ");
    return dollar != std::string_view::npos && (dollar == indent_of(line) || trim(line.substr(0, dollar)).ends_with(')'));
  }

  /// Comments and command lines without a blank line between them, at least one a command.
  std::size_t shell(std::size_t i) {
    std::size_t end = i, commands = 0;
    while (end < items_.size() && (items_[end].evidence == Evidence::shell || items_[end].evidence == Evidence::comment)) {
      commands += items_[end].evidence == Evidence::shell ? 1 : 0;
      ++end;
    }
    // What a command printed stands under it, indented like it.
    const bool prompted = commands > 0 && has_prompt(lines_[items_[end - 1].first]) && items_[end - 1].indent > 0;
    while (prompted && end < items_.size() && items_[end].evidence == Evidence::prose && items_[end].indent >= items_[i].indent &&
           !taken_[items_[end].first])
      ++end;
    if (commands == 0 || (end < items_.size() && items_[i].evidence != Evidence::shell && is_code(items_[end].evidence)))
      return i;
    keep(items_[i].first, items_[end - 1].end);
    return end;
  }

  /// `>>>` lines with their output; a blank line ends it unless another prompt follows.
  std::size_t session(std::size_t i) {
    std::size_t end = i + 1;
    while (end < items_.size()) {
      const bool blank = items_[end].evidence == Evidence::blank;
      const bool goes_on = end + 1 < items_.size() && items_[end + 1].evidence == Evidence::prompt;
      if ((blank && !goes_on) || taken_[items_[end].first])
        break;
      ++end;
    }
    keep(items_[i].first, items_[end - 1].end);
    return end;
  }

  /// Collects the code lines from item i up to a blank or prose line; false when there is no code among them.
  bool paragraph(std::size_t i, Run& run, std::size_t& next) const {
    std::size_t end = i;
    while (end < items_.size() && (items_[end].evidence == Evidence::comment || items_[end].evidence >= Evidence::bare) &&
           !starts_question(end))
      ++end;
    std::size_t begin = i;
    while (begin < end && items_[begin].evidence == Evidence::bare && items_[begin].indent == 0)
      ++begin;
    next = end;
    while (end > begin && items_[end - 1].evidence == Evidence::bare && items_[end - 1].indent == items_[begin].indent &&
           !opens(items_[end - 2 + (end - 1 == begin)]))
      --end;
    for (std::size_t item = begin; item < end; ++item)
      run.add(items_[item]);
    return !run.empty() && begin == i;
  }

  bool starts_question(std::size_t i) const {
    return items_[i].evidence == Evidence::comment && numbered_question(lines_[items_[i].first]).has_value();
  }

  std::string text_of(const Item& item) const { return joined(lines_, item.first, item.end); }
  std::string text_of(const Run& run) const {
    std::string text;
    for (const Item& item : run.items())
      text += text_of(item) + "\n";
    return text;
  }

  bool opens(const Item& item) const { return snipcheck::opens(text_of(item)); }

  /// Whether the paragraph after `gap` blank lines goes on with the program.
  bool belongs(const Run& run, const Bindings& before, const Run& more, const Names& after, std::size_t gap,
               std::size_t next) const {
    if (run.code() == 0)
      return more.count(Evidence::strong) > 0 && gap == 1 && names_a_file(text_of(run));
    if (opens(run.last_code()))
      return true;
    if (more.front().indent > run.indent())
      return true;
    if (more.code() == 0)
      return gap < 3 && more.count(Evidence::comment) > 0 && !says_alternative(more) && code_follows(next);
    if (says_alternative(more))
      return false;
    if (more.count(Evidence::strong) == 0 && more.count(Evidence::fair) == 0 && run.size() < 3)
      return false;
    if (starts_afresh(before, after, run, more))
      return false;
    if (run.size() > 1 && more.size() > 1)
      return true;
    return gap < 3 && related(before, after, more);
  }

  /// A comment by itself heads what comes after it: does code? `next` is the item after the comment.
  bool code_follows(std::size_t next) const {
    while (next < items_.size() && items_[next].evidence == Evidence::blank)
      ++next;
    return next < items_.size() && is_code(items_[next].evidence);
  }

  static bool names_a_file(std::string_view text) { return text.find(".py") != std::string_view::npos; }

  bool says_alternative(const Run& run) const {
    const std::string text = lower(trim(text_of(run.front())));
    if (!text.starts_with('#'))
      return false;
    const std::string_view words = trim(std::string_view{text}.substr(1));
    static constexpr std::string_view openings[] = {"or ",    "or:",    "option ", "alternativ", "method ",
                                                    "way ",   "bad",    "good",    "wrong",      "right",
                                                    "before", "after:", "old ",    "new ",       "example "};
    return words == "or" || std::ranges::any_of(openings, [&](std::string_view opening) { return words.starts_with(opening); });
  }

  /// A second program: makes the same again, or follows one that its guard has finished.
  bool starts_afresh(const Bindings& before, const Names& after, const Run& run, const Run& more) const {
    const std::string first = text_of(more.front());
    const bool imports = first.starts_with("import ") || first.starts_with("from ");
    return before.made_again(after) || (before.finished && (imports || more.front().indent == run.indent()));
  }

  /// Single lines belong together when one speaks of the other or when they open a definition.
  bool related(const Bindings& before, const Names& after, const Run& more) const {
    const bool uses = std::ranges::any_of(after.free, [&](const FreeName& name) { return before.names.contains(name.name); });
    const std::string first{trim(text_of(more.front()))};
    const bool opens_definition = first.starts_with('@') || first.starts_with("def ") || first.starts_with("class ") ||
                                  first.starts_with("async def ") || first.starts_with("if __name__");
    const bool only_imports = !before.imports.empty() && before.names.size() <= before.imports.size();
    return uses || opens_definition || only_imports;
  }

  /// The line before, blank lines left out, announces code.
  bool announced(std::size_t first) const {
    for (std::size_t i = first; i-- > 0;)
      if (!trim(lines_[i]).empty())
        return trim(lines_[i]).ends_with(':');
    return false;
  }

  bool convinces(const Run& run) const {
    const int strong = run.count(Evidence::strong), fair = run.count(Evidence::fair), bare = run.count(Evidence::bare);
    if (bare > run.code())
      return false;
    const bool said = announced(run.first());
    if (lists_returns(run) || (ends_list_of_words(run) && only_expressions(run)))
      return false;
    if ((bare > 0 || belief_ == Belief::strict) && only_expressions(run))
      return false;
    if (belief_ == Belief::strict)
      return strong >= 2 || (strong >= 1 && said && (strong + fair >= 2 || alone(run)));
    return strong >= 1 || fair >= 2 || (fair >= 1 && said) || (run.code() >= 3 && bare == 0 && has_blocks(run));
  }

  /// A list of names and calls that prose speaks of, not a program: nothing is bound, defined or decided.
  bool only_expressions(const Run& run) const {
    const std::string text = text_of(run);
    const PythonTree tree{text};
    return std::ranges::all_of(children_of(tree.root()), [](const Child& child) {
      const std::string_view inner = kind(ts_node_named_child(child.node, 0));
      return kind(child.node) == "return_statement" ||
             (kind(child.node) == "expression_statement" && !inner.ends_with("assignment"));
    });
  }

  /// Several `return` side by side: what a view may answer, not what one does.
  bool lists_returns(const Run& run) const {
    int returns = 0;
    for (const Item& item : run.items()) {
      const std::string text{trim(text_of(item))};
      if (opens(item) || text.starts_with("if ") || text.starts_with("def "))
        return false;
      returns += text.starts_with("return ") ? 1 : 0;
    }
    return returns > 1;
  }

  /// Right below at least two lines of one word each: the last of the names that prose lists.
  bool ends_list_of_words(const Run& run) const {
    std::size_t words = 0;
    for (std::size_t i = run.first(); i-- > 0 && words < 2; ++words)
      if (const std::string_view text = trim(lines_[i]); taken_[i] || text.empty() || text.find_first_of(" \t:") != text.npos)
        break;
    return words == 2;
  }

  /// An opener with its body indented below it.
  bool has_blocks(const Run& run) const {
    const auto& items = run.items();
    for (std::size_t i = 0; i + 1 < items.size(); ++i)
      if (is_code(items[i].evidence) && opens(items[i]) && items[i + 1].indent > items[i].indent)
        return true;
    return false;
  }

  /// A paragraph by itself: blank lines (or the edge) on both sides.
  bool alone(const Run& run) const {
    const bool before = run.first() == 0 || trim(lines_[run.first() - 1]).empty();
    const bool after = run.end() >= lines_.size() || trim(lines_[run.end()]).empty();
    return before && after;
  }

  void keep(std::size_t first, std::size_t end) {
    CodeBlock block = block_of(lines_, first, end);
    block.flattened = lost_indentation(block.lines);
    blocks_.push_back(std::move(block));
  }

  Lines lines_;
  const std::vector<bool>& taken_;
  Belief belief_;
  std::vector<Item> items_;
  std::vector<CodeBlock> blocks_;
};

/// Bytes of white space that all the lines with something on them share.
std::size_t common_margin(Lines lines, std::size_t first, std::size_t end) {
  std::string_view margin;
  bool any = false;
  for (std::size_t i = first; i < end; ++i) {
    if (trim(lines[i]).empty())
      continue;
    const std::string_view here = lines[i].substr(0, indent_of(lines[i]));
    if (!any)
      margin = here;
    any = true;
    const auto differ = std::ranges::mismatch(margin, here).in1;
    margin = margin.substr(0, static_cast<std::size_t>(differ - margin.begin()));
  }
  return margin.size();
}

}  // namespace

CodeBlock block_of(Lines lines, std::size_t first, std::size_t end) {
  while (first < end && trim(lines[first]).empty())
    ++first;
  while (end > first && trim(lines[end - 1]).empty())
    --end;
  const std::size_t margin = common_margin(lines, first, end);
  CodeBlock block;
  block.first_line = static_cast<int>(first) + 1;
  for (std::size_t i = first; i < end; ++i) {
    const std::size_t cut = std::min(margin, indent_of(lines[i]));
    block.lines.emplace_back(lines[i].substr(cut));
    block.document_lines.push_back(static_cast<int>(i) + 1);
    block.columns.push_back(column_of(lines[i], cut));
  }
  return block;
}

std::vector<CodeBlock> find_code(Lines lines, const std::vector<bool>& taken, Belief belief) {
  return Search{lines, taken, belief}.run();
}

}  // namespace snipcheck
