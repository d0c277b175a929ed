#include "snippets/plain/code_lines.hpp"

#include "snippets/names.hpp"
#include "snippets/plain/bindings.hpp"
#include "snippets/plain/comments.hpp"
#include "snippets/plain/conviction.hpp"
#include "snippets/plain/items.hpp"
#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/program.hpp"
#include "snippets/plain/second_look.hpp"
#include "snippets/plain/shell.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <optional>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxGap = 3;        // blank lines inside one program
constexpr std::size_t kMaxComments = 50;  // lines of comments above a paragraph
constexpr std::size_t kMaxPart = 200;     // lines from one numbered comment to the next

class Search {
 public:
  Search(Lines lines, const std::vector<bool>& taken, Belief belief) : lines_(lines), taken_(taken), belief_(belief) {}

  std::vector<CodeBlock> run() {
    items_ = read_items(lines_, taken_, belief_, blocks_);
    for (std::size_t i = 0; i < items_.size();)
      i = std::max(next_block(i), i + 1);
    std::ranges::stable_sort(blocks_, {}, &CodeBlock::first_line);
    return std::move(blocks_);
  }

 private:
  /// Takes the block that starts at item i, if one does; returns where to go on.
  std::size_t next_block(std::size_t i) {
    if (const std::size_t end = shell(i); end > i)
      return end;
    if (items_[i].evidence == Evidence::prompt)
      return session(i);
    if (is_expression_paragraph(i)) {
      keep(items_[i].first, items_[i].end);
      return i + 1;
    }
    Run run;
    std::size_t next = i;
    if (!paragraph(i, run, next))
      return next - 1;  // the last of them may be code by itself
    Bindings bindings = bindings_of(lines_, run);
    for (;;) {
      std::size_t begin = next;
      while (begin < items_.size() && items_[begin].evidence == Evidence::blank)
        ++begin;
      Run more;
      std::size_t after = begin;
      if (begin >= items_.size() || begin - next > kMaxGap || !headed_paragraph(begin, more, after))
        break;
      const Bindings theirs = bindings_of(lines_, more);
      if (!belongs(run, bindings, more, theirs, begin - next) && !is_data_inside(run, bindings, more, theirs, after) &&
          !(begin - next == 1 && is_last_import(run, bindings, more, theirs, after)))
        break;
      bindings.add(theirs);
      bindings.flat |= run.code() > 0 && heads_block(run.last_code()) && more.front().indent <= run.last_code().indent;
      for (std::size_t blank = next; blank < begin; ++blank)
        run.add(items_[blank]);
      run.add(more);
      next = after;
    }
    if (!convinces(run, {lines_, taken_, belief_}))
      return next;
    const std::size_t end = closing_comments(next, run);
    keep(run.first(), end > next ? items_[end - 1].end : run.end());
    return end;
  }

  /// One past the comments that close the program before item i, a blank line between them and prose below; i for none.
  std::size_t closing_comments(std::size_t i, const Run& run) const {
    const auto is = [&](std::size_t item, Evidence evidence) {
      return item < items_.size() && items_[item].evidence == evidence && !taken_[items_[item].first];
    };
    if (belief_ == Belief::strict || !is(i, Evidence::blank) || !is(i + 1, Evidence::comment))
      return i;
    std::size_t end = i + 1;
    while (is(end, Evidence::comment) && items_[end].indent >= run.indent() && !starts_question(end))
      ++end;
    const bool ends = end == items_.size() || is(end, Evidence::blank);
    std::size_t below = end;
    while (is(below, Evidence::blank))
      ++below;
    const bool title = end == i + 2 && reads_as_title(lines_[items_[i + 1].first]);
    return end > i + 1 && ends && !title && !heads_part(text_of(items_[i + 1])) && !code_follows(end) &&
                   !is(below, Evidence::shell)
               ? end
               : i;
  }

  /// Nothing goes on above or below an expression that only Python has.
  bool is_expression_paragraph(std::size_t i) const {
    return belief_ == Belief::ordinary && items_[i].evidence == Evidence::bare && parts_above(lines_, items_[i].first) &&
           parts_below(lines_, items_[i].end) && (is_telling_expression(text_of(items_[i])) || answers_question(i));
  }

  /// `request.data` below "Where is the body?": an attribute of something known, by itself the answer.
  bool answers_question(std::size_t i) const {
    const std::string line{trim(text_of(items_[i]))};
    std::size_t above = i;
    while (above > 0 && items_[above - 1].evidence == Evidence::blank)
      --above;
    if (above == 0 || above == i || !is_attribute(line) || among_names(lines_, items_[i].first, items_[i].end))
      return false;
    const std::string_view question = trim(lines_[items_[above - 1].first]);
    const std::string_view root = std::string_view{line}.substr(0, line.find('.'));
    return question.ends_with('?') && is_known_object(root);
  }

