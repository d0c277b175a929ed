#include "verifier/culprit.hpp"

#include "support/text.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/judge.hpp"

#include <algorithm>
#include <cctype>

namespace snipcheck {
namespace {

/// A module or a name of one that cannot be imported.
bool has_gone(const Fault& fault) { return fault.type == "ImportError" || fault.type == "ModuleNotFoundError"; }

/// Libraries that call everybody: a fault that passes through them is seldom theirs.
bool is_caller(const std::string& distribution) {
  return distribution.empty() || distribution == "python" || distribution == "flask" || distribution == "werkzeug" ||
         distribution == "jinja2" || distribution == "click" || distribution == "markupsafe";
}

bool same_signature(const Export& a, const Export& b) {
  if (!a.signature || !b.signature)
    return true;
  return std::ranges::equal(*a.signature, *b.signature, [](const Parameter& x, const Parameter& y) {
    return x.name == y.name && x.kind == y.kind && x.has_default == y.has_default;
  });
}

/// Whether the function that Python names where arguments do not fit ("PointSchema.load() got an unexpected ...") is the
/// snippet's own: then a library calls it otherwise than before.
bool is_of_the_snippet(const Fault& fault, const std::string& code) {
  const auto end = fault.message.find("() ");
  const std::string whole = fault.message.substr(0, end == std::string::npos ? 0 : end);
  const auto dot = whole.rfind('.');
  if (dot == std::string::npos)
    return !whole.empty() && !whole.starts_with("__") && code.find("def " + whole + "(") != std::string::npos;
  const std::string owner = whole.substr(0, dot), head = "class " + owner.substr(owner.rfind('.') + 1);
  return code.find(head + "(") != std::string::npos || code.find(head + ":") != std::string::npos;
}

/// What may be meant by a call that does not bind, likelier first: Python's message names it, from 3.10 on with its class.
std::vector<std::string> callees_of(const Fault& fault, std::string_view line) {
  std::vector<std::string> names = called_in(line);
  if (const auto end = fault.message.find(".<locals>"); end != std::string::npos) {  // Python names the function that made it
    names.insert(names.begin(), fault.message.substr(0, end));
    return names;
  }
  const std::string callee = fault.message.substr(0, fault.message.find("() "));
  const auto dot = callee.rfind('.');
  const std::string last = dot == std::string::npos ? callee : callee.substr(dot + 1);
  if (last == "__init__" && dot != std::string::npos)
    return {callee.substr(0, dot)};
  return std::ranges::find(names, last) == names.end() ? names : std::vector{last};
}

struct Candidate {
  std::string package;
  bool is_shown = false;  ///< By the indexes.
};

/// The candidates, nearest first; what did not change is left to the caller to pass over.
class Candidates {
 public:
  Candidates(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
             const Matrix& matrix)
      : fault_(fault), good_(good), bad_(bad), subject_(subject), context_(context), matrix_(matrix) {}

  std::vector<Candidate> all() {
    by_import();
    by_name();
    by_attribute();
    if (const ChangedCall call = changed_call(fault_, good_, bad_, subject_, context_, matrix_); call.before != nullptr)
      out_.push_back({call.before->distribution, true});
    by_method();
    if (calls_python_only())
      out_.push_back({"python"});
    for (auto frame = fault_.frames.rbegin(); frame != fault_.frames.rend(); ++frame)
      if (frame->library && !is_caller(owner(frame->module)))
        add_with_what_it_stands_on(owner(frame->module));
    for (const std::string& module : fault_.origins)
      if (const std::string one = owner(module); !one.empty() && one != "python")
        out_.push_back({one});
    for (auto frame = fault_.frames.rbegin(); frame != fault_.frames.rend(); ++frame)
      if (frame->library && owner(frame->module) != "python")
        out_.push_back({owner(frame->module)});
    const bool only_python = std::ranges::all_of(
        fault_.origins, [&](const std::string& module) { return owner(module) == "python" || owner(module).empty(); });
    if (only_python &&
        std::ranges::none_of(fault_.frames, [&](const Frame& frame) { return frame.library && owner(frame.module) != "python"; }))
      out_.push_back({"python"});
    for (const std::string& one : context_.distributions)
      if (one != "flask")
        out_.push_back({one});
    for (const Supply& one : context_.supplies)
      out_.push_back({one.distribution});
    for (const char* one : {"flask", "werkzeug", "python"})
      out_.push_back({one});
    return out_;
  }

