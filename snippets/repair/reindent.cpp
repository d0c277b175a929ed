#include "snippets/repair/reindent.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/indent_reading.hpp"
#include "snippets/repair/plausibility.hpp"
#include "snippets/repair/remains.hpp"
#include "snippets/repair/statement.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kBeam = 48;  // readings kept after each statement
constexpr std::size_t kMaxStatements = 1500;

bool follows(Opener before, Opener clause) {
  const bool branch = before == Opener::if_branch || before == Opener::elif_branch;
  const bool loop = before == Opener::for_loop || before == Opener::while_loop;
  switch (clause) {
    case Opener::elif_branch: return branch;
    case Opener::else_branch: return branch || loop || before == Opener::except_branch;
    case Opener::except_branch: return before == Opener::try_body || before == Opener::except_branch;
    case Opener::finally_branch:
      return before == Opener::try_body || before == Opener::except_branch || before == Opener::else_branch;
    case Opener::case_branch: return before == Opener::case_branch;
    default: return false;
  }
}

class Reindenter {
 public:
  Reindenter(const std::vector<Statement>& statements, const Remains& remains)
      : statements_(statements), plausibility_(statements), remains_(remains) {}

  /// The readings that grammar allows, cheapest first.
  std::vector<IndentReading> run() const {
    std::vector<IndentReading> beam(1);
    for (int i = 0; i < static_cast<int>(statements_.size()); ++i) {
      std::vector<IndentReading> next;
      for (const IndentReading& reading : beam)
        extend(reading, i, next);
      thin(next);
      beam = std::move(next);
    }
    std::erase_if(beam, [](const IndentReading& reading) { return reading.top().empty; });
    for (IndentReading& reading : beam)
      while (reading.blocks.size() > 1)
        close(reading);
    std::ranges::stable_sort(beam, {}, &IndentReading::cost);
    return beam;
  }

 private:
  const Statement& at(int i) const { return statements_[static_cast<std::size_t>(i)]; }

  /// The best readings, only one of those that a later statement could not tell apart.
  static void thin(std::vector<IndentReading>& readings) {
    std::ranges::stable_sort(readings, {}, &IndentReading::cost);
    std::vector<IndentReading> kept;
    for (IndentReading& reading : readings) {
      const auto known = std::ranges::find_if(
          kept, [&](const IndentReading& other) { return other.blocks == reading.blocks && other.gone == reading.gone; });
      if (known == kept.end())
        kept.push_back(std::move(reading));
      else
        known->margin = std::min(known->margin, reading.cost - known->cost);
      if (kept.size() == kBeam)
        break;
    }
    readings = std::move(kept);
  }

  /// Adds every place where statement i may stand, the innermost first.
  void extend(const IndentReading& reading, int i, std::vector<IndentReading>& next) const {
    IndentReading here = reading;
    for (;;) {
      IndentReading placed = here;
      if (at(i).clause ? place_clause(placed, i) : place(placed, i)) {
        placed.cost += remains_.of_depth(placed.depth);
        next.push_back(std::move(placed));
      }
      if (here.blocks.size() == 1 || here.top().empty)
        return;
      close(here);
    }
  }

  bool place_clause(IndentReading& reading, int i) const {
    const Block before = reading.top();
    if (at(i).opener == Opener::case_branch && before.opener == Opener::match_body) {
      reading.top().empty = false;
      reading.depth.push_back(static_cast<int>(reading.blocks.size()) - 1);
      open(reading, i, true);
      return true;
    }
    if (before.empty || !follows(before.opener, at(i).opener))
      return false;
    reading.blocks.pop_back();
    reading.depth.push_back(static_cast<int>(reading.blocks.size()) - 1);
    open(reading, i, before.chain_ends && before.ended);
    return true;
  }

  bool place(IndentReading& reading, int i) const {
    Block& block = reading.top();
    if (block.ended || block.opener == Opener::match_body)
      return false;
    reading.cost += plausibility_.of_place(reading, i);
    block.empty = block.empty && at(i).is_decorator;
    block.only_docs = block.only_docs && at(i).is_docstring;
    block.has_method |= at(i).opener == Opener::function;
    reading.depth.push_back(static_cast<int>(reading.blocks.size()) - 1);
    block.passed |= at(i).is_pass;
    bind(reading, i);
    if (at(i).opener != Opener::none)
      open(reading, i, true);
    else
      block.ended = at(i).leaves;
    return true;
  }

  /// Tells the loops around statement i and the function (class, module) that holds it what it binds.
  void bind(IndentReading& reading, int i) const {
    Block& scope = scope_of(reading);
    const std::set<std::string>& names = at(i).binds;
    const auto inner = std::find_if(reading.blocks.rbegin(), reading.blocks.rend(),
                                    [](const Block& block) { return is_scope(block) || is_conditional(block); });
    for (const std::string& name : names) {
      if (is_scope(*inner))
        scope.maybe.erase(name);
      else if (!scope.binds.contains(name))
        inner->fresh.insert(name);
    }
    for (auto block = reading.blocks.rbegin(); !is_scope(*block); ++block)
      if (block->opener == Opener::for_loop)
        block->binds.insert(names.begin(), names.end());
    scope.binds.insert(names.begin(), names.end());
    scope.returns_value |= at(i).returns_value;
  }

