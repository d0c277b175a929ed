#include "snippets/scopes.hpp"

#include <algorithm>

namespace snipcheck {

Scopes::Scopes() { scopes_.push_back({ScopeKind::module, -1, {}, {}, {}}); }

int Scopes::open(ScopeKind kind, int parent) {
  scopes_.push_back({kind, parent, {}, {}, {}});
  return static_cast<int>(scopes_.size()) - 1;
}

void Scopes::bind(int scope, std::string_view name) {
  Scope& here = scopes_[static_cast<std::size_t>(scope)];
  if (name.empty() || here.nonlocal.contains(name))
    return;
  const int target = here.global.contains(name) ? kModule : scope;
  const bool fresh = scopes_[static_cast<std::size_t>(target)].bound.emplace(name).second;
  if (fresh && target == kModule)
    module_names_.emplace_back(name);
}

// A declaration counts for the whole scope, so what was bound there before it moves out as well.
void Scopes::declare_global(int scope, std::string_view name) {
  Scope& here = scopes_[static_cast<std::size_t>(scope)];
  here.global.emplace(name);
  if (scope == kModule)
    return;
  if (const auto bound = here.bound.find(name); bound != here.bound.end()) {
    here.bound.erase(bound);
    bind(scope, name);
  }
}

void Scopes::declare_nonlocal(int scope, std::string_view name) {
  Scope& here = scopes_[static_cast<std::size_t>(scope)];
  here.nonlocal.emplace(name);
  if (const auto bound = here.bound.find(name); bound != here.bound.end())
    here.bound.erase(bound);
}

int Scopes::owner_of_walrus(int scope) const {
  while (kind(scope) == ScopeKind::comprehension)
    scope = scopes_[static_cast<std::size_t>(scope)].parent;
  return scope;
}

bool Scopes::inside_function(int scope) const {
  for (; scope != kModule; scope = scopes_[static_cast<std::size_t>(scope)].parent)
    if (kind(scope) == ScopeKind::function)
      return true;
  return false;
}

bool Scopes::resolves(const Use& use) const {
  for (int scope = use.scope; scope != kModule; scope = scopes_[static_cast<std::size_t>(scope)].parent) {
    const Scope& here = scopes_[static_cast<std::size_t>(scope)];
    if (here.global.contains(use.name))
      break;
    // The names of a class body are seen by that body alone, not by what is nested in it.
    if (here.bound.contains(use.name) && (here.kind != ScopeKind::class_body || scope == use.scope))
      return true;
    if (here.kind == ScopeKind::class_body && scope != use.scope && use.name == "__class__")
      return true;
  }
  return scopes_[kModule].bound.contains(use.name);
}

bool is_builtin(std::string_view name) {
  static const std::set<std::string_view> names{"ArithmeticError",
                                                "AssertionError",
                                                "AttributeError",
                                                "BaseException",
                                                "BaseExceptionGroup",
                                                "BlockingIOError",
                                                "BrokenPipeError",
                                                "BufferError",
                                                "BytesWarning",
                                                "ChildProcessError",
                                                "ConnectionAbortedError",
                                                "ConnectionError",
                                                "ConnectionRefusedError",
                                                "ConnectionResetError",
                                                "DeprecationWarning",
                                                "EOFError",
                                                "Ellipsis",
                                                "EncodingWarning",
                                                "EnvironmentError",
                                                "Exception",
                                                "ExceptionGroup",
                                                "False",
                                                "FileExistsError",
                                                "FileNotFoundError",
                                                "FloatingPointError",
                                                "FutureWarning",
                                                "GeneratorExit",
                                                "IOError",
                                                "ImportError",
                                                "ImportWarning",
                                                "IndentationError",
                                                "IndexError",
                                                "InterruptedError",
                                                "IsADirectoryError",
                                                "KeyError",
                                                "KeyboardInterrupt",
                                                "LookupError",
                                                "MemoryError",
                                                "ModuleNotFoundError",
                                                "NameError",
                                                "None",
                                                "NotADirectoryError",
                                                "NotImplemented",
                                                "NotImplementedError",
                                                "OSError",
                                                "OverflowError",
                                                "PendingDeprecationWarning",
                                                "PermissionError",
                                                "ProcessLookupError",
                                                "PythonFinalizationError",
                                                "RecursionError",
                                                "ReferenceError",
                                                "ResourceWarning",
                                                "RuntimeError",
                                                "RuntimeWarning",
                                                "StopAsyncIteration",
                                                "StopIteration",
                                                "SyntaxError",
                                                "SyntaxWarning",
                                                "SystemError",
                                                "SystemExit",
                                                "TabError",
                                                "TimeoutError",
                                                "True",
                                                "TypeError",
                                                "UnboundLocalError",
                                                "UnicodeDecodeError",
                                                "UnicodeEncodeError",
                                                "UnicodeError",
                                                "UnicodeTranslateError",
                                                "UnicodeWarning",
                                                "UserWarning",
                                                "ValueError",
                                                "Warning",
                                                "ZeroDivisionError",
                                                "__annotations__",
                                                "__build_class__",
                                                "__builtins__",
                                                "__debug__",
                                                "__doc__",
                                                "__file__",
                                                "__import__",
                                                "__loader__",
                                                "__name__",
                                                "__package__",
                                                "__spec__",
                                                "abs",
                                                "aiter",
                                                "all",
                                                "anext",
                                                "any",
                                                "ascii",
                                                "bin",
                                                "bool",
                                                "breakpoint",
                                                "bytearray",
                                                "bytes",
                                                "callable",
                                                "chr",
                                                "classmethod",
                                                "compile",
                                                "complex",
                                                "copyright",
                                                "credits",
                                                "delattr",
                                                "dict",
                                                "dir",
                                                "divmod",
                                                "enumerate",
                                                "eval",
                                                "exec",
                                                "exit",
                                                "filter",
                                                "float",
                                                "format",
                                                "frozenset",
                                                "getattr",
                                                "globals",
                                                "hasattr",
                                                "hash",
                                                "help",
                                                "hex",
                                                "id",
                                                "input",
                                                "int",
                                                "isinstance",
                                                "issubclass",
                                                "iter",
                                                "len",
                                                "license",
                                                "list",
                                                "locals",
                                                "map",
                                                "max",
                                                "memoryview",
                                                "min",
                                                "next",
                                                "object",
                                                "oct",
                                                "open",
                                                "ord",
                                                "pow",
                                                "print",
                                                "property",
                                                "quit",
                                                "range",
                                                "repr",
                                                "reversed",
                                                "round",
                                                "set",
                                                "setattr",
                                                "slice",
                                                "sorted",
                                                "staticmethod",
                                                "str",
                                                "sum",
                                                "super",
                                                "tuple",
                                                "type",
                                                "vars",
                                                "zip"};
  return names.contains(name);
}

}  // namespace snipcheck