 private:
  [[nodiscard]] std::string owner(const std::string& module) const {
    const std::string one = matrix_.indexes[good_].distribution_of(module);
    return one.empty() ? matrix_.indexes[bad_].distribution_of(module) : one;
  }

  void by_import() {
    if (!has_gone(fault_))
      return;
    out_.push_back({owner(fault_.detail("name")), true});
    for (auto frame = fault_.frames.rbegin(); frame != fault_.frames.rend(); ++frame)
      if (frame->library)
        out_.push_back({owner(frame->module)});
  }

  /// A name that the context imports, and that the package does not have there.
  void by_name() {
    if (fault_.type != "NameError")
      return;
    for (const std::size_t environment : {good_, bad_})
      for (const Export* one : matrix_.indexes[environment].named(fault_.detail("name")))
        if (context_.stands_on(one->distribution))
          out_.push_back({one->distribution, true});
  }

  /// Every frame below the snippet's is of the standard library.
  [[nodiscard]] bool calls_python_only() const {
    const auto below =
        std::ranges::find_if(fault_.frames.rbegin(), fault_.frames.rend(), [](const Frame& one) { return !one.library; });
    const auto is_python = [&](const Frame& one) { return owner(one.module) == "python"; };
    return below != fault_.frames.rbegin() && std::all_of(fault_.frames.rbegin(), below, is_python);
  }

  /// A package, and then those that it requires: what they do in C leaves no frame.
  void add_with_what_it_stands_on(const std::string& package) {
    out_.push_back({package});
    const auto& all = matrix_.indexes[bad_].distributions();
    if (const auto found = all.find(package); found != all.end())
      for (const std::string& one : found->second.requires_)
        if (!is_caller(one))
          out_.push_back({one});
  }

  /// A method that only one of the packages behind the line's objects offers.
  void by_method() {
    if (!does_not_bind(fault_))
      return;
    std::set<std::string> behind;
    for (const std::string& module : fault_.origins)
      behind.insert(owner(module));
    for (const std::string& method : callees_of(fault_, code_line(*subject_.snippet, fault_.line))) {
      std::vector<std::string> offering;
      for (const std::string& one : behind)
        if (!one.empty() && one != "python" && had(method, one, good_))
          offering.push_back(one);
      if (offering.size() == 1)
        out_.push_back({offering.front()});
    }
  }

  /// Who had the attribute, among those that the object is made of first.
  void by_attribute() {
    const std::string attribute = fault_.detail("attribute");
    if (attribute.empty())
      return;
    std::vector<std::string> own;
    const std::string modules = fault_.detail("object_modules");
    for (const std::string_view module : split(modules, ','))
      if (const std::string one = owner(std::string{trim(module)}); !one.empty() && trim(module) != "builtins")
        own.push_back(one);
    if (const auto foreign = std::ranges::find_if(own, [](const std::string& one) { return one != "python"; });
        foreign != own.end())
      std::erase(own, "python");  // what libraries derive from is seldom what changed
    for (auto one = own.rbegin(); one != own.rend();
         ++one)  // classes offer what they inherit: the farthest that had it defined it
      if (had(attribute, *one, good_) && !had(attribute, *one, bad_))
        out_.push_back({*one, true});
    const bool is_foreign = !own.empty() && std::ranges::none_of(own, [&](const std::string& one) {
      return one == "python" || had(attribute, one, good_);
    });
    if (is_foreign)  // the object is made of other packages than before
      for (const std::string& one : context_.distributions)
        if (!is_caller(one) && had(attribute, one, good_))
          out_.push_back({one});
    for (const std::string& one : own)
      out_.push_back({one});
  }

  [[nodiscard]] bool had(const std::string& attribute, const std::string& distribution, std::size_t environment) const {
    return matrix_.indexes[environment].has_attribute(distribution, attribute);
  }

