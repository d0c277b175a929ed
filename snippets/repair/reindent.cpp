#include "snippets/repair/reindent.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/statement.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kBeam = 48;  // readings kept after each statement
constexpr std::size_t kMaxStatements = 1500;

/// An open block while reading.
struct Block {
  Opener opener = Opener::module;
  int statement = -1;          ///< Index of the statement that opened it.
  bool empty = true;           ///< No statement in it yet.
  bool only_docs = true;       ///< No statement in it yet but its docstring.
  bool ended = false;          ///< Its last statement leaves it: nothing reachable follows.
  bool returns_value = false;  ///< Of a function: some `return` with a value was seen.
  bool has_method = false;     ///< Of a class.
  bool chain_ends = true;      ///< Of if, try and their clauses: every branch before this one leaves.
  bool passed = false;         ///< `pass` stands in it.
  std::set<std::string> binds{};
  std::set<std::string> fresh{};  ///< Of a branch or loop: names that its function did not bind before.
  std::set<std::string> maybe{};  ///< Of a function or the module: names bound only in branches and loops that are over.

  friend bool operator==(const Block&, const Block&) = default;
};

/// One reading so far: the blocks from the module inwards, what it cost, the depth of each statement.
struct Reading {
  std::vector<Block> blocks{Block{.empty = false}};
  double cost = 0;
  double margin = 1e9;  ///< How much more the best reading cost that was given up for this one.
  std::vector<int> depth;
  std::set<std::string> gone;  ///< Names that were local to functions and classes that have ended.
  [[nodiscard]] Block& top() { return blocks.back(); }
  [[nodiscard]] const Block& top() const { return blocks.back(); }
  [[nodiscard]] bool inside(Opener opener) const { return std::ranges::find(blocks, opener, &Block::opener) != blocks.end(); }
  [[nodiscard]] bool binds(const std::string& name) const {
    return std::ranges::any_of(blocks, [&](const Block& block) { return block.binds.contains(name); });
  }
};

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
  explicit Reindenter(const std::vector<Statement>& statements) : statements_(statements) {
    for (const Statement& statement : statements) {
      const bool defines = statement.is_decorator || statement.opener == Opener::function || statement.opener == Opener::class_body;
      style_.spaced |= defines && statement.blanks > 0;
      if (statement.is_import)
        imported_.insert(statement.binds.begin(), statement.binds.end());
      style_.airy |= statement.blanks > 0;
      style_.doubled |= statement.blanks > 1;
    }
  }

  /// The readings that grammar allows, cheapest first.
  std::vector<Reading> run() const {
    std::vector<Reading> beam(1);
    for (int i = 0; i < static_cast<int>(statements_.size()); ++i) {
      std::vector<Reading> next;
      for (const Reading& reading : beam)
        extend(reading, i, next);
      thin(next);
      beam = std::move(next);
    }
    std::erase_if(beam, [](const Reading& reading) { return reading.top().empty; });
    for (Reading& reading : beam)
      while (reading.blocks.size() > 1)
        close(reading);
    std::ranges::stable_sort(beam, {}, &Reading::cost);
    return beam;
  }

 private:
  const Statement& at(int i) const { return statements_[static_cast<std::size_t>(i)]; }

  /// The best readings, only one of those that a later statement could not tell apart.
  static void thin(std::vector<Reading>& readings) {
    std::ranges::stable_sort(readings, {}, &Reading::cost);
    std::vector<Reading> kept;
    for (Reading& reading : readings) {
      const auto known = std::ranges::find_if(
          kept, [&](const Reading& other) { return other.blocks == reading.blocks && other.gone == reading.gone; });
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
  void extend(const Reading& reading, int i, std::vector<Reading>& next) const {
    Reading here = reading;
    for (;;) {
      Reading placed = here;
      if (at(i).clause ? place_clause(placed, i) : place(placed, i))
        next.push_back(std::move(placed));
      if (here.blocks.size() == 1 || here.top().empty)
        return;
      close(here);
    }
  }

  bool place_clause(Reading& reading, int i) const {
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

  bool place(Reading& reading, int i) const {
    Block& block = reading.top();
    if (block.ended || block.opener == Opener::match_body)
      return false;
    reading.cost += cost_of(reading, i);
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
  void bind(Reading& reading, int i) const {
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

  static bool is_scope(const Block& block) {
    return block.opener == Opener::function || block.opener == Opener::class_body || block.opener == Opener::module;
  }
  static bool is_conditional(const Block& block) {
    return block.opener == Opener::if_branch || block.opener == Opener::for_loop || block.opener == Opener::while_loop;
  }
  static Block& scope_of(Reading& reading) { return *std::find_if(reading.blocks.rbegin(), reading.blocks.rend(), is_scope); }
  static const Block& scope_of(const Reading& reading) {
    return *std::find_if(reading.blocks.rbegin(), reading.blocks.rend(), is_scope);
  }

  void open(Reading& reading, int i, bool chain_ends) const {
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
  void close(Reading& reading) const {
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
    if (closed.opener != Opener::function)
      return;
    if (closed.only_docs)
      reading.cost += 2;
    if (!closed.ended && (closed.returns_value || at(closed.statement).is_view))
      reading.cost += closed.returns_value ? 3 : 6;  // a path falls off the end without a value
  }

  double cost_of(const Reading& reading, int i) const {
    const Statement& statement = at(i);
    const Block& block = reading.top();
    const bool outermost = reading.blocks.size() == 1;
    const bool in_function = reading.inside(Opener::function);
    if (statement.is_main_guard)
      return outermost ? 0 : 20;
    double cost = cost_of_spacing(reading, statement);
    if (statement.needs_function && !in_function)
      cost += 8;
    if (statement.needs_loop && !reading.inside(Opener::for_loop) && !reading.inside(Opener::while_loop))
      cost += 8;
    if (statement.is_method && block.opener != Opener::class_body)
      cost += reading.inside(Opener::class_body) ? 4 : 1;
    const bool orphan = std::ranges::any_of(
        statement.reads, [&](const std::string& name) { return reading.gone.contains(name) && !reading.binds(name); });
    if (orphan)
      cost += 3;  // speaks of a name that lived in a function or class that is over
    if (reads_any(statement, scope_of(reading).maybe))
      cost += 1.5;  // speaks of a name that only some branch has bound
    if (block.passed || (statement.is_pass && !block.only_docs))
      cost += 3;
    if (in_function && !statement.is_decorator)
      cost += cost_of_own_name(reading, statement);
    if (block.opener == Opener::class_body)
      return cost + in_class(statement, block);
    if (outermost || block.empty)
      return cost + (block.empty && (statement.is_import || statement.opener == Opener::class_body) ? 0.5 : 0);
    if (statement.is_import)
      cost += 2;
    if (statement.opener == Opener::class_body)
      cost += 3;
    if (statement.opener == Opener::function || statement.is_decorator)
      cost += (in_local_scope(reading, statement.root) ? 0 : 1.5) + (block.opener == Opener::function ? 0 : 0.5);
    if (statement.returns_value && returns_itself(reading, statement))
      cost += 3;
    if (!statement.returns_value && block.opener == Opener::function && calls_from_outside(statement, at(block.statement)) &&
        !block.binds.contains(at(block.statement).name))
      cost += 1;
    if (block.opener == Opener::for_loop && statement.opener == Opener::none && !statement.leaves &&
        !reads_any(statement, block.binds))
      cost += 0.5;  // has nothing to do with the loop
    if (statement.is_setup)
      cost += reading.gone.empty() && in_function ? 0.25 : 1;
    if (statement.is_server_start && (block.opener == Opener::with_body || in_function))
      cost += 1.5;
    if (statement.returns_value && (block.opener == Opener::for_loop || block.opener == Opener::while_loop))
      cost += 1.5;
    return cost;
  }

  /// What blank lines before a statement, or none, say about its place.
  double cost_of_spacing(const Reading& reading, const Statement& statement) const {
    const Block& block = reading.top();
    if (block.empty || reading.depth.empty())
      return 0;
    const bool outermost = reading.blocks.size() == 1;
    const bool defines = statement.is_decorator || statement.opener == Opener::function || statement.opener == Opener::class_body;
    if (outermost) {
      if (reading.depth.back() == 0)
        return 0;
      if (statement.blanks == 0)
        return style_.spaced ? 2 : style_.airy ? 0.75 : 0;
      return statement.blanks == 1 && style_.doubled ? (defines ? 2.5 : 1.5) : 0;
    }
    if (statement.blanks == 0 || block.only_docs)
      return 0;
    if (statement.blanks > 1)
      return 5;
    if (block.opener == Opener::class_body)
      return statement.is_method ? 0 : 0.5;
    if (block.opener == Opener::function)
      return style_.doubled ? 0 : 0.75;
    if (block.opener == Opener::except_branch || block.opener == Opener::else_branch || block.opener == Opener::finally_branch)
      return 2.5;
    if (block.opener == Opener::for_loop)
      return 2;
    return style_.doubled ? 1 : 1.5;
  }

  /// A function that always calls itself never ends, and one seldom speaks of itself without a call.
  double cost_of_own_name(const Reading& reading, const Statement& statement) const {
    for (const Block& block : reading.blocks) {
      if (block.opener != Opener::function || !statement.reads.contains(at(block.statement).name) ||
          block.binds.contains(at(block.statement).name))
        continue;
      if (!statement.calls.contains(at(block.statement).name))
        return 2;
      return &block == &reading.top() && !statement.returns_value && statement.opener == Opener::none ? 3 : 0;
    }
    return 0;
  }

  static bool in_local_scope(const Reading& reading, const std::string& name) {
    return std::any_of(reading.blocks.begin() + 1, reading.blocks.end(),
                       [&](const Block& block) { return block.binds.contains(name); });
  }

  static bool reads_any(const Statement& statement, const std::set<std::string>& names) {
    return std::ranges::any_of(statement.reads, [&](const std::string& name) { return names.contains(name); });
  }

  /// A call of the function, or of what its decorator belongs to, that uses nothing of the function's own: written after it.
  bool calls_from_outside(const Statement& statement, const Statement& function) const {
    const bool called =
        statement.reads.contains(function.name) ||
        (!function.root.empty() && !imported_.contains(function.root) && statement.reads.contains(function.root));
    return called && statement.opener == Opener::none && !reads_any(statement, function.parameters);
  }

  /// `return wrapped` inside of wrapped: it belongs to the function around it.
  bool returns_itself(const Reading& reading, const Statement& statement) const {
    return statement.reads.size() == 1 && std::ranges::any_of(reading.blocks, [&](const Block& block) {
             return block.opener == Opener::function && at(block.statement).name == *statement.reads.begin();
           });
  }

  /// What standing directly in a class body costs.
  double in_class(const Statement& statement, const Block& block) const {
    if (statement.opener == Opener::function)
      return statement.is_method || block.empty ? 0 : 3;
    if (statement.is_decorator)
      return statement.is_method || block.empty ? 0 : 4;
    if (statement.opener == Opener::class_body)
      return statement.name == "Meta" || statement.name == "Config" ? 0 : 3;
    if (block.empty)
      return 0;
    if (statement.is_import || statement.opener != Opener::none)
      return 4;
    const bool field = !statement.name.empty() && !statement.is_setup && !statement.reads.contains(at(block.statement).name);
    return field ? (block.has_method ? 1 : 0) : 4;  // calls hardly stand in a class body
  }

  /// How the author sets blank lines.
  struct Style {
    bool airy = false;     ///< Anywhere.
    bool spaced = false;   ///< Before definitions.
    bool doubled = false;  ///< Two of them somewhere.
  };

  const std::vector<Statement>& statements_;
  Style style_;
  std::set<std::string> imported_;
};

std::optional<Reindented> render(const std::vector<std::string>& lines, const std::vector<Statement>& statements,
                                 const Reading& reading) {
  Reindented out{lines, std::vector<int>(lines.size(), 0)};
  // A comment or blank line goes with the statement after it.
  std::size_t done = 0;
  for (std::size_t s = 0; s < statements.size(); ++s) {
    for (std::size_t i = done; i < statements[s].end; ++i)
      out.depth[i] = reading.depth[s];
    done = statements[s].end;
  }
  for (std::size_t i = done; i < lines.size() && done > 0; ++i)
    out.depth[i] = out.depth[done - 1];
  std::vector<bool> fixed(lines.size(), false);  // inside a string that spans lines, every blank counts
  for (const Statement& statement : statements)
    if (statement.end > statement.first + 1 &&
        (lines[statement.first].find("\"\"\"") != std::string::npos || lines[statement.first].find("'''") != std::string::npos))
      for (std::size_t i = statement.first + 1; i < statement.end; ++i)
        fixed[i] = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (fixed[i] || trim(lines[i]).empty())
      out.depth[i] = 0;
    else
      out.lines[i].insert(0, static_cast<std::size_t>(out.depth[i]) * 4, ' ');
  }
  std::string text;
  for (const std::string& line : out.lines)
    text += plain_quotes(line) + "\n";
  return PythonTree{text}.has_error() ? std::nullopt : std::optional{std::move(out)};
}

}  // namespace

bool lost_indentation(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  bool wants_body = false;
  bool lost = false;
  for (const LogicalLine& line : logical_lines(views)) {
    if (line.blank)
      continue;
    if (line.indent > 0)
      return false;
    lost |= wants_body;
    wants_body = trim_right(without_strings(line.text)).ends_with(':');
  }
  return lost;
}

std::optional<Reindented> reindent(const std::vector<std::string>& lines) {
  const std::vector<Statement> statements = statements_of(lines);
  if (statements.empty() || statements.size() > kMaxStatements)
    return std::nullopt;
  const std::vector<Reading> readings = Reindenter{statements}.run();
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (auto rendered = render(lines, statements, readings[i])) {
      const double next = i + 1 < readings.size() ? readings[i + 1].cost - readings[i].cost : readings[i].margin;
      rendered->margin = std::min(readings[i].margin, next);
      return rendered;
    }
  return std::nullopt;
}

}  // namespace snipcheck
