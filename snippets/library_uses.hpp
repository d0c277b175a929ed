#pragma once
/// Where code uses what libraries export: imports, calls and attributes whose origin its imports tell. Nothing is run.

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

struct LibraryUse {
  enum class Kind { import, call, attribute };
  Kind kind = Kind::import;
  std::string module;                 ///< "flask_limiter"
  std::string name;                   ///< "Limiter"; "" for the module itself.
  std::string attribute;              ///< Of the module or of an instance of the class, where the kind is attribute.
  bool of_instance = false;           ///< `name` is a class, and one of its objects is asked.
  bool stored = false;                ///< The attribute is assigned to, or set by a class derived from that one.
  int positional = 0;                 ///< Arguments of a call.
  std::vector<std::string> keywords;  ///< Of a call.
  bool starred = false;               ///< The call hands on * or ** arguments.
  bool guarded = false;               ///< In a `try` that handles exceptions, or behind a test of what is there.
  int statement = 0;                  ///< 1-based line on which its statement, or the decorator that it stands in, begins.
  int line = 0;                       ///< 1-based, of the code.
  int column = 0, end_column = 0;     ///< 1-based code points; the end is exclusive.
};

/// 1-based lines of code that may never run, or may fail without harm: in a `try` that handles exceptions, or behind a test of
/// what is there (`if hasattr(app, "json")`).
std::set<int> guarded_lines(std::string_view code);

/// The uses in code, in reading order. Names that `code` does not bind may be bound by `surroundings`, which runs before it.
/// A name that is bound in more than one way is nobody's: what it stands for depends on the run.
std::vector<LibraryUse> library_uses(std::string_view code, std::string_view surroundings);

}  // namespace snipcheck
