#pragma once
/// A missing name, with all that helps to tell what it stands for.
#include "verifier/context/context.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace snipcheck {

/// One name to be supplied, and the whole situation that it is missing in.
struct Need {
  const FreeName& name;
  const Subject& subject;
  const Matrix& matrix;
  const Context& context;
  const std::set<std::string>& mentioned;  ///< Distributions that the answer imports or names.
  std::string app;                         ///< The name that the app goes by; "" when there is none yet.

  [[nodiscard]] const Index& newest() const { return matrix.indexes.back(); }
  [[nodiscard]] bool used_as(std::string_view use) const { return std::ranges::find(name.uses, use) != name.uses.end(); }
  /// The attributes that it is asked for: "route", "session" ...
  [[nodiscard]] std::set<std::string> attributes() const {
    std::set<std::string> out;
    for (std::string_view use : name.uses) {
      if (const auto dot = use.find('.'); dot != std::string_view::npos && dot <= 1) {
        use.remove_prefix(dot + 1);
        out.emplace(use.substr(0, use.find('(')));
      }
    }
    return out;
  }
  /// An earlier snippet of the answer binds that name, so that what is made with it has to come after.
  [[nodiscard]] bool comes_earlier(const std::string& other) const {
    return std::ranges::any_of(context.earlier, [&](const Snippet* one) {
      return std::ranges::find(one->names.binds, other) != one->names.binds.end();
    });
  }
  /// Something before it makes a `db`: surroundings, or an earlier snippet.
  [[nodiscard]] bool has_db() const {
    return comes_earlier("db") ||
           std::ranges::any_of(context.supplies, [](const Supply& one) { return one.code.find("\ndb = ") != std::string::npos; });
  }
  [[nodiscard]] bool only_attributes() const {
    return std::ranges::all_of(name.uses, [](const std::string& use) { return use.find('.') <= 1; });
  }
};

/// How one kind of thing answers a need; empty when the name is none of its own.
using Answer = std::optional<std::vector<Supply>>;

Answer as_app(const Need& need);        ///< `app = Flask(__name__)`, blueprints, test clients.
Answer as_extension(const Need& need);  ///< `db`, `limiter`, `login_manager`: a class with init_app that goes by this name.
Answer as_client(const Need& need);     ///< `celery`, `redis_client`: an object of a package that knows no app.
Answer as_model(const Need& need);      ///< A class that is queried: `User`.
Answer as_import(const Need& need);     ///< What a module of the environment exports under this name, or the module itself.
std::vector<Supply> as_stand_in(const Need& need);  ///< Always answers.

/// The import of a name; `program`: what needs it is held to its imports anyway.
Supply import_of(const Export& one, bool program);

/// Whether it makes an app and calls it `app`, and not only within a function.
bool makes_app_by_name(const Snippet& snippet);

/// An app under that name, with a secret key.
Supply make_app(const std::string& name);

/// The extension class whose name reads like that (case and underscores aside), from the package that defines it; one that the
/// answer mentions first. nullptr when the newest environment has none.
const Export* extension_class(std::string_view name, const Need& need);

/// The extension object of that class, made as its own documentation makes it, under that name.
Supply make_extension(const Export& cls, const std::string& name, const std::string& app);

}  // namespace snipcheck
