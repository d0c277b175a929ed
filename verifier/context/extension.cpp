#include "support/text.hpp"
#include "verifier/context/need.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>
#include <utility>

namespace snipcheck {
namespace {

/// Names that answers give to an extension object where they are not the class's own name in snake case.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"db", "sqlalchemy"},      {"database", "sqlalchemy"}, {"ma", "marshmallow"}, {"csrf", "csrfprotect"},
    {"login", "loginmanager"}, {"lm", "loginmanager"},     {"mongo", "pymongo"},  {"sio", "socketio"},
    {"socket_io", "socketio"}, {"jwt", "jwtmanager"},      {"sess", "session"},   {"rate_limiter", "limiter"}};

/// Configuration without which an extension will not start, by class; in-memory and harmless.
constexpr std::pair<std::string_view, std::string_view> kConfiguration[] = {
    {"SQLAlchemy", ".config.setdefault('SQLALCHEMY_DATABASE_URI', 'sqlite://')\n"},
    {"JWTManager", ".config.setdefault('JWT_SECRET_KEY', 'assumed-secret-of-some-length-0123456789')\n"},
    {"Cache", ".config.setdefault('CACHE_TYPE', 'flask_caching.backends.SimpleCache')\n"},
    {"PyMongo", ".config.setdefault('MONGO_URI', 'mongodb://localhost:27017/assumed')\n"},
    {"Security", ".config.setdefault('SECURITY_PASSWORD_SALT', 'assumed')\n"},
    {"Session", ".config.setdefault('SESSION_TYPE', 'filesystem')\n"}};

/// What connections and cursors of a plain driver are asked for; an object of these is none of SQLAlchemy's.
constexpr std::string_view kDriver[] = {"execute", "cursor", "commit", "close", "connect", "executemany", "fetchall"};

/// Values for parameters that an extension cannot do without.
constexpr std::pair<std::string_view, std::string_view> kArguments[] = {{"key_func", "get_remote_address"}};

std::string plain(std::string_view name) { return replace_all(lower(name), "_", ""); }

/// The package that a module lies in.
std::string_view package_of(std::string_view module) { return module.substr(0, module.find('.')); }

/// Does no release of the class have anything of what the name is asked for? Then another thing goes by it.
bool offers_nothing(const Need& need, const Export& cls) {
  const std::set<std::string> attributes = need.attributes();
  return !attributes.empty() && cls.name != "SQLAlchemy" && std::ranges::none_of(need.matrix.indexes, [&](const Index& index) {
    const Export* one = index.find(cls.module, cls.name);
    return one != nullptr && (one->attributes.empty() || std::ranges::any_of(attributes, [&](const std::string& attribute) {
                                return std::ranges::find(one->attributes, attribute) != one->attributes.end();
                              }));
  });
}

/// What a `db` may be asked for: it offers the names of SQLAlchemy as its own.
bool is_of_sqlalchemy(const std::string& attribute, const Export& cls, const Matrix& matrix) {
  static constexpr std::string_view kOwn[] = {"session", "Model", "engine", "metadata", "app"};
  return is_any_of(attribute, kOwn) || std::ranges::any_of(matrix.indexes, [&](const Index& index) {
           const Export* one = index.find(cls.module, cls.name);
           return index.find("sqlalchemy", attribute) != nullptr || index.find("sqlalchemy.orm", attribute) != nullptr ||
                  (one != nullptr && std::ranges::find(one->attributes, attribute) != one->attributes.end());
         });
}

/// What a session of SQLAlchemy is asked for, and one of Flask is not.
bool asks_a_database_session(const Need& need) {
  static constexpr std::string_view kOnly[] = {"query",  "add",   "add_all", "commit", "rollback", "execute", "scalars",
                                               "scalar", "flush", "delete",  "merge",  "refresh",  "begin"};
  constexpr std::string_view kGet = "session.get(";  // of a model: `session.get(User, 1)`
  const std::string& code = need.subject.snippet->code;
  const auto get = code.find(kGet);
  const bool of_model = get != std::string::npos && std::isupper(static_cast<unsigned char>(code[get + kGet.size()])) != 0;
  return need.name.name == "session" &&
         (of_model || std::ranges::any_of(need.attributes(), [](const std::string& one) { return is_any_of(one, kOnly); }));
}

/// Is the name rather a module that goes by it, or something of another kind?
bool is_something_else(const Need& need, const Export& cls) {
  const std::set<std::string> attributes = need.attributes();
  if (cls.name == "SQLAlchemy" && !attributes.contains("session") && !attributes.contains("Model") &&
      std::ranges::any_of(attributes, [](const std::string& one) { return is_any_of(one, kDriver); }))
    return true;
  if (cls.name == "SQLAlchemy" && !attributes.empty() &&
      std::ranges::none_of(attributes, [&](const std::string& one) { return is_of_sqlalchemy(one, cls, need.matrix); }))
    return true;  // `db.users.find()`
  return !attributes.empty() && std::ranges::all_of(attributes, [&](const std::string& one) {
    return need.newest().find(need.name.name, one) != nullptr && std::ranges::find(cls.attributes, one) == cls.attributes.end();
  });
}

}  // namespace

