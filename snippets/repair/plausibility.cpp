#include "snippets/repair/plausibility.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

bool in_local_scope(const IndentReading& reading, const std::string& name) {
  return std::any_of(reading.blocks.begin() + 1, reading.blocks.end(),
                     [&](const Block& block) { return block.binds.contains(name); });
}

bool reads_any(const Statement& statement, const std::set<std::string>& names) {
  return std::ranges::any_of(statement.reads, [&](const std::string& name) { return names.contains(name); });
}

bool defines(const Statement& statement) {
  return statement.is_decorator || statement.opener == Opener::function || statement.opener == Opener::class_body;
}

}  // namespace

Plausibility::Plausibility(const std::vector<Statement>& statements) : statements_(statements) {
  for (const Statement& statement : statements) {
    (statement.is_import ? imported_ : bound_).insert(statement.binds.begin(), statement.binds.end());
    style_.airy |= statement.blanks > 0;
    style_.spaced |= defines(statement) && statement.blanks > 0;
    style_.doubled |= statement.blanks > 1;
  }
}

double Plausibility::of_place(const IndentReading& reading, int i) const {
  const Statement& statement = at(i);
  const Block& block = reading.top();
  const bool outermost = reading.blocks.size() == 1;
  const bool in_function = reading.inside(Opener::function);
  if (statement.is_main_guard)
    return outermost ? 0 : 20;
  double cost = of_spacing(reading, statement) + of_names(reading, statement);
  if (statement.needs_function && !in_function)
    cost += 8;
  if (statement.needs_loop && !reading.inside(Opener::for_loop) && !reading.inside(Opener::while_loop))
    cost += 8;
  if (statement.is_method && block.opener != Opener::class_body)
    cost += reading.inside(Opener::class_body) ? 4 : 1;
  if (block.passed || (statement.is_pass && !block.only_docs))
    cost += 3;
  if (block.opener == Opener::class_body)
    return cost + in_class(statement, block);
  if (outermost)
    return cost;
  if (block.empty)
    return cost + (statement.is_import || statement.opener == Opener::class_body ? 0.5 : 0);
  return cost + in_block(reading, statement);
}

double Plausibility::of_end(const Block& closed) const {
  if (closed.opener != Opener::function)
    return 0;
  double cost = closed.only_docs ? 2 : 0;
  if (!closed.ended && (closed.returns_value || at(closed.statement).is_view))
    cost += closed.returns_value ? 3 : 6;  // a path falls off the end without a value
  return cost;
}

/// What standing in a block that is not empty, of a function or inside of one, costs.
double Plausibility::in_block(const IndentReading& reading, const Statement& statement) const {
  const Block& block = reading.top();
  const bool loops = block.opener == Opener::for_loop || block.opener == Opener::while_loop;
  double cost = 0;
  if (statement.is_import)
    cost += 2;
  if (statement.opener == Opener::class_body)
    cost += 3;
  if (statement.opener == Opener::function || statement.is_decorator)
    cost += (in_local_scope(reading, statement.root) ? 0 : 1.5) + (block.opener == Opener::function ? 0 : 0.5);
  if (statement.returns_value && returns_itself(reading, statement))
    cost += 3;
  if (!statement.returns_value && block.opener == Opener::function && calls_from_outside(statement, block))
    cost += 1;
  if (block.opener == Opener::for_loop && statement.opener == Opener::none && !statement.leaves &&
      !reads_any(statement, block.binds))
    cost += 0.5;  // has nothing to do with the loop
  if (statement.is_setup)
    cost += reading.gone.empty() && reading.inside(Opener::function) ? 0.25 : 1;
  if (statement.is_server_start && (block.opener == Opener::with_body || reading.inside(Opener::function)))
    cost += 1.5;
  if (statement.returns_value && loops)
    cost += 1.5;
  if (block.opener == Opener::with_body && hands_out_older_name(statement, block))
    cost += 0.5;
  return cost;
}

/// What the names that a statement reads say about its place.
double Plausibility::of_names(const IndentReading& reading, const Statement& statement) const {
  double cost = 0;
  const bool orphan = std::ranges::any_of(
      statement.reads, [&](const std::string& name) { return reading.gone.contains(name) && !reading.binds(name); });
  if (orphan)
    cost += 3;  // speaks of a name that lived in a function or class that is over
  if (reads_any(statement, scope_of(reading).maybe))
    cost += 1.5;  // speaks of a name that only some branch has bound
  if (reading.inside(Opener::function) && !statement.is_decorator)
    cost += of_own_name(reading, statement);
  return cost;
}

/// What blank lines before a statement, or none, say about its place.
double Plausibility::of_spacing(const IndentReading& reading, const Statement& statement) const {
  const Block& block = reading.top();
  if (block.empty || reading.depth.empty())
    return 0;
  const bool outermost = reading.blocks.size() == 1;
  if (outermost) {
    if (reading.depth.back() == 0)
      return 0;
    if (statement.blanks == 0)
      return style_.spaced ? 2 : style_.airy ? 0.75 : 0;
    return statement.blanks == 1 && style_.doubled ? (defines(statement) ? 2.5 : 1.5) : 0;
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
double Plausibility::of_own_name(const IndentReading& reading, const Statement& statement) const {
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

/// Whether a decorator's first name is an object of the program, not a module such as `click`.
bool Plausibility::is_object(const std::string& root) const {
  return !imported_.contains(root) && (bound_.contains(root) || root == "app");
}

/// A call of the function, or of what its decorator belongs to, that uses nothing of the function's own: written after it.
bool Plausibility::calls_from_outside(const Statement& statement, const Block& block) const {
  const Statement& function = at(block.statement);
  if (block.binds.contains(function.name))
    return false;
  const bool called =
      statement.reads.contains(function.name) || (is_object(function.root) && statement.reads.contains(function.root));
  return called && statement.opener == Opener::none && !reads_any(statement, function.parameters);
}

/// `return app` or `yield app` below `with ...:`, where the name comes from before it.
bool Plausibility::hands_out_older_name(const Statement& statement, const Block& block) const {
  if (!statement.needs_function || statement.reads.size() != 1)
    return false;
  const auto begin = statements_.begin() + block.statement;
  const auto end = statements_.begin() + (&statement - statements_.data()) + 1;
  return std::none_of(begin, end, [&](const Statement& inside) { return inside.binds.contains(*statement.reads.begin()); });
}

/// `return wrapped` inside of wrapped: it belongs to the function around it.
bool Plausibility::returns_itself(const IndentReading& reading, const Statement& statement) const {
  return statement.reads.size() == 1 && std::ranges::any_of(reading.blocks, [&](const Block& block) {
           return block.opener == Opener::function && at(block.statement).name == *statement.reads.begin();
         });
}

/// What standing directly in a class body costs.
double Plausibility::in_class(const Statement& statement, const Block& block) const {
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

}  // namespace snipcheck
