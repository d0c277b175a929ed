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
  bool ended = false;          ///< Its last statement leaves it: nothing reachable follows.
  bool returns_value = false;  ///< Of a function: some `return` with a value was seen.
  bool has_method = false;     ///< Of a class.
  bool chain_ends = true;      ///< Of if, try and their clauses: every branch before this one leaves.
  std::set<std::string> binds{};

  friend bool operator==(const Block&, const Block&) = default;
};

/// One reading so far: the blocks from the module inwards, what it cost, the depth of each statement.
struct Reading {
  std::vector<Block> blocks{Block{.empty = false}};
  double cost = 0;
  std::vector<int> depth;
  std::set<std::string> gone;  ///< Names that were local to functions that have ended.
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
  explicit Reindenter(const std::vector<Statement>& statements) : statements_(statements) {}

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
      const bool known = std::ranges::any_of(
          kept, [&](const Reading& other) { return other.blocks == reading.blocks && other.gone == reading.gone; });
      if (!known)
        kept.push_back(std::move(reading));
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
    block.has_method |= at(i).opener == Opener::function;
    reading.depth.push_back(static_cast<int>(reading.blocks.size()) - 1);
    for (auto scope = reading.blocks.rbegin(); scope != reading.blocks.rend(); ++scope) {
      if (scope->opener == Opener::for_loop)
        scope->binds.insert(at(i).binds.begin(), at(i).binds.end());
      if (scope->opener == Opener::function || scope->opener == Opener::class_body || scope->opener == Opener::module) {
        scope->binds.insert(at(i).binds.begin(), at(i).binds.end());
        scope->returns_value |= at(i).returns_value;
        break;
      }
    }
    if (at(i).opener != Opener::none)
      open(reading, i, true);
    else
      block.ended = at(i).leaves;
    return true;
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
    if (closed.opener != Opener::function)
      return;
    if (!closed.ended && (closed.returns_value || at(closed.statement).is_view))
      reading.cost += closed.returns_value ? 3 : 6;  // a path falls off the end without a value
    for (const std::string& name : closed.binds)
      reading.gone.insert(name);
  }

  double cost_of(const Reading& reading, int i) const {
    const Statement& statement = at(i);
    const Block& block = reading.top();
    const bool outermost = reading.blocks.size() == 1;
    const bool in_function = reading.inside(Opener::function);
    if (statement.is_main_guard)
      return outermost ? 0 : 20;
    double cost = 0;
    if (statement.after_blank && !outermost && !block.empty)
      cost += 1;
    if (statement.needs_function && !in_function)
      cost += 8;
    if (statement.needs_loop && !reading.inside(Opener::for_loop) && !reading.inside(Opener::while_loop))
      cost += 8;
    if (statement.is_method && block.opener != Opener::class_body)
      cost += reading.inside(Opener::class_body) ? 4 : 1;
    const bool orphan = std::ranges::any_of(
        statement.reads, [&](const std::string& name) { return reading.gone.contains(name) && !reading.binds(name); });
    if (orphan)
      cost += 2;  // speaks of a name that lived in a function that is over
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
    if (!statement.returns_value && block.opener == Opener::function && calls_from_outside(statement, at(block.statement)))
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
        statement.reads.contains(function.name) || (!function.root.empty() && statement.reads.contains(function.root));
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

  const std::vector<Statement>& statements_;
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
  for (const Reading& reading : Reindenter{statements}.run())
    if (auto rendered = render(lines, statements, reading))
      return rendered;
  return std::nullopt;
}

}  // namespace snipcheck
