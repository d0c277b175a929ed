#pragma once
/// One statement of text that lost its indentation, and what grammar and custom say about where it may stand.
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// What a compound statement is; `none` for a simple one.
enum class Opener {
  none,
  module,
  function,
  class_body,
  if_branch,
  elif_branch,
  else_branch,
  for_loop,
  while_loop,
  try_body,
  except_branch,
  finally_branch,
  with_body,
  match_body,
  case_branch
};

struct Statement {
  std::size_t first = 0, end = 0;  ///< Its physical lines, end exclusive.
  std::size_t indent = 0;          ///< Columns of white space that are left before it.
  Opener opener = Opener::none;
  bool clause = false;          ///< elif, else, except, finally, case: continues the statement before it.
  bool inline_body = false;     ///< Its body stands on the same line: `def f(): pass`.
  bool leaves = false;          ///< return, raise, break, continue; with an inline body: that body is one.
  bool returns_value = false;   ///< `return` of something.
  bool needs_function = false;  ///< return, yield, nonlocal.
  bool needs_loop = false;      ///< break, continue.
  bool is_decorator = false;
  bool is_method = false;  ///< def with self or cls, and the decorators above it.
  bool is_view = false;    ///< def under a decorator that registers a route, so it has to return.
  bool is_import = false;
  bool is_main_guard = false;
  bool is_setup = false;         ///< Makes an object of the application: `db = SQLAlchemy(app)`.
  bool is_server_start = false;  ///< `app.run(...)`.
  bool is_docstring = false;     ///< A string by itself.
  bool is_pass = false;
  int blanks = 0;               ///< Blank lines before it; in a text that is spaced out those beyond its spacing.
  std::string name;             ///< Of a def or class, or of what is assigned.
  std::string root;             ///< Of a decorator, and of the definition below it: its first name.
  std::set<std::string> binds;  ///< Names it binds where it stands.
  std::set<std::string> parameters;
  std::set<std::string> reads;  ///< Names it reads.
  std::set<std::string> calls;  ///< Those of them that it calls.
};

/// What the word at the start of a header opens: `def` a function, `async with` a with block; `none` for any other word.
Opener opener_of(std::string_view header);

/// The statements of lines, wherever they stand. Comments and blank lines between them are left out.
std::vector<Statement> statements_of(const std::vector<std::string>& lines);

}  // namespace snipcheck
