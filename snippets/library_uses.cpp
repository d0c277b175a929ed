#include "snippets/library_uses.hpp"

#include "snippets/names.hpp"
#include "snippets/python_tree.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace snipcheck {
namespace {

/// What a name stands for: a module, what a module exports, or an object of an exported class.
struct Origin {
  std::string module, name;
  bool instance = false;
  bool operator==(const Origin&) const = default;
};

/// Names to what they stand for; nothing for those that are bound in several ways, or to what no import tells.
using Origins = std::map<std::string, std::optional<Origin>, std::less<>>;

void bind(Origins& origins, const std::string& name, const std::optional<Origin>& origin) {
  const auto [at, is_new] = origins.try_emplace(name, origin);
  if (!is_new && at->second != origin)
    at->second.reset();
}

/// Words of tests and assignments by which code finds out what it runs on.
bool asks_what_is_there(std::string_view expression) {
  static constexpr std::string_view kTests[] = {"hasattr", "getattr", "TYPE_CHECKING", "PY2", "PY3", "is None"};
  for (auto at = expression.find("version"); at != std::string_view::npos; at = expression.find("version", at + 1))
    if (at == 0 || std::islower(static_cast<unsigned char>(expression[at - 1])) == 0)  // no conversion
      return true;
  return std::ranges::any_of(kTests, [&](std::string_view word) { return expression.find(word) != std::string_view::npos; });
}

class Reader {
 public:
  Reader(const PythonTree& tree, std::string_view code, const Origins& around)
      : tree_(tree), code_(code), origins_(around), names_(names_of(code)) {}

  /// What the names of the code stand for; those around it that it does not bind itself included.
  const Origins& origins() {
    Origins own;
    for (const Import& one : names_.imports)
      if (one.level == 0 && one.name != "*")
        bind(own, one.bound, imported(one));
    walk(tree_.root(), [&](TSNode node) { bind_other(node, own); });
    for (const auto& [name, origin] : own)
      origins_[name] = origin;
    for (auto& [name, origin] : instances())
      if (own.contains(name))
        origins_[name].reset();
      else
        origins_[name] = std::move(origin);
    return origins_;
  }

  std::vector<LibraryUse> uses() {
    origins();
    walk(tree_.root(), [&](TSNode node) {
      if (kind(node) == "assignment" && kind(field(node, "left")) == "identifier" &&
          asks_what_is_there(text(field(node, "right"))))
        versions_.insert(text(field(node, "left")));
    });
    for (const Import& one : names_.imports)
      if (one.level == 0 && one.name != "*")
        add_import(one);
    struct Task {
      TSNode node;
      bool guarded;
    };
    std::vector<Task> waiting{{tree_.root(), false}};
    while (!waiting.empty()) {
      const auto [node, guarded] = waiting.back();
      waiting.pop_back();
      look_at(node, guarded);
      if (guarded && kind(node).ends_with("_statement"))
        for (int line = line_of(node); line <= static_cast<int>(ts_node_end_point(node).row) + 1; ++line)
          guarded_.insert(line);
      bool guards = guarded || is_guard(node);
      std::vector<Task> tasks;
      for (const Child& child : children_of(node)) {
        tasks.push_back({child.node, guards});
        guards = guards || (is_guard(child.node) && leaves(child.node));
      }
      waiting.insert(waiting.end(), tasks.rbegin(), tasks.rend());
    }
    for (LibraryUse& use : uses_)  // imports are known by their line alone
      use.guarded = use.guarded || (use.kind == LibraryUse::Kind::import && guarded_.contains(use.line));
    std::ranges::stable_sort(uses_, {}, &LibraryUse::line);
    return std::move(uses_);
  }

  /// Lines of the statements that uses() found guarded.
  std::set<int> guarded() { return std::move(guarded_); }

 private:
  static Origin imported(const Import& one) {
    if (!one.name.empty())
      return {one.module, one.name};
    return {one.bound == one.module.substr(0, one.module.find('.')) ? one.bound : one.module, ""};
  }

  [[nodiscard]] std::string text(TSNode node) const { return std::string{tree_.text(node)}; }

