#include "support/text.hpp"
#include "verifier/context/need.hpp"

namespace snipcheck {
namespace {

/// What both an app and a blueprint are asked for.
constexpr std::string_view kRouting[] = {"route",          "get",           "post",        "put", "patch", "delete",
                                         "before_request", "after_request", "errorhandler"};

bool decorates(const Need& need) {
  for (const std::string& use : need.name.uses)
    for (const std::string_view attribute : kRouting)
      if (const std::string one = "@." + std::string{attribute}; use == one || use == one + "()")
        return true;
  return false;
}

/// A client of something else may go by that name: `client.publish(...)`, `client["shop"]`.
bool is_test_client(const Need& need) {
  static constexpr std::string_view kAsked[] = {"get",
                                                "post",
                                                "put",
                                                "delete",
                                                "patch",
                                                "head",
                                                "options",
                                                "open",
                                                "cookie_jar",
                                                "set_cookie",
                                                "delete_cookie",
                                                "get_cookie",
                                                "session_transaction",
                                                "application"};
  const std::set<std::string> attributes = need.attributes();
  return need.only_attributes() && std::ranges::all_of(attributes, [](const std::string& one) { return is_any_of(one, kAsked); });
}

}  // namespace

bool makes_app_by_name(const Snippet& snippet) {
  return snippet.names.makes_app && std::ranges::find(snippet.names.binds, "app") != snippet.names.binds.end();
}

Supply make_app(const std::string& name) {
  return {.code = "from flask import Flask\n" + name + " = Flask(__name__)\n" + name + ".config['SECRET_KEY'] = 'assumed'\n",
          .reason = "the answer makes no app"};
}

Answer as_app(const Need& need) {
  const std::string& name = need.name.name;
  if (name == "app" || name == "application" ||
      (name.ends_with("app") && (decorates(need) || need.used_as(".test_client()") || need.used_as(".config"))))
    return {{make_app(name)}};
  if (name == "create_app" && need.used_as("()")) {
    const std::string app = need.app.empty() ? "app" : need.app;
    std::vector<Supply> out;
    if (need.app.empty())
      out.push_back(make_app(app));
    out.push_back({.code = "def create_app(*arguments, **options):\n    return " + app + "\n",
                   .reason = "the answer shows no `create_app`",
                   .hole = "`create_app` is never defined",
                   .late = true});
    return out;
  }
  if ((name == "client" || name == "test_client") && is_test_client(need)) {
    std::vector<Supply> out;
    if (need.app.empty())
      out.push_back(make_app("app"));
    out.push_back({.code = name + " = " + (need.app.empty() ? "app" : need.app) + ".test_client()\n",
                   .reason = "the answer makes no test client",
                   .late = true});
    return out;
  }
  const bool resources = !need.subject.snippet->names.classes.empty() && need.name.name == "api";
  if (name == "bp" || name == "blueprint" || (decorates(need) && !resources))
    return {{{.code = "from flask import Blueprint\n" + name + " = Blueprint('" + name + "', __name__)\n",
              .reason = "the answer makes no blueprint"}}};
  return std::nullopt;
}

}  // namespace snipcheck