  const Fault& fault_;
  std::size_t good_, bad_;
  const Subject& subject_;
  const Context& context_;
  const Matrix& matrix_;
  std::vector<Candidate> out_;
};

}  // namespace

bool does_not_bind(const Fault& fault) {
  static constexpr std::string_view kWords[] = {"unexpected keyword argument",
                                                "positional argument",
                                                "multiple values for",
                                                "required keyword-only",
                                                "() takes ",
                                                "takes no ",
                                                "takes at "};
  return fault.type == "TypeError" &&
         std::ranges::any_of(kWords, [&](std::string_view words) { return fault.message.find(words) != std::string::npos; });
}

ChangedCall changed_call(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                         const Matrix& matrix) {
  if (!does_not_bind(fault) || is_of_the_snippet(fault, subject.snippet->code))
    return {};
  const bool is_class = fault.message.starts_with("__init__()") || fault.message.find(".__init__()") != std::string::npos;
  for (const std::string& name : callees_of(fault, code_line(*subject.snippet, fault.line))) {
    for (const Export* before : matrix.indexes[good].named(name)) {
      if (is_class && before->kind != Export::Kind::cls)
        continue;
      const bool near =
          before->distribution == "flask" || before->distribution == "werkzeug" || context.stands_on(before->distribution);
      const Export* after = near ? matrix.indexes[bad].find(before->module, name) : nullptr;
      if (after != nullptr && !same_signature(*before, *after))
        return {before, after};
    }
  }
  return {};
}

Suspects suspects(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                  const Matrix& matrix) {
  Suspects found;
  for (const auto& [one, is_shown] : Candidates{fault, good, bad, subject, context, matrix}.all()) {
    const std::string there = one.empty() ? "" : version_in(matrix, bad, one);
    const bool asked_for =
        has_gone(fault) || !there.empty();  // what is no longer installed is to blame only where it is imported
    if (one.empty() || !asked_for || version_in(matrix, good, one) == there || is_any_of(one, found.packages))
      continue;
    found.is_shown = found.packages.empty() ? is_shown : found.is_shown;
    found.packages.push_back(one);
  }
  if (found.packages.empty())
    found.packages.emplace_back("flask");
  return found;
}

std::string culprit_of(const Fault& fault, std::size_t good, std::size_t bad, const Subject& subject, const Context& context,
                       const Matrix& matrix) {
  return suspects(fault, good, bad, subject, context, matrix).packages.front();
}

std::string warner_of(const Caution& caution, std::size_t good, std::size_t bad, const Matrix& matrix) {
  const std::string one = matrix.indexes[bad].distribution_of(caution.module);
  if (!one.empty() && (good == bad || version_in(matrix, good, one) != version_in(matrix, bad, one)))
    return one;
  return one.empty() ? "python" : one;
}

Boundary suspected(Boundary boundary, const Context& context, const Matrix& matrix) {
  std::vector<std::string> all{context.distributions.begin(), context.distributions.end()};
  std::erase(all, "flask");
  std::erase(all, "werkzeug");
  if (!all.empty() || context.program || context.stands_on("flask") || context.stands_on("werkzeug") || !context.supplies.empty())
    all.insert(all.end(), {"flask", "werkzeug"});
  std::erase_if(all, [&](const std::string& one) {
    return version_in(matrix, boundary.good, one) == version_in(matrix, boundary.bad, one);
  });
  boundary.package = all.empty() ? "python" : all.front();
  boundary.others = all.empty() ? all : std::vector<std::string>{all.begin() + 1, all.end()};
  return boundary;
}

bool was_there_by_accident(const Fault& fault, const Matrix& matrix) {
  const std::string module = fault.detail("name");
  bool held = false;
  for (const Index& index : matrix.indexes) {
    const std::string owner = index.distribution_of(module);
    if (!owner.empty() && !index.is_required_by_another(owner))
      return false;
    held = held || !owner.empty();
  }
  return held;
}

std::string version_in(const Matrix& matrix, std::size_t environment, const std::string& package) {
  const Environment& one = matrix.environments[environment];
  if (package == "python")
    return one.python.substr(0, one.python.find('.', one.python.find('.') + 1));
  const auto found = one.packages.find(package);
  return found == one.packages.end() ? "" : found->second;
}

}  // namespace snipcheck