const Export* extension_class(std::string_view name, const Need& need) {
  const std::string wanted = plain(name);
  const auto rank = [&](const Export& one) {
    return std::tuple{!need.mentioned.contains(one.distribution), std::ranges::count(one.module, '.'), one.module.size()};
  };
  const Export* best = nullptr;
  for (const Export* one : need.newest().extensions()) {
    const bool defines = one->defined_in.empty() || package_of(one->defined_in) == package_of(one->module);
    if (plain(one->name) == wanted && defines && (best == nullptr || rank(*one) < rank(*best)))
      best = one;
  }
  return best;
}

Supply make_extension(const Export& cls, const std::string& name, const std::string& app) {
  const std::string package = cls.module.substr(0, cls.module.find('.'));
  std::string code = "from " + package + " import " + cls.name + "\n";
  if (const auto setting = value_for(cls.name, kConfiguration))
    code += app + std::string{*setting};
  std::vector<std::string> arguments;
  for (const Parameter& parameter : cls.signature.value_or(std::vector<Parameter>{})) {
    const auto value = value_for(parameter.name, kArguments);
    if (parameter.has_default || !value)
      continue;
    code += "from " + package + ".util import " + std::string{*value} + "\n";
    arguments.push_back(parameter.name + "=" + std::string{*value});
  }
  // `Class()` and `init_app(app)` is the form that every release of the extensions has had, but for these.
  if (cls.name == "SQLAlchemy" || cls.name == "Api")
    code += name + " = " + cls.name + "(" + app + ")\n";
  else if (cls.name == "Migrate")
    code += name + " = Migrate(" + app + ", db)\n";
  else
    code += name + " = " + cls.name + "(" + join(arguments, ", ") + ")\n" + name + ".init_app(" + app + ")\n";
  if (cls.name == "LoginManager")
    code += "from flask_login import UserMixin\nclass AssumedUser(UserMixin):\n    id = 1\n" + name +
            ".user_loader(lambda user_id: AssumedUser())\n";
  return {.code = code, .reason = "the answer makes no `" + name + "`", .distribution = cls.distribution};
}

Answer as_extension(const Need& need) {
  const std::string& name = need.name.name;
  if (asks_a_database_session(need)) {
    const Export* sqlalchemy = extension_class("SQLAlchemy", need);
    if (sqlalchemy == nullptr)
      return std::nullopt;
    const std::string app = need.app.empty() ? "app" : need.app;
    std::vector<Supply> out;
    if (need.app.empty())
      out.push_back(make_app(app));
    if (!need.has_db())
      out.push_back(make_extension(*sqlalchemy, "db", app));
    out.push_back(
        {.code = "session = db.session\n", .reason = "the answer makes no `session`", .late = need.comes_earlier("db")});
    return out;
  }
  if (lower(name) != name || name == "session" || name == "config" || need.used_as("()"))
    return std::nullopt;
  const Export* cls = extension_class(value_for(name, kAliases).value_or(name), need);
  if (cls == nullptr || is_something_else(need, *cls) || offers_nothing(need, *cls))
    return std::nullopt;
  std::vector<Supply> out;
  const std::string app = need.app.empty() ? "app" : need.app;
  if (need.app.empty())
    out.push_back(make_app(app));
  Supply made = make_extension(*cls, name, app);
  if (need.used_as(".init_app()")) {  // the snippet binds it to its app itself
    made.code = replace_all(made.code, name + ".init_app(" + app + ")\n", "");
    made.code = replace_all(made.code, name + " = SQLAlchemy(" + app + ")\n", name + " = SQLAlchemy()\n");
  }
  out.push_back(std::move(made));
  out.back().late = need.comes_earlier(app);
  return out;
}

}  // namespace snipcheck
