/// Each construct of Python says what it binds where, and in which scope its parts are read.
#include "snippets/name_walk.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace snipcheck {
namespace {

enum class Mode { load, store };

/// A node still to be looked at. `form` says how its parent uses it when it turns out to be a name.
struct Task {
  TSNode node;
  int scope;
  Mode mode = Mode::load;
  std::string form = "value";
};

class Walk {
 public:
  explicit Walk(const PythonTree& tree) : tree_(tree) {}

  NamesSeen run() {
    tasks_.push_back({tree_.root(), Scopes::kModule});
    while (!tasks_.empty()) {
      const Task task = std::move(tasks_.back());
      tasks_.pop_back();
      visit(task);
    }
    return std::move(seen_);
  }

 private:
  std::string text(TSNode node) const { return std::string{tree_.text(node)}; }
  void push(TSNode node, int scope, Mode mode = Mode::load, std::string form = "value") {
    if (!ts_node_is_null(node))
      tasks_.push_back({node, scope, mode, std::move(form)});
  }
  void push_children(TSNode node, int scope, Mode mode = Mode::load) {
    auto children = children_of(node);
    std::ranges::reverse(children);  // the last one pushed is visited first
    for (const Child& child : children)
      push(child.node, scope, mode);
  }

  void visit(const Task& task) {
    const std::string_view what = kind(task.node);
    if (what == "identifier")
      return identifier(task);
    if (task.mode == Mode::store && what != "attribute" && what != "subscript" && what != "call")
      return push_children(task.node, task.scope, Mode::store);
    static const std::unordered_map<std::string_view, void (Walk::*)(const Task&)> handlers{
        {"attribute", &Walk::attribute},
        {"call", &Walk::call},
        {"keyword_argument", &Walk::keyword_argument},
        {"import_statement", &Walk::import},
        {"import_from_statement", &Walk::import},
        {"future_import_statement", &Walk::import},
        {"function_definition", &Walk::function},
        {"lambda", &Walk::function},
        {"class_definition", &Walk::class_definition},
        {"decorator", &Walk::decorator},
        {"list_comprehension", &Walk::comprehension},
        {"set_comprehension", &Walk::comprehension},
        {"dictionary_comprehension", &Walk::comprehension},
        {"generator_expression", &Walk::comprehension},
        {"for_statement", &Walk::for_statement},
        {"as_pattern", &Walk::as_pattern},
        {"with_item", &Walk::with_item},
        {"except_clause", &Walk::except_clause},
        {"named_expression", &Walk::named_expression},
        {"assignment", &Walk::assignment},
        {"augmented_assignment", &Walk::augmented_assignment},
        {"global_statement", &Walk::declaration},
        {"nonlocal_statement", &Walk::declaration},
        {"delete_statement", &Walk::delete_statement},
        {"case_pattern", &Walk::case_pattern},
        {"type_alias_statement", &Walk::type_alias},
        {"return_statement", &Walk::leaves_function},
        {"yield", &Walk::leaves_function},
    };
    if (const auto handler = handlers.find(what); handler != handlers.end())
      return (this->*handler->second)(task);
    push_children(task.node, task.scope);
  }

  void identifier(const Task& task) {
    if (task.mode == Mode::store)
      return seen_.scopes.bind(task.scope, tree_.text(task.node));
    seen_.uses.push_back({task.scope, text(task.node), task.form, line_of(task.node), ts_node_start_point(task.node).column,
                          ts_node_start_byte(task.node)});
  }

  void attribute(const Task& task) {
    std::string form = "." + text(field(task.node, "attribute"));
    if (task.form == "()" || task.form == "@()")
      form += "()";
    if (task.form.starts_with('@'))
      form.insert(0, "@");
    // Only the attribute next to the name says what the name has to have: `a.b.c()` uses a as ".b".
    const TSNode object = field(task.node, "object");
    push(object, task.scope, Mode::load, kind(object) == "identifier" ? form : "value");
  }

  void call(const Task& task) {
    const TSNode function = field(task.node, "function");
    const std::string_view callee = tree_.text(function);
    const auto dot = callee.rfind('.');
    const std::string argument = "arg of " + std::string{callee.substr(dot == std::string_view::npos ? 0 : dot + 1)};
    seen_.calls.emplace_back(callee.size() < 100 ? callee : std::string_view{});
    push(function, task.scope, Mode::load, task.form == "@" ? "@()" : "()");
    const TSNode arguments = field(task.node, "arguments");
    if (kind(arguments) != "argument_list")
      return push(arguments, task.scope);
    for (const Child& child : children_of(arguments)) {
      const TSNode value = kind(child.node) == "keyword_argument" ? field(child.node, "value") : child.node;
      push(value, task.scope, Mode::load, argument);
    }
  }

  void keyword_argument(const Task& task) { push(field(task.node, "value"), task.scope); }

