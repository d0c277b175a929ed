#include "sandboxes/sandbox.hpp"
#include "support/text.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/row.hpp"

#include <algorithm>
#include <array>

namespace snipcheck {
namespace {

bool has_base(const Fault& fault, std::string_view last_part) {
  return std::ranges::any_of(
      fault.bases, [&](const std::string& base) { return base == last_part || base.ends_with("." + std::string{last_part}); });
}

constexpr std::array<std::string_view, 5> kDataErrors = {"KeyError", "IndexError", "ValueError", "TypeError", "AttributeError"};

bool in_library_only(const Fault& fault) { return fault.line == 0; }

/// Types whose names say that something else than this program did not answer.
bool names_a_service(std::string_view text) {
  static constexpr std::array<std::string_view, 9> signs = {
      "Connect", "Timeout", "OSError", "Operational", "gaierror", "ServerSelection", "SMTP", "Unreachable", "URLError"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

/// It tried to reach a server and the exception is of that kind, or was raised from one that is.
bool is_service(const Fault& fault) {
  if (has_base(fault, "ConnectionRefusedError") || has_base(fault, "gaierror"))
    return true;
  const bool of_kind = names_a_service(fault.type) || std::ranges::any_of(fault.bases, names_a_service) ||
                       std::ranges::any_of(fault.causes, names_a_service);
  const bool refused = std::ranges::any_of(fault.causes, [](const std::string& cause) {
    return cause.starts_with("ConnectionRefusedError") || cause.starts_with("gaierror");
  });
  const bool of_its_answer = !fault.detail("of_data").empty();  // the error of the connection was caught, and nothing came of it
  return ((of_kind || of_its_answer) && !fault.network.empty()) || (of_kind && refused);
}

/// What the kernel answers where a run may not open, connect, or signal what it could in a box of its own. Libraries pass it on
/// in exceptions of their own.
bool is_refused(const Fault& fault) {
  static constexpr std::array<std::string_view, 6> signs = {"PermissionError",         "Permission denied",
                                                            "Operation not permitted", "Address family not supported",
                                                            "Protocol not supported",  "unable to open database file"};
  const auto mentions = [](std::string_view text) {
    return std::ranges::any_of(signs, [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
  };
  return mentions(fault.type) || mentions(fault.message) || std::ranges::any_of(fault.causes, mentions);
}

/// abort(400) outside of a view: the code asked for that answer, there is only nobody to give it to.
bool is_answer(const Fault& fault) {
  const bool not_found = has_base(fault, "NotFound") && !fault.frames.empty() && fault.frames.back().library;
  return not_found || (has_base(fault, "HTTPException") && std::ranges::any_of(fault.frames, [](const Frame& frame) {
                         return frame.library && frame.function == "abort";
                       }));
}

/// A name that an earlier snippet binds when it runs to its end.
bool is_earlier_name(const std::string& name, const Context& context) {
  return std::ranges::any_of(
      context.earlier, [&](const Snippet* one) { return std::ranges::find(one->names.binds, name) != one->names.binds.end(); });
}

/// The class that a line of surroundings defines, or makes an object of; "" for none, and for an app, which is everybody's.
std::string class_in(std::string_view line) {
  if (line.starts_with("class "))
    return std::string{line.substr(6, line.find_first_of("(:") - 6)};
  const auto equals = line.find(" = "), open = line.find('(');
  if (equals == std::string_view::npos || open == std::string_view::npos || equals > open)
    return {};
  const std::string_view cls = line.substr(equals + 3, open - equals - 3);
  return cls == "Flask" ? std::string{} : std::string{cls};
}

/// It asks more of a model, or of another object, than the one we made for it has, or otherwise.
bool asks_a_made_model(const Fault& fault, const Context& context, std::string_view code) {
  const bool of_attribute = fault.type == "AttributeError";
  const bool of_columns = has_base(fault, "InvalidRequestError") || has_base(fault, "ArgumentError");
  return (of_attribute || of_columns) && std::ranges::any_of(context.supplies, [&](const Supply& one) {
           return std::ranges::any_of(split_lines(one.code), [&](std::string_view line) {
             const std::string cls = class_in(line);
             return !cls.empty() && (of_attribute ? fault.message.find("'" + cls + "'") != std::string::npos
                                                  : line.starts_with("class ") && code.find(cls) != std::string_view::npos);
           });
         });
}

/// A test against surroundings that were made up.
bool tests_what_is_made_up(const Fault& fault, const Context& context) {
  const bool of_data = is_any_of(fault.type, kDataErrors) || fault.type == "AssertionError";
  return of_data && fault.where.starts_with("call test") && !context.program && !context.supplies.empty();
}

/// A name that a package lacks whose first file the answer does not show.
bool asks_a_made_package(const Fault& fault, const Context& context) {
  return fault.type == "ImportError" && std::ranges::any_of(context.files, [&](const auto& file) {
           return file.second.empty() && file.first.ends_with("__init__.py") &&
                  fault.message.find(file.first) != std::string::npos;
         });
}

/// It asks more of a class than the earlier snippet that shows it says: answers shorten.
bool asks_an_earlier_class(const Fault& fault, const Context& context, std::string_view line) {
  const bool of_the_class = fault.type == "AttributeError";
  const bool of_its_columns = has_base(fault, "InvalidRequestError") || has_base(fault, "ArgumentError");
  return (of_the_class || of_its_columns) && std::ranges::any_of(context.earlier, [&](const Snippet* one) {
           return std::ranges::any_of(one->names.classes, [&](const std::string& cls) {
             return of_the_class ? fault.message.find("'" + cls + "'") != std::string::npos
                                 : line.find(cls) != std::string_view::npos;
           });
         });
}

/// An object that stands for what nobody has set up, such as Celery's DisabledBackend.
bool is_not_set_up(const Fault& fault) {
  return fault.type == "AttributeError" && fault.message.starts_with("'Disabled") &&
         fault.message.find("' object") != std::string::npos;
}

/// An extension that we made for it, as bare as can be, lacks a setting.
bool asks_a_made_extension(const Fault& fault, const Context& context, const Matrix& matrix) {
  if (context.program || fault.frames.empty() || !fault.frames.back().library ||
      !(has_base(fault, "ValueError") || has_base(fault, "KeyError")))
    return false;
  const std::string owner = matrix.indexes.back().distribution_of(fault.frames.back().module);
  return std::ranges::any_of(context.supplies, [&](const Supply& one) {
    return one.distribution == owner && one.distribution.starts_with("flask-") && one.code.find("(app)") != std::string::npos;
  });
}

/// A file or a folder that a library was pointed at; the kernel says that in types of its own.
bool is_refused_by_library(const Fault& fault) {
  return fault.type == "OSError" && !fault.frames.empty() && fault.frames.back().library;
}

/// A database file in a folder of the author's machine.
bool is_foreign_database(const Fault& fault, std::string_view line) {
  return has_base(fault, "sqlite3.OperationalError") &&
         (line.find("'/") != std::string_view::npos || line.find("\"/") != std::string_view::npos);
}

bool lacks_a_table(const Fault& fault) {
  return fault.type == "OperationalError" && fault.message.find("no such table") != std::string::npos;
}

/// A table that the answer does not make, in SQL of its own.
bool is_foreign_table(const Fault& fault, const Subject& subject) {
  return lacks_a_table(fault) && lower(subject.snippet->code).find("create table") == std::string::npos &&
         subject.snippet->code.find(".Model") == std::string::npos;
}

/// A setting that the answer does not make: `app.config["UPLOAD_FOLDER"]`, a file or a variable that configuration is read from.
bool is_foreign_setting(const Fault& fault, std::string_view line) {
  const bool from_variable = fault.type == "RuntimeError" && line.find("from_envvar") != std::string_view::npos;
  return from_variable || (fault.type == "KeyError" && line.find("config[") != std::string_view::npos);
}

/// It works on what a file holds that the answer does not show, and that we made to run on.
bool reads_a_made_file(const Fault& fault, const Context& context) {
  const bool has_one = std::ranges::any_of(context.tried, [](const std::string& what) { return what.starts_with("file "); });
  const bool reads_it_as_sql =
      has_base(fault, "sqlite3.OperationalError") && fault.message.find("syntax error") != std::string::npos;
  return has_one && (is_any_of(fault.type, kDataErrors) || !fault.detail("of_data").empty() || reads_it_as_sql);
}

/// It wants arguments on its command line, and was started without.
bool needs_arguments(const Fault& fault, const Subject& subject, std::string_view line) {
  if (fault.type == "IndexError")
    return line.find("sys.argv") != std::string_view::npos;
  if (fault.type != "SystemExit" || fault.message == "0" || fault.message.empty())
    return false;
  const bool by_usage =
      std::ranges::any_of(fault.frames, [](const Frame& frame) { return frame.library && frame.module == "argparse"; });
  return by_usage || subject.snippet->code.find("sys.argv") != std::string::npos;
}

/// Part of a page that the answer shows, for which of its templates it does not say.
bool fills_a_guessed_page(const Fault& fault, const Context& context) {
  return has_base(fault, "UndefinedError") && std::ranges::find(context.tried, "the template shown") != context.tried.end();
}

/// It works on a row that is not there: nobody stored any.
bool lacks_a_row(const Fault& fault) {
  return fault.type == "UnmappedInstanceError" && fault.message.find("NoneType") != std::string::npos;
}

/// It works on a variable of the environment that nobody set: `os.getenv("DATABASE_URL")` gives None here, and not to the author.
bool needs_a_variable(const Fault& fault, const Subject& subject, std::string_view line) {
  const auto asks = [](std::string_view text) {
    for (const std::string_view call : {"getenv(", "environ.get("})
      if (const auto at = text.find(call); at != std::string_view::npos)
        return text.substr(at, text.find(')', at) - at).find(',') == std::string_view::npos;  // no default
    return false;
  };
  if (!is_any_of(fault.type, kDataErrors) && !has_base(fault, "ArgumentError"))
    return false;
  if (asks(line))
    return true;
  return std::ranges::any_of(split_lines(subject.snippet->code), [&](std::string_view other) {
    const auto equals = other.find('=');
    const std::string_view name = trim(other.substr(0, std::min(equals, other.size())));
    return equals != std::string_view::npos && asks(other) && !name.empty() &&
           name.find_first_of(" .[(") == std::string_view::npos && line.find(name) != std::string_view::npos;
  });
}

bool stands_beside_a_gap(const Fault& fault, const Subject& subject) {
  const std::string& code = subject.snippet->code;
  return leaves_out(fault.function == "<module>" ? code : function_body(code, fault.function));
}

/// Names that authors give to modules of their own project; also behind "my" and "your".
constexpr std::array<std::string_view, 44> kOwnModules = {
    "app",      "application", "main",  "model",   "models",     "config", "settings", "form",    "forms",
    "view",     "views",       "route", "routes",  "extensions", "ext",    "utils",    "helpers", "auth",
    "database", "db",          "tasks", "project", "website",    "server", "src",      "api",     "schemas",
    "services", "users",       "blog",  "flaskr",  "blueprints", "core",   "package",  "wsgi",    "run",
    "factory",  "celery_app",  "hello", "tests",   "module",     "site",   "lib",      "company"};

bool is_customary_module(std::string_view name) {
  for (const std::string_view whose : {"my_", "your_", "our_", "my", "your", "our"})
    if (name.starts_with(whose) && is_any_of(name.substr(whose.size()), kOwnModules))
      return true;
  return is_any_of(name, kOwnModules);
}

bool is_own_module(const std::string& module, const Subject& subject) {
  const std::string first = module.substr(0, module.find('.'));
  return is_customary_module(first) || std::ranges::any_of(subject.answer, [&](const Snippet* one) {
           return one->file && (one->file->starts_with(first + "/") || *one->file == first + ".py");
         });
}

/// An import that nothing here answers.
FaultKind kind_of_import(const Fault& fault, const Subject& subject, const Matrix& matrix) {
  const std::string module = fault.detail("name");
  const bool by_snippet = !fault.frames.empty() && !fault.frames.back().library;
  if (fault.message.find("relative import") != std::string::npos || module == "__main__")
    return FaultKind::missing;
  if (!fault.detail("hidden").empty())  // the reader of this snippet would not have it
    return FaultKind::package;
  if (!has_base(fault, "ModuleNotFoundError") || module.empty())
    return FaultKind::failure;
  if (std::ranges::any_of(matrix.indexes, [&](const Index& index) { return !index.distribution_of(module).empty(); }))
    return by_snippet && module.find('.') == std::string::npos ? FaultKind::package : FaultKind::failure;
  return by_snippet && is_own_module(module, subject) ? FaultKind::missing : FaultKind::package;
}

/// Flask's complaint about a view that returned None.
bool returned_nothing(const Fault& fault) {
  return (fault.type == "TypeError" || fault.type == "ValueError") && fault.message.find("return") != std::string::npos &&
         (fault.message.find("None") != std::string::npos ||
          fault.message.find("did not return a response") != std::string::npos);
}

FaultKind kind_of_nothing(const Fault& fault, const Subject& subject) {
  const std::string body = function_body(subject.snippet->code, fault.function);
  if (is_left_open(body))
    return FaultKind::missing;
  return fault.guessed ? FaultKind::guess : FaultKind::failure;
}

constexpr std::array<std::string_view, 5> kMissingThings = {"TemplateNotFound", "TemplatesNotFound", "FileNotFoundError",
                                                            "NotADirectoryError", "EOFError"};

bool lacks_a_file(const Fault& fault) { return is_any_of(fault.type, kMissingThings); }

}  // namespace

bool takes_dots_for_a_value(const Fault& fault) { return fault.message.find("llipsis") != std::string::npos; }

bool wants_an_extra(const Fault& fault) {
  if (fault.type == "ModuleNotFoundError")
    return false;
  const std::string words = lower(fault.message);
  return words.find("pip install") != std::string::npos ||
         (words.find("install") != std::string::npos && words.find("extra") != std::string::npos) ||
         (words.find("install '") != std::string::npos && words.find("support") != std::string::npos);
}

FaultKind kind_of(const Fault& fault, const Subject& subject, const Context& context, const Matrix& matrix) {
  if (!fault.context.empty())
    return fault.context == "earlier" ? FaultKind::earlier : FaultKind::ours;
  if (is_service(fault))
    return FaultKind::service;
  if (!fault.detail("machine").empty() || (matrix.sandbox != nullptr && matrix.sandbox->tier() == "basic" && is_refused(fault)))
    return FaultKind::refused;
  if (is_answer(fault) && !context.program)
    return FaultKind::guess;
  const std::string_view line = code_line(*subject.snippet, fault.line);
  if (fault.tainted || asks_a_made_model(fault, context, line) || asks_a_made_package(fault, context) ||
      tests_what_is_made_up(fault, context) || stands_beside_a_gap(fault, subject) || is_foreign_database(fault, line) ||
      is_foreign_table(fault, subject) || is_foreign_setting(fault, line) || reads_a_made_file(fault, context) ||
      needs_a_variable(fault, subject, line) || needs_arguments(fault, subject, line) || fills_a_guessed_page(fault, context) ||
      is_not_set_up(fault) || takes_dots_for_a_value(fault) || asks_a_made_extension(fault, context, matrix) ||
      is_refused_by_library(fault))
    return FaultKind::missing;
  if (!context.program && (!fault.detail("of_g").empty() || asks_an_earlier_class(fault, context, line)))
    return FaultKind::missing;
  if (!fault.detail("invented").empty() && (fault.type == "NameError" || fault.type == "SyntaxError"))
    return FaultKind::guess;  // our data, read as code
  if (fault.type == "NameError" && is_earlier_name(fault.detail("name"), context))
    return FaultKind::earlier;
  if (fault.type == "NameError" || fault.type == "UnboundLocalError")
    return FaultKind::name;
  if (wants_an_extra(fault))  // a fragment leaves that out as it leaves out its imports
    return context.program ? FaultKind::failure : FaultKind::missing;
  if (fault.type == "ImportStringError")  // a module named in a string: of an installed package, or of the author's own
    return matrix.indexes.back().distribution_of(fault.detail("name")).empty() ? FaultKind::missing : FaultKind::failure;
  if (has_base(fault, "ImportError"))
    return kind_of_import(fault, subject, matrix);
  if (is_any_of(fault.type, kMissingThings) || !fault.detail("unset").empty())
    return FaultKind::missing;
  if (fault.type == "BuildError" && !context.program)
    return FaultKind::missing;
  if (fault.type == "AssertionError" && !fault.frames.empty() && !fault.frames.back().library && !context.program)
    return FaultKind::missing;
  if (fault.type == "KeyError" && !fault.frames.empty() && fault.frames.back().library && fault.frames.back().module == "os")
    return FaultKind::missing;
  if (returned_nothing(fault))
    return kind_of_nothing(fault, subject);
  // An extension complains although no line of the snippet is involved, and its manager is not shown.
  if (in_library_only(fault) && !context.program && std::ranges::any_of(context.supplies, [&](const Supply& one) {
        return !one.distribution.empty() && std::ranges::any_of(fault.frames, [&](const Frame& frame) {
          return frame.library && matrix.indexes.back().distribution_of(frame.module) == one.distribution;
        });
      }))
    return FaultKind::missing;
  if (fault.guessed && is_any_of(fault.type, kDataErrors))
    return FaultKind::guess;
  if (fault.type == "IntegrityError" || lacks_a_row(fault))
    return FaultKind::guess;
  if (!fault.detail("invented").empty())
    return FaultKind::invented;
  return FaultKind::failure;
}

std::string service_error(const Fault& fault) {
  const std::string own = fault.type + ": " + fault.message;
  if (names_a_service(fault.type) || std::ranges::any_of(fault.bases, names_a_service))
    return own;
  const auto cause = std::ranges::find_if(fault.causes, names_a_service);
  return cause == fault.causes.end() ? own : *cause;
}

bool is_real(const Fault& fault, FaultKind kind) {
  return kind != FaultKind::ours && kind != FaultKind::earlier && fault.context.empty();
}

bool clears(const RunResult& result, const Fault& fault, FaultKind kind, const Subject& subject, const Context& context,
            const Matrix& matrix) {
  if (result.end != RunResult::End::exited || !result.complete)
    return false;
  // What was not tried there, because the code was reached otherwise or there was no way to, cannot have gone well there.
  const bool by_trying = !fault.where.empty();
  if (by_trying && std::ranges::find(result.tried, fault.where) == result.tried.end())
    return false;
  const auto at_import = [](const Fault& one) { return one.stage == "compile" || one.stage == "import"; };
  const bool has_gone = fault.type == "ImportError";  // whatever became of what stands before it
  return std::ranges::none_of(result.faults, [&](const Fault& other) {
    const FaultKind other_kind = kind_of(other, subject, context, matrix);
    if (other_kind == FaultKind::ours || other_kind == FaultKind::earlier)
      return !has_gone && (at_import(other) || !at_import(fault));
    // An old driver that got as far as the socket is past the place where a new one raises.
    // So is one that asked the database for a table that nobody made, or for a file or a template.
    const bool further =
        (other_kind == FaultKind::service && kind != FaultKind::service) || (lacks_a_table(other) && !lacks_a_table(fault)) ||
        (lacks_a_file(other) && !lacks_a_file(fault) && other.statement >= fault.statement && fault.statement != 0);
    if (other.stage == "compile" && fault.stage == "compile")
      return true;  // Pythons differ about where a syntax error stands
    if (at_import(other)) {
      if (!at_import(fault) || other.statement == 0 || other.statement < fault.statement)
        return true;
      return other.statement == fault.statement && !further;
    }
    if (at_import(fault))
      return false;
    const bool same = (other.statement == fault.statement && other.statement != 0) || other.where == fault.where;
    return same && !further;
  });
}

}  // namespace snipcheck
