#include "support/text.hpp"
#include "verifier/context/need.hpp"

#include <cctype>
#include <map>

namespace snipcheck {
namespace {

/// Columns that a model of an answer customarily has, so that any of them may be read and written.
constexpr std::pair<std::string_view, std::string_view> kColumns[] = {{"id", "db.Integer, primary_key=True"},
                                                                      {"username", "db.String(80)"},
                                                                      {"name", "db.String(80)"},
                                                                      {"email", "db.String(120)"},
                                                                      {"password", "db.String(200)"}};

bool is_capitalised(const std::string& name) { return !name.empty() && name[0] >= 'A' && name[0] <= 'Z'; }

/// Queried as Flask-SQLAlchemy queries a model, or as SQLAlchemy selects from one.
bool is_queried(const Need& need) {
  static const std::set<std::string> callees = {"arg of select",   "arg of query",  "arg of get_or_404",
                                                "arg of paginate", "arg of delete", "arg of update"};
  return need.attributes().contains("query") ||
         std::ranges::any_of(need.name.uses, [](const std::string& use) { return callees.contains(use); }) ||
         (need.used_as("arg of get") && need.subject.snippet->code.find("session.get(" + need.name.name) != std::string::npos) ||
         (need.used_as("()") && need.subject.snippet->code.find("db.session.add") != std::string::npos);
}

/// The names that keyword arguments give to the model or to filter_by, as `NAME=`: its columns.
std::set<std::string> keywords_beside(std::string_view code, std::string_view call) {
  std::set<std::string> out;
  for (auto at = code.find(call); at != std::string_view::npos; at = code.find(call, at + 1)) {
    const std::string_view arguments = code.substr(at + call.size(), code.find(')', at) - at - call.size());
    for (const std::string_view piece : split(arguments, ',')) {
      const auto equals = piece.find('=');
      const std::string_view word = trim(piece.substr(0, equals));
      const bool identifier = !word.empty() && std::ranges::all_of(word, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
      });
      if (equals != std::string_view::npos && identifier)
        out.emplace(word);
    }
  }
  return out;
}

std::string column_type(const std::string& name) {
  if (name.ends_with("_id") || name.ends_with("count") || name == "price" || name == "age" || name == "year" || name == "stock" ||
      name == "quantity")
    return "db.Integer";
  if (name.starts_with("is_") || name == "active" || name == "done" || name == "completed")
    return "db.Boolean";
  return name.ends_with("_at") || name.ends_with("date") ? "db.DateTime" : "db.String(120)";
}

}  // namespace

Answer as_model(const Need& need) {
  const std::string& name = need.name.name;
  if (!is_capitalised(name) || !is_queried(need) || need.context.program)
    return std::nullopt;
  std::map<std::string, std::string> columns{std::begin(kColumns), std::end(kColumns)};
  const std::string& code = need.subject.snippet->code;
  for (const std::string& call : {name + "(", std::string{"filter_by("}})
    for (const std::string& column : keywords_beside(code, call))
      columns.try_emplace(column, column_type(column));
  for (const std::string& attribute : need.attributes())
    if (attribute != "query" && attribute != "metadata" && code.find("." + attribute + "(") == std::string::npos)
      columns.try_emplace(attribute, column_type(attribute));

  std::vector<Supply> out;
  const bool has_db =
      need.has_db() || std::ranges::find(need.subject.snippet->names.binds, "db") != need.subject.snippet->names.binds.end();
  const std::string app = need.app.empty() ? "app" : need.app;
  if (!has_db) {
    const Export* cls = extension_class("SQLAlchemy", need);
    if (cls == nullptr)
      return std::nullopt;
    if (need.app.empty())
      out.push_back(make_app(app));
    out.push_back(make_extension(*cls, "db", app));
  }
  const bool late = need.comes_earlier("db") || need.comes_earlier(app);
  std::string model = "class " + name + "(db.Model):\n";
  for (const auto& [column, type] : columns)
    model += "    " + column + " = db.Column(" + type + ")\n";
  out.push_back(
      {.code = model, .reason = "the answer shows no model `" + name + "`", .distribution = "flask-sqlalchemy", .late = late});
  out.push_back(
      {.code = "with " + app + ".app_context():\n    db.create_all()\n    db.session.add(" + name +
               "(id=1, username='sample', name='sample', email='ann@example.com', password='sample'))\n    db.session.commit()\n",
       .reason = "one row to be found",
       .distribution = "flask-sqlalchemy",
       .late = late});
  return out;
}

}  // namespace snipcheck
