#pragma once
/// What the shape of some Python says about its names, before anything runs; by tree-sitter, without recursion.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One name bound by an import statement, wherever in the code it stands.
struct Import {
  std::string module;  ///< "flask_limiter.util"; "" for `from . import x`.
  std::string name;    ///< The name taken from it, "*" for all, "" for `import module`.
  std::string bound;   ///< The local name: `as` name, else name, else the first part of module.
  int level = 0;       ///< Leading dots of a relative import.
  int line = 0;        ///< 1-based line of the code.
};

/// A name that is read somewhere and that nothing in the code binds (and that is no builtin).
struct FreeName {
  std::string name;
  int line = 0;    ///< Of its first use.
  int column = 0;  ///< 1-based code points, of its first use.
  /// How it is used, each form once: "value", "()", ".attr", ".attr()", "@" or "@.attr" or "@.attr()" (as a decorator),
  /// "base" (of a class), "except", "arg of NAME" (NAME is the last part of the callee), "with".
  std::vector<std::string> uses;
  bool at_module_level = false;  ///< Some use runs when the module body runs (not only inside a function).
};

/// A call or assignment target rooted in a bound or free name is not listed; rules ask the tree for more when they need it.
struct Names {
  std::vector<Import> imports;
  std::vector<std::string> binds;         ///< Names bound at module level, in order of first binding, each once.
  std::vector<FreeName> free;             ///< In order of first use.
  std::vector<std::string> functions;     ///< Functions defined at module level.
  std::vector<std::string> classes;       ///< Classes defined at module level.
  bool makes_app = false;                 ///< Calls Flask(...) or flask.Flask(...).
  bool returns_outside_function = false;  ///< `return` or `yield` at module or class level: the body of a view.
  bool has_error = false;                 ///< tree-sitter found something that is not Python.
};

/// The names of Python code. Never throws: of code that does not parse it says what it can.
Names names_of(std::string_view code);

}  // namespace snipcheck