  void open(IndentReading& reading, int i, bool chain_ends) const {
    const Statement& statement = at(i);
    Block block{.opener = statement.opener, .statement = i, .chain_ends = chain_ends, .binds = statement.parameters};
    if (statement.opener == Opener::for_loop)
      block.binds = statement.binds;
    if (statement.inline_body) {
      if (statement.opener == Opener::function || statement.opener == Opener::class_body)
        return;
      block.empty = false;  // nothing more may stand in it, but a clause may follow
      block.ended = true;
      block.chain_ends = chain_ends && statement.leaves;
    }
    reading.blocks.push_back(std::move(block));
  }

  /// Ends the innermost block and tells the one around it what that means.
  void close(IndentReading& reading) const {
    const Block closed = std::move(reading.top());
    reading.blocks.pop_back();
    Block& outer = reading.top();
    const bool leaves = closed.ended && closed.chain_ends;
    if (closed.opener == Opener::else_branch || closed.opener == Opener::finally_branch || closed.opener == Opener::except_branch)
      outer.ended |= leaves;
    if (closed.opener == Opener::with_body)
      outer.ended |= closed.ended;
    if (is_conditional(closed))
      scope_of(reading).maybe.insert(closed.fresh.begin(), closed.fresh.end());
    if (closed.opener == Opener::function || closed.opener == Opener::class_body)
      reading.gone.insert(closed.binds.begin(), closed.binds.end());
    reading.cost += plausibility_.of_end(closed);
  }

  const std::vector<Statement>& statements_;
  Plausibility plausibility_;
  const Remains& remains_;
};

/// Puts so many blanks before a line, or takes so many of its own away.
void shift(std::string& line, std::ptrdiff_t by) {
  if (by >= 0)
    line.insert(0, static_cast<std::size_t>(by), ' ');
  else
    line.erase(0, std::min(indent_of(line), static_cast<std::size_t>(-by)));
}

/// The lines moved to where they are now, `before` being where they were.
Reindented moved(std::vector<std::string> lines, const std::vector<std::string>& before) {
  Reindented out{std::move(lines), {}};
  for (std::size_t i = 0; i < before.size(); ++i)
    out.added.push_back(static_cast<int>(out.lines[i].size()) - static_cast<int>(before[i].size()));
  return out;
}

/// Each line where the reading has it. A comment or blank line goes with the statement after it; the further lines of a
/// statement move with its first, but inside a string that spans lines every blank counts.
std::optional<Reindented> render(const std::vector<std::string>& lines, const std::vector<Statement>& statements,
                                 const IndentReading& reading) {
  constexpr std::ptrdiff_t kLevel = 4;
  std::vector<std::string> out = lines;
  const auto move = [&](std::size_t i, int depth, std::size_t from) {
    if (!trim(lines[i]).empty())
      shift(out[i], kLevel * depth - static_cast<std::ptrdiff_t>(indent_of(lines[from])));
  };
  std::size_t done = 0;
  int depth = 0;
  for (std::size_t s = 0; s < statements.size(); ++s) {
    const std::size_t first = statements[s].first;
    depth = reading.depth[s];
    for (; done <= first; ++done)
      move(done, depth, done);
    const bool text = lines[first].find("\"\"\"") != std::string::npos || lines[first].find("'''") != std::string::npos;
    for (; done < statements[s].end; ++done)
      if (!text)
        move(done, depth, first);
  }
  for (; done < lines.size(); ++done)
    move(done, depth, done);
  std::string text;
  for (const std::string& line : out)
    text += plain_quotes(line) + "\n";
  return PythonTree{text}.has_error() ? std::nullopt : std::optional{moved(std::move(out), lines)};
}

/// A text that was pasted without the blanks before its first line: the others move to the left.
std::optional<Reindented> with_first_line(const std::vector<std::string>& lines) {
  const std::size_t margin = margin_below_first(lines);
  if (margin == 0)
    return std::nullopt;
  std::vector<std::string> out = lines;
  for (std::size_t i = 1; i < lines.size(); ++i)
    shift(out[i], -static_cast<std::ptrdiff_t>(margin));
  Reindented result = moved(std::move(out), lines);
  result.margin = Reindented::kSure;
  return result;
}

}  // namespace

std::optional<Reindented> reindent(const std::vector<std::string>& lines) {
  if (auto moved = with_first_line(lines))
    return moved;
  const std::vector<Statement> statements = statements_of(lines);
  if (statements.empty() || statements.size() > kMaxStatements)
    return std::nullopt;
  const Remains remains{statements};
  const std::vector<IndentReading> readings = Reindenter{statements, remains}.run();
  if (readings.empty() || !remains.explained_by(readings.front().depth))
    return std::nullopt;
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (auto rendered = render(lines, statements, readings[i])) {
      const double next = i + 1 < readings.size() ? readings[i + 1].cost - readings[i].cost : readings[i].margin;
      rendered->margin = std::min(readings[i].margin, next);
      return rendered;
    }
  return std::nullopt;
}

}  // namespace snipcheck