  /// Every other way to bind a name: parameters, targets, definitions.
  void bind_other(TSNode node, Origins& own) const {
    const std::string_view what = kind(node);
    const auto bind_names = [&](TSNode target) {
      if (!ts_node_is_null(target))
        walk(target, [&](TSNode part) {
          if (kind(part) == "identifier" && kind(ts_node_parent(part)) != "attribute")
            bind(own, text(part), std::nullopt);
        });
    };
    if (what == "function_definition" || what == "class_definition")
      bind(own, text(field(node, "name")), std::nullopt);
    if (what == "function_definition" || what == "lambda")
      bind_names(field(node, "parameters"));
    if (what == "for_statement" || what == "for_in_clause")
      bind_names(field(node, "left"));
    if (what == "as_pattern_target")
      bind_names(node);
    if (what == "named_expression")
      bind_names(field(node, "name"));
    if (what == "augmented_assignment" || (what == "assignment" && !makes_instance(node)))
      if (const TSNode left = field(node, "left"); kind(left) != "attribute" && kind(left) != "subscript")
        bind_names(left);
  }

  /// `name = Something(...)`: may be an object of an exported class.
  static bool makes_instance(TSNode assignment) {
    return kind(field(assignment, "left")) == "identifier" && kind(field(assignment, "right")) == "call";
  }

  /// Names of objects made by calls; nothing for those of unknown classes.
  [[nodiscard]] Origins instances() const {
    Origins made;
    walk(tree_.root(), [&](TSNode node) {
      if (kind(node) != "assignment" || !makes_instance(node))
        return;
      const auto callee = origin_of(field(field(node, "right"), "function"));
      const bool may_be_class = callee && !callee->instance && !callee->name.empty();
      bind(made, text(field(node, "left")),
           may_be_class ? std::optional{Origin{callee->module, callee->name, true}} : std::nullopt);
    });
    return made;
  }

  /// What an expression stands for: a name, or attributes of a module.
  [[nodiscard]] std::optional<Origin> origin_of(TSNode node) const {
    std::vector<std::string> path;
    while (kind(node) == "attribute") {
      path.push_back(text(field(node, "attribute")));
      node = field(node, "object");
    }
    if (kind(node) != "identifier" || path.size() > 3)
      return std::nullopt;
    const auto found = origins_.find(text(node));
    if (found == origins_.end() || !found->second)
      return std::nullopt;
    Origin origin = *found->second;
    for (auto part = path.rbegin(); part != path.rend(); ++part) {
      if (!origin.name.empty())
        return std::nullopt;  // an attribute of an object or a class: no export
      const bool last = std::next(part) == path.rend();
      (last ? origin.name : origin.module) = last ? *part : origin.module + "." + *part;
    }
    return origin;
  }

  /// The line that runs when the node does.
  static int statement_line(TSNode node) {
    for (TSNode parent = ts_node_parent(node); !ts_node_is_null(parent); parent = ts_node_parent(node)) {
      if (kind(parent) == "block" || kind(parent) == "module" || kind(node) == "decorator")
        break;
      node = parent;
    }
    return line_of(node);
  }

  void place(LibraryUse& use, TSNode node) const {
    use.statement = statement_line(node);
    const Span span = span_of(node, code_);
    std::tie(use.line, use.column, use.end_column) = std::tuple{span.line, span.column, span.end_column};
  }

  void look_at(TSNode node, bool guarded) {
    const std::string_view what = kind(node);
    if (what == "call")
      add_call(node, guarded);
    else if (what == "attribute")
      add_attribute(node, guarded);
    else if (what == "class_definition")
      add_overridden(node, guarded);
  }

  void add_import(const Import& one) {
    LibraryUse use{.kind = LibraryUse::Kind::import, .module = one.module, .name = one.name};
    use.statement = use.line = one.line;
    uses_.push_back(std::move(use));
  }

