#include "verifier/context/need.hpp"

namespace snipcheck {
namespace {

/// Answers every call, attribute and item with another of its kind, so that the run goes on behind an unknown name. The
/// harness knows the class by its name: a fault on a statement that touches one is not the snippet's.
constexpr std::string_view kPlaceholder = R"py(class Placeholder(object):
    def __init__(self, name="?"):
        self.__dict__["_name"] = name
    def __call__(self, *arguments, **keywords):
        return Placeholder(self._name + "()")
    def __getattr__(self, attribute):
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Placeholder(self._name + "." + attribute)
    def __getitem__(self, key):
        return Placeholder(self._name + "[]")
    def __setitem__(self, key, value):
        pass
    def __iter__(self):
        return iter([])
    def __len__(self):
        return 0
    def __bool__(self):
        return True
    def __str__(self):
        return self._name
    def __enter__(self):
        return self
    def __exit__(self, *exception):
        return False
    def __eq__(self, other):
        return self is other
    def __hash__(self):
        return 1
)py";

bool names_text(std::string_view name) {
  static const std::set<std::string_view> words = {"username", "password", "email",   "name", "token", "filename",
                                                   "title",    "text",     "message", "data", "url",   "path"};
  return words.contains(name);
}

bool names_number(std::string_view name) {
  return name.ends_with("_id") || name == "id" || name == "page" || name == "n" || name == "count" || name == "limit";
}

}  // namespace

std::vector<Supply> as_stand_in(const Need& need) {
  const std::string& name = need.name.name;
  const auto made = [&](std::string code) {
    return Supply{.code = std::move(code), .reason = "stands for the unknown `" + name + "`"};
  };
  if (need.used_as("except"))
    return {made("class " + name + "(Exception):\n    pass\n")};
  if (need.used_as("base"))
    return {made("class " + name + "(object):\n    pass\n")};
  const bool plain = need.attributes().empty() && !need.used_as("()");
  if (plain && names_number(name))
    return {made(name + " = 1\n")};
  if (plain && names_text(name))
    return {made(name + " = 'sample'\n")};
  return {{.code = std::string{kPlaceholder}, .reason = "stand-ins for unknown names", .shown = false},
          made(name + " = Placeholder('" + name + "')\n")};
}

}  // namespace snipcheck
