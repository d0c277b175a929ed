#pragma once
/// Python's rules of scope: which name means which binding. Filled by a walk over the tree, asked afterwards.
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

enum class ScopeKind { module, function, class_body, comprehension };

/// One read of a name.
struct Use {
  int scope = 0;
  std::string name;
  std::string form;        ///< As FreeName::uses says.
  int line = 0;            ///< 1-based.
  std::size_t column = 0;  ///< Bytes before it in its line.
  std::size_t byte = 0;    ///< Of the code.
};

class Scopes {
 public:
  static constexpr int kModule = 0;

  Scopes();
  /// Opens a scope inside `parent` and returns its number.
  int open(ScopeKind kind, int parent);
  void bind(int scope, std::string_view name);
  void declare_global(int scope, std::string_view name);
  void declare_nonlocal(int scope, std::string_view name);
  /// The scope that a walrus inside `scope` binds in: comprehensions hand it outwards.
  [[nodiscard]] int owner_of_walrus(int scope) const;
  [[nodiscard]] ScopeKind kind(int scope) const { return scopes_[static_cast<std::size_t>(scope)].kind; }
  /// Whether some scope around `scope`, itself included, is a function.
  [[nodiscard]] bool inside_function(int scope) const;
  /// Whether that use finds a binding in the code.
  [[nodiscard]] bool resolves(const Use& use) const;
  /// Names bound at module level, in order of first binding.
  [[nodiscard]] const std::vector<std::string>& module_names() const { return module_names_; }

 private:
  struct Scope {
    ScopeKind kind;
    int parent;
    std::set<std::string, std::less<>> bound, global, nonlocal;
  };
  std::vector<Scope> scopes_;
  std::vector<std::string> module_names_;
};

/// Whether every supported Python 3 supplies the name by itself: builtins, and what each module has (`__name__`, ...).
bool is_builtin(std::string_view name);

}  // namespace snipcheck