  void add_call(TSNode node, bool guarded) {
    const auto callee = origin_of(field(node, "function"));
    const TSNode arguments = field(node, "arguments");
    if (!callee || callee->instance || callee->name.empty() || kind(arguments) != "argument_list")
      return;
    LibraryUse use{.kind = LibraryUse::Kind::call, .module = callee->module, .name = callee->name};
    for (const Child& argument : children_of(arguments)) {
      const std::string_view form = kind(argument.node);
      if (form == "keyword_argument")
        use.keywords.push_back(text(field(argument.node, "name")));
      else if (form == "list_splat" || form == "dictionary_splat")
        use.starred = true;
      else
        ++use.positional;
    }
    use.guarded = guarded;
    place(use, node);
    uses_.push_back(std::move(use));
  }

  void add_attribute(TSNode node, bool guarded) {
    const TSNode object = field(node, "object");
    const auto owner = origin_of(object);
    if (!owner || (!owner->instance && !owner->name.empty()))
      return;
    const TSNode parent = ts_node_parent(node);
    LibraryUse use{.kind = LibraryUse::Kind::attribute,
                   .module = owner->module,
                   .name = owner->name,
                   .attribute = text(field(node, "attribute")),
                   .of_instance = owner->instance,
                   .stored = kind(parent) == "assignment" && ts_node_eq(field(parent, "left"), node)};
    use.guarded = guarded;
    place(use, node);
    uses_.push_back(std::move(use));
  }

  /// What a class derived from a library's sets or defines anew: of use only while the library's class asks for it.
  void add_overridden(TSNode node, bool guarded) {
    for (const Child& base : children_of(field(node, "superclasses"))) {
      const auto owner = origin_of(base.node);
      if (!owner || owner->instance || owner->name.empty())
        continue;
      for (const Child& child : children_of(field(node, "body"))) {
        const TSNode inner = kind(child.node) == "expression_statement" ? ts_node_named_child(child.node, 0) : child.node;
        const TSNode name = field(inner, kind(inner) == "assignment" ? "left" : "name");
        if (kind(name) != "identifier")
          continue;
        LibraryUse use{.kind = LibraryUse::Kind::attribute,
                       .module = owner->module,
                       .name = owner->name,
                       .attribute = text(name),
                       .of_instance = true,
                       .stored = true};
        use.guarded = guarded;
        place(use, name);
        uses_.push_back(std::move(use));
      }
    }
  }

  /// What is below may never run, or may fail without harm.
  [[nodiscard]] bool is_guard(TSNode node) const {
    if (kind(node) == "try_statement")
      return std::ranges::any_of(children_of(node), [](const Child& one) { return kind(one.node).starts_with("except"); });
    if (kind(node) != "if_statement" && kind(node) != "conditional_expression")
      return false;
    const TSNode condition = field(node, "condition");
    const std::string test = ts_node_is_null(condition) ? text(node) : text(condition);
    return asks_what_is_there(test) ||
           std::ranges::any_of(versions_, [&](const std::string& name) { return test.find(name) != std::string::npos; });
  }

  /// `if hasattr(app, "json"): return`: what follows is for those where the test does not hold.
  static bool leaves(TSNode statement) {
    const auto body = kind(statement) == "if_statement" ? children_of(field(statement, "consequence")) : std::vector<Child>{};
    return !body.empty() && (kind(body.back().node) == "return_statement" || kind(body.back().node) == "raise_statement" ||
                             kind(body.back().node) == "continue_statement");
  }

  const PythonTree& tree_;
  std::string_view code_;
  Origins origins_;
  Names names_;
  std::set<std::string> versions_;  // names that hold what was found out of what is there
  std::set<int> guarded_;
  std::vector<LibraryUse> uses_;
};

}  // namespace

std::set<int> guarded_lines(std::string_view code) {
  const PythonTree tree{code};
  Reader reader{tree, code, {}};
  if (!tree.has_error())
    reader.uses();
  return reader.guarded();
}

std::vector<LibraryUse> library_uses(std::string_view code, std::string_view surroundings) {
  Origins around;
  if (!surroundings.empty()) {
    const PythonTree tree{surroundings};
    around = Reader{tree, surroundings, {}}.origins();
  }
  const PythonTree tree{code};
  return tree.has_error() ? std::vector<LibraryUse>{} : Reader{tree, code, around}.uses();
}

}  // namespace snipcheck