  void import(const Task& task) {
    Import base;
    base.line = line_of(task.node);
    const TSNode module = field(task.node, "module_name");
    std::string_view source = ts_node_is_null(module) ? std::string_view{} : tree_.text(module);
    if (kind(task.node) == "future_import_statement")
      source = "__future__";
    while (source.starts_with('.')) {
      source.remove_prefix(1);
      ++base.level;
    }
    base.module = std::string{trim(source)};
    const bool from = kind(task.node) != "import_statement";
    for (const Child& child : children_of(task.node)) {
      if (kind(child.node) == "wildcard_import")
        add_import(base, "*", "*", task.scope);
      if (child.field != "name")
        continue;
      const TSNode inner = kind(child.node) == "aliased_import" ? field(child.node, "name") : child.node;
      const std::string alias = kind(child.node) == "aliased_import" ? text(field(child.node, "alias")) : "";
      const std::string name = text(inner);
      if (from) {
        add_import(base, name, alias.empty() ? name : alias, task.scope);
      } else {
        base.module = name;
        add_import(base, "", alias.empty() ? name.substr(0, name.find('.')) : alias, task.scope);
      }
    }
  }

  void add_import(Import import, std::string name, std::string bound, int scope) {
    lazy_annotations_ |= import.module == "__future__" && name == "annotations";
    if (name != "*")
      seen_.scopes.bind(scope, bound);
    import.name = std::move(name);
    import.bound = std::move(bound);
    seen_.imports.push_back(std::move(import));
  }

  /// Type parameters are seen by what they belong to: returns the scope that holds them, `scope` itself without any.
  int type_parameters(TSNode node, int scope) {
    const TSNode parameters = field(node, "type_parameters");
    if (ts_node_is_null(parameters))
      return scope;
    const int inner = seen_.scopes.open(ScopeKind::comprehension, scope);
    bind_type_parameters(parameters, inner);
    return inner;
  }

  void bind_type_parameters(TSNode parameters, int scope) {
    for (const Child& child : children_of(parameters)) {
      TSNode node = child.node;
      while (kind(node) != "identifier" && ts_node_named_child_count(node) > 0) {
        if (kind(node) == "constrained_type")
          push(ts_node_named_child(node, 1), scope);
        node = ts_node_named_child(node, 0);
      }
      seen_.scopes.bind(scope, tree_.text(node));
    }
  }

  void function(const Task& task) {
    const TSNode name = field(task.node, "name");
    if (!ts_node_is_null(name)) {
      seen_.scopes.bind(task.scope, tree_.text(name));
      if (task.scope == Scopes::kModule)
        seen_.functions.push_back(text(name));
    }
    const int outer = type_parameters(task.node, task.scope);
    const int inner = seen_.scopes.open(ScopeKind::function, outer);
    annotation(field(task.node, "return_type"), outer);
    for (const Child& parameter : children_of(field(task.node, "parameters")))
      this->parameter(parameter.node, inner, outer);
    push(field(task.node, "body"), inner);
  }

  void parameter(TSNode node, int inner, int outer) {
    annotation(field(node, "type"), outer);
    push(field(node, "value"), outer);
    if (kind(node) == "identifier")
      return push(node, inner, Mode::store);
    if (const TSNode name = field(node, "name"); !ts_node_is_null(name))
      return push(name, inner, Mode::store);
    for (const Child& child : children_of(node))
      if (child.field.empty())
        push(child.node, inner, Mode::store);
  }

  void annotation(TSNode node, int scope) {
    if (!lazy_annotations_)
      push(node, scope);
  }

  void class_definition(const Task& task) {
    const TSNode name = field(task.node, "name");
    seen_.scopes.bind(task.scope, tree_.text(name));
    if (task.scope == Scopes::kModule)
      seen_.classes.push_back(text(name));
    const int outer = type_parameters(task.node, task.scope);
    if (const TSNode bases = field(task.node, "superclasses"); !ts_node_is_null(bases))
      for (const Child& base : children_of(bases))
        push(base.node, outer, Mode::load, "base");
    const int inner = seen_.scopes.open(ScopeKind::class_body, outer);
    for (const std::string_view own : {"__module__", "__qualname__"})
      seen_.scopes.bind(inner, own);
    push(field(task.node, "body"), inner);
  }

  void decorator(const Task& task) {
    for (const Child& child : children_of(task.node))
      push(child.node, task.scope, Mode::load, "@");
  }

  /// The first iterable is read outside; everything else inside.
  void comprehension(const Task& task) {
    const int inner = seen_.scopes.open(ScopeKind::comprehension, task.scope);
    bool first = true;
    for (const Child& child : children_of(task.node)) {
      if (kind(child.node) != "for_in_clause") {
        push(child.node, inner);
        continue;
      }
      push(field(child.node, "left"), inner, Mode::store);
      for (const Child& part : children_of(child.node))
        if (part.field == "right")
          push(part.node, first ? task.scope : inner);
      first = false;
    }
  }

  void for_statement(const Task& task) {
    for (const Child& child : children_of(task.node))
      push(child.node, task.scope, child.field == "left" ? Mode::store : Mode::load);
  }