  /// Names of Flask that answers use without a word on where they come from.
  static bool is_known_object(std::string_view name) {
    static constexpr std::string_view known[] = {"app", "current_app", "current_user", "db",     "flask",
                                                 "g",   "request",     "response",     "session"};
    return is_any_of(name, known);
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

  /// Collects the code lines from item i up to a blank or prose line; false when there is no code among them up to the last.
  bool paragraph(std::size_t i, Run& run, std::size_t& next) const {
    next = i + 1;
    if (items_[i].evidence == Evidence::bare && items_[i].indent == 0)
      return false;
    std::size_t end = i;
    bool code = false;
    while (end < items_.size() && (items_[end].evidence == Evidence::comment || items_[end].evidence >= Evidence::bare) &&
           !starts_question(end) &&
           !(code && items_[end].indent <= items_[i].indent && names_python_file(lines_[items_[end].first])))
      code |= is_code(items_[end++].evidence);
    next = std::max(end, i + 1);
    while (end > i && items_[end - 1].evidence == Evidence::bare && items_[end - 1].indent == items_[i].indent &&
           !opens(items_[end - 2 + (end - 1 == i)]) && !speaks_of(i, end - 1))
      --end;
    for (std::size_t item = i; item < end; ++item)
      run.add(items_[item]);
    return !run.empty();
  }

  /// The last of these items looks up a string, or says `flask.__version__` below `import flask`; a list of names does not.
  bool speaks_of(std::size_t first, std::size_t last) const {
    const std::string text{trim(text_of(items_[last]))};
    const bool listed = last + 1 < items_.size() && items_[last + 1].evidence == Evidence::bare;
    if (listed || last == first || !is_code(items_[last - 1].evidence) || !is_attribute(text))
      return is_telling_expression(text);
    Run above;
    for (std::size_t item = first; item < last; ++item)
      above.add(items_[item]);
    return bindings_of(lines_, above).names.contains(text.substr(0, text.find('.')));
  }

  /// A paragraph; one of comments alone takes those below it with it, up to code.
  bool headed_paragraph(std::size_t i, Run& run, std::size_t& next) const {
    if (!paragraph(i, run, next))
      return false;
    while (run.code() == 0 && run.size() < kMaxComments) {
      std::size_t begin = next;
      while (begin < items_.size() && items_[begin].evidence == Evidence::blank)
        ++begin;
      Run more;
      std::size_t after = begin;
      if (begin >= items_.size() || begin - next > kMaxGap || !paragraph(begin, more, after))
        return false;
      for (std::size_t blank = next; blank < begin; ++blank)
        run.add(items_[blank]);
      run.add(more);
      next = after;
    }
    return run.code() > 0;
  }

  /// A numbered comment that no code stands around, or that asks, is a title of the text.
  bool starts_question(std::size_t i) const {
    if (items_[i].evidence != Evidence::comment)
      return false;
    const std::string_view line = lines_[items_[i].first];
    const auto question = numbered_question(line);
    if (!question)
      return false;
    return trim(line).ends_with('?') || !code_follows(i + 1) || !(code_precedes(i) || is_counted_on(i, question->number));
  }

  bool code_precedes(std::size_t i) const {
    const std::size_t begin = i - std::min(i, kMaxComments);
    while (i > begin && (items_[i - 1].evidence == Evidence::blank || items_[i - 1].evidence == Evidence::comment))
      --i;
    return i > 0 && is_code(items_[i - 1].evidence);
  }

  /// Whether code alone leads from a numbered comment to the one with the next number.
  bool is_counted_on(std::size_t i, std::optional<int> number) const {
    const std::size_t end = std::min(items_.size(), i + kMaxPart);
    for (++i; i < end && items_[i].evidence != Evidence::prose && items_[i].evidence != Evidence::shell; ++i)
      if (items_[i].evidence == Evidence::comment)
        if (const auto next = numbered_question(lines_[items_[i].first]); next && number && next->number == *number + 1)
          return code_follows(i + 1);
    return false;
  }

  std::string text_of(const Item& item) const { return joined(lines_, item.first, item.end); }
  std::string text_of(const Run& run) const {
    std::string text;
    for (const Item& item : run.items())
      text += text_of(item) + "\n";
    return text;
  }

  /// A line that opens a block below it, unlike a decorator.
  bool heads_block(const Item& item) const {
    const std::string text = text_of(item);
    return !trim(text).starts_with('@') && snipcheck::opens(text);
  }

  bool opens(const Item& item) const { return snipcheck::opens(text_of(item)); }

  /// Whether the paragraph after `gap` blank lines goes on with the program.
  bool belongs(const Run& run, const Bindings& before, const Run& more, const Bindings& after, std::size_t gap) const {
    if (run.code() == 0)
      return leads(run, more, gap);
    if (opens(run.last_code()))
      return true;
    if (more.front().indent > run.indent())
      return true;
    if (says_apart(more))
      return false;
    if (is_docstring(run))
      return gap < kMaxGap && more.count(Evidence::strong) > 0;
    if (more.count(Evidence::strong) == 0 && more.count(Evidence::fair) == 0 && run.size() < 3)
      return false;
    if (starts_afresh(before, after, run, more))
      return false;
    if (run.size() > 1 && more.size() > 1)
      return true;
    if (before.flat && is_double_spaced(run) && more.size() == 1 && gap == 1)
      return true;
    return gap < 3 && related(before, more);
  }

  /// What a program is for, above its imports.
  bool is_docstring(const Run& run) const {
    const std::string text = text_of(run.front());
    return run.size() == 1 && (text.starts_with("\"\"\"") || text.starts_with("'''"));
  }

  /// A blank line below every line: there a paragraph says nothing.
  static bool is_double_spaced(const Run& run) {
    const int blank = run.count(Evidence::blank);
    return blank > 1 && blank + 1 >= static_cast<int>(run.size()) - blank;
  }

  /// `users = {...}` between two paragraphs of a program: it speaks of nothing before it, but does not stand alone.
  bool is_data_inside(const Run& run, const Bindings& before, const Run& more, const Bindings& after, std::size_t next) const {
    const bool data = more.code() == 1 && !after.names.empty() && after.imports.empty();
    return data && run.size() > 1 && !says_apart(more) && !starts_afresh(before, after, run, more) && next < items_.size() &&
           code_follows(next);
  }

  /// `from myapp import views` under the app that the views need: no code follows that it could begin.
  bool is_last_import(const Run& run, const Bindings& before, const Run& more, const Bindings& after, std::size_t next) const {
    return more.size() == 1 && !after.imports.empty() && run.code() > 1 && !starts_afresh(before, after, run, more) &&
           !(next < items_.size() && code_follows(next));
  }

  /// Blank lines and comments passed over.
  bool code_follows(std::size_t next) const {
    const std::size_t end = std::min(items_.size(), next + kMaxComments);
    while (next < end && (items_[next].evidence == Evidence::blank || items_[next].evidence == Evidence::comment))
      ++next;
    return next < items_.size() && is_code(items_[next].evidence);
  }

  /// A comment above code, blank lines between them: is it the code's?
  bool leads(const Run& comment, const Run& more, std::size_t gap) const {
    const std::string text = text_of(comment);
    if (heads_part(text) || numbered_question(lines_[comment.first()]))
      return more.code() > 0;
    const bool several = comment.size() > 1;  // a title has one line
    return more.count(Evidence::strong) > 0 && gap == 1 && (several || text.find(".py") != std::string::npos);
  }

  /// Its first comment says that it stands in place of what was before, or in a file of its own.
  bool says_apart(const Run& run) const {
    const std::string text = text_of(run.front());
    return says_alternative(text) || names_python_file(text);
  }

  /// A second program: makes the same again, or follows one that its guard has finished.
  bool starts_afresh(const Bindings& before, const Bindings& after, const Run& run, const Run& more) const {
    const std::string first = text_of(more.first_code());
    const bool imports = first.starts_with("import ") || first.starts_with("from ");
    return before.made_again(after) || (before.finished && (imports || more.front().indent == run.indent()));
  }

  /// Single lines belong together when one speaks of the other or when they open a definition.
  bool related(const Bindings& before, const Run& more) const {
    const std::vector<FreeName> free = names_of(text_of(more)).free;
    const bool uses = std::ranges::any_of(
        free, [&](const FreeName& name) { return before.names.contains(name.name) || before.mentioned.contains(name.name); });
    const std::string first{trim(text_of(more.first_code()))};
    if (before.flat && first.starts_with("return"))
      return true;
    const bool opens_definition = first.starts_with('@') || first.starts_with("def ") || first.starts_with("class ") ||
                                  first.starts_with("async def ") || first.starts_with("if __name__");
    const bool only_imports = !before.imports.empty() && before.names.size() <= before.imports.size();
    return uses || opens_definition || only_imports;
  }

  void keep(std::size_t first, std::size_t end) { blocks_.push_back(block_of(lines_, first, end)); }

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