  void as_pattern(const Task& task) {
    for (const Child& child : children_of(task.node)) {
      push(child.node, task.scope, child.field == "alias" ? Mode::store : Mode::load, task.form);
    }
  }

  void with_item(const Task& task) { push(field(task.node, "value"), task.scope, Mode::load, "with"); }

  void except_clause(const Task& task) {
    for (const Child& child : children_of(task.node)) {
      if (kind(child.node) == "block") {
        push(child.node, task.scope);
      } else if (child.field == "alias") {
        push(child.node, task.scope, Mode::store);
      } else {
        caught(child.node, task.scope);
      }
    }
  }

  /// `except (A, B) as e`: each of the classes is used as "except".
  void caught(TSNode node, int scope) {
    if (kind(node) == "as_pattern") {
      for (const Child& child : children_of(node))
        child.field == "alias" ? push(child.node, scope, Mode::store) : caught_classes(child.node, scope);
      return;
    }
    caught_classes(node, scope);
  }
  void caught_classes(TSNode node, int scope) {
    if (kind(node) != "tuple")
      return push(node, scope, Mode::load, "except");
    for (const Child& child : children_of(node))
      push(child.node, scope, Mode::load, "except");
  }

  void named_expression(const Task& task) {
    push(field(task.node, "name"), seen_.scopes.owner_of_walrus(task.scope), Mode::store);
    push(field(task.node, "value"), task.scope);
  }

  void assignment(const Task& task) {
    const TSNode right = field(task.node, "right");
    const TSNode type = field(task.node, "type");
    // `x: int` alone binds nothing at module level, but in a function it makes x local.
    if (!ts_node_is_null(right) || seen_.scopes.kind(task.scope) == ScopeKind::function)
      push(field(task.node, "left"), task.scope, Mode::store);
    else if (kind(field(task.node, "left")) != "identifier")
      push(field(task.node, "left"), task.scope);
    annotation(type, task.scope);
    push(right, task.scope);
  }

  void augmented_assignment(const Task& task) {
    const TSNode left = field(task.node, "left");
    push(left, task.scope);
    // It reads before it binds, so only where Python takes the name for a local does it count as a binding.
    if (kind(left) == "identifier" && seen_.scopes.kind(task.scope) == ScopeKind::function)
      push(left, task.scope, Mode::store);
    push(field(task.node, "right"), task.scope);
  }

  void declaration(const Task& task) {
    for (const Child& child : children_of(task.node)) {
      if (kind(task.node) == "global_statement")
        seen_.scopes.declare_global(task.scope, tree_.text(child.node));
      else
        seen_.scopes.declare_nonlocal(task.scope, tree_.text(child.node));
    }
  }

  void delete_statement(const Task& task) {
    push_children(task.node, task.scope);
    if (seen_.scopes.kind(task.scope) == ScopeKind::function)
      for (const Child& child : children_of(task.node))
        if (kind(child.node) == "identifier")
          push(child.node, task.scope, Mode::store);
  }

  /// A dotted name of one part captures, one of more parts is read; the name of a class pattern is read.
  void case_pattern(const Task& task) {
    std::vector<TSNode> open{task.node};
    while (!open.empty()) {
      const TSNode node = open.back();
      open.pop_back();
      const std::string_view what = kind(node);
      const bool captures_here = what == "splat_pattern" || what == "as_pattern";
      const auto children = children_of(node);
      for (const Child& part_of : children) {
        const TSNode child = part_of.node;
        const std::string_view part = kind(child);
        if (part == "dotted_name") {
          const TSNode name = ts_node_named_child(child, 0);
          const bool read = what == "class_pattern" || ts_node_named_child_count(child) > 1;
          if (read || tree_.text(name) != "_")
            push(name, task.scope, read ? Mode::load : Mode::store);
        } else if (part == "identifier") {
          if (captures_here && tree_.text(child) != "_")
            push(child, task.scope, Mode::store);  // a keyword of a class pattern is no name
        } else if (part.ends_with("string") || part == "attribute") {
          push(child, task.scope);
        } else {
          open.push_back(child);
        }
      }
    }
  }

  void type_alias(const Task& task) {
    TSNode left = field(task.node, "left");
    int inner = task.scope;
    while (kind(left) != "identifier" && ts_node_named_child_count(left) > 0) {
      if (kind(left) == "generic_type") {
        inner = seen_.scopes.open(ScopeKind::comprehension, task.scope);
        bind_type_parameters(ts_node_named_child(left, 1), inner);
      }
      left = ts_node_named_child(left, 0);
    }
    push(left, task.scope, Mode::store);
    push(field(task.node, "right"), inner);
  }

  void leaves_function(const Task& task) {
    if (!seen_.scopes.inside_function(task.scope))
      seen_.returns_outside_function = true;
    push_children(task.node, task.scope);
  }

  const PythonTree& tree_;
  NamesSeen seen_;
  std::vector<Task> tasks_;
  bool lazy_annotations_ = false;
};

}  // namespace

NamesSeen walk_names(const PythonTree& tree) { return Walk{tree}.run(); }

}  // namespace snipcheck
