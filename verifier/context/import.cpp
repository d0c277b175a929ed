#include "support/text.hpp"
#include "verifier/context/need.hpp"

#include <array>
#include <tuple>
#include <utility>

namespace snipcheck {
namespace {

/// Packages that Flask itself stands on: a capitalised or composed name of theirs is worth a look without being mentioned.
constexpr std::string_view kNearFlask[] = {"werkzeug", "jinja2",     "markupsafe",  "itsdangerous",
                                           "click",    "sqlalchemy", "marshmallow", "wtforms"};

/// Modules of the standard library whose own name is customary in answers; others are rather somebody's variable.
constexpr std::string_view kCustomaryModules[] = {
    "os",        "sys",     "json",       "re",        "time",      "random",    "math",        "logging", "functools",
    "uuid",      "sqlite3", "base64",     "hmac",      "string",    "hashlib",   "csv",         "io",      "copy",
    "threading", "queue",   "subprocess", "tempfile",  "shutil",    "socket",    "ssl",         "glob",    "datetime",
    "secrets",   "asyncio", "smtplib",    "mimetypes", "traceback", "itertools", "collections", "pathlib", "unittest",
    "urllib",    "inspect", "pickle",     "decimal",   "platform",  "signal",    "contextlib"};

/// Names that answers take from the standard library without a word, and where they are: other packages use some of them too.
constexpr std::pair<std::string_view, std::string_view> kCustomaryNames[] = {{"datetime", "datetime"},
                                                                             {"timedelta", "datetime"},
                                                                             {"timezone", "datetime"},
                                                                             {"date", "datetime"},
                                                                             {"wraps", "functools"},
                                                                             {"partial", "functools"},
                                                                             {"lru_cache", "functools"},
                                                                             {"reduce", "functools"},
                                                                             {"cached_property", "functools"},
                                                                             {"namedtuple", "collections"},
                                                                             {"defaultdict", "collections"},
                                                                             {"OrderedDict", "collections"},
                                                                             {"Counter", "collections"},
                                                                             {"deque", "collections"},
                                                                             {"Path", "pathlib"},
                                                                             {"Enum", "enum"},
                                                                             {"IntEnum", "enum"},
                                                                             {"dataclass", "dataclasses"},
                                                                             {"field", "dataclasses"},
                                                                             {"asdict", "dataclasses"},
                                                                             {"uuid4", "uuid"},
                                                                             {"islice", "itertools"},
                                                                             {"chain", "itertools"},
                                                                             {"groupby", "itertools"},
                                                                             {"accumulate", "itertools"},
                                                                             {"permutations", "itertools"},
                                                                             {"combinations", "itertools"},
                                                                             {"zip_longest", "itertools"},
                                                                             {"sleep", "time"},
                                                                             {"Decimal", "decimal"},
                                                                             {"Fraction", "fractions"},
                                                                             {"Thread", "threading"},
                                                                             {"Lock", "threading"},
                                                                             {"RLock", "threading"},
                                                                             {"Event", "threading"},
                                                                             {"Queue", "queue"},
                                                                             {"ThreadPoolExecutor", "concurrent.futures"},
                                                                             {"ProcessPoolExecutor", "concurrent.futures"},
                                                                             {"as_completed", "concurrent.futures"},
                                                                             {"BytesIO", "io"},
                                                                             {"StringIO", "io"},
                                                                             {"contextmanager", "contextlib"},
                                                                             {"closing", "contextlib"},
                                                                             {"suppress", "contextlib"},
                                                                             {"Optional", "typing"},
                                                                             {"List", "typing"},
                                                                             {"Dict", "typing"},
                                                                             {"Any", "typing"},
                                                                             {"Callable", "typing"},
                                                                             {"Union", "typing"},
                                                                             {"Tuple", "typing"},
                                                                             {"Iterator", "typing"},
                                                                             {"Iterable", "typing"},
                                                                             {"Generator", "typing"},
                                                                             {"TypeVar", "typing"},
                                                                             {"Generic", "typing"},
                                                                             {"Protocol", "typing"},
                                                                             {"ABC", "abc"},
                                                                             {"abstractmethod", "abc"},
                                                                             {"randint", "random"},
                                                                             {"urlparse", "urllib.parse"},
                                                                             {"urljoin", "urllib.parse"},
                                                                             {"urlencode", "urllib.parse"},
                                                                             {"patch", "unittest.mock"},
                                                                             {"Mock", "unittest.mock"},
                                                                             {"MagicMock", "unittest.mock"},
                                                                             {"TestCase", "unittest"},
                                                                             {"pprint", "pprint"},
                                                                             {"Template", "string"},
                                                                             {"NamedTemporaryFile", "tempfile"},
                                                                             {"TemporaryDirectory", "tempfile"},
                                                                             {"RotatingFileHandler", "logging.handlers"},
                                                                             {"TimedRotatingFileHandler", "logging.handlers"},
                                                                             {"SMTPHandler", "logging.handlers"},
                                                                             {"dictConfig", "logging.config"}};

bool is_lower(const std::string& name) {
  return std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool offers(const Export& cls, const std::set<std::string>& attributes) {
  return !attributes.empty() && std::ranges::all_of(attributes, [&](const std::string& one) {
    return std::ranges::find(cls.attributes, one) != cls.attributes.end();
  });
}

/// May a name be taken from there without being asked for by an import?
bool eligible(const Need& need, const Export& one) {
  if (one.name.starts_with('_') || one.module.find(".test") != std::string::npos || one.module == "jinja2.nodes")
    return false;  // a `Node` is rather somebody's own
  if (one.name == "Config")
    return false;  // so is what `class Production(Config)` derives from: nobody makes Flask's by hand
  const bool is_callable = one.kind == Export::Kind::function || one.kind == Export::Kind::cls;
  if (is_lower(one.name) && is_callable && !need.attributes().empty() && !offers(one, need.attributes()))
    return false;  // `user.name`: an object, and no function `user` of anybody's
  if (is_lower(one.name) && one.kind == Export::Kind::cls && !need.used_as("()"))
    return false;                        // `session.add(user)`: neither is it a class `user` of SQLAlchemy's
  if (one.kind == Export::Kind::module)  // `fields` of flask_restful
    return need.mentioned.contains(one.distribution) && one.module.find('.') == std::string::npos && need.only_attributes();
  const bool composed = one.name.find('_') != std::string::npos;
  if (one.distribution == "flask" && one.module != "flask" && is_lower(one.name) && !composed)
    return false;  // `main()` is not that of flask.cli
  if (one.distribution == "flask" || need.mentioned.contains(one.distribution))
    return one.kind != Export::Kind::object || one.distribution == "flask" || !is_lower(one.name) ||
           (composed && one.distribution.starts_with("flask-"));  // `current_user`
  if (one.distribution == "python")
    return value_for(one.name, kCustomaryNames) == one.module;
  if (one.name.ends_with("Form") && one.distribution != "flask-wtf")
    return false;  // a form is the author's own, whoever has one of that name as well
  if (one.distribution.starts_with("flask-"))
    return (composed && is_lower(one.name)) || (one.kind != Export::Kind::object && !is_lower(one.name));
  return one.kind != Export::Kind::object && is_any_of(one.distribution, kNearFlask) &&
         (!is_lower(one.name) || (composed && one.distribution != "sqlalchemy"));
}

/// Smaller is likelier. A name belongs to the module that defines it, or to a package that offers it at its top.
auto likelihood(const Need& need, const Export& one) {
  const auto dots = std::ranges::count(one.module, '.');
  const bool defined_elsewhere =
      !one.defined_in.empty() && one.defined_in.substr(0, one.defined_in.find('.')) != one.module.substr(0, one.module.find('.'));
  return std::tuple{defined_elsewhere && one.distribution != "flask",
                    one.distribution != "flask",
                    !need.mentioned.contains(one.distribution),
                    one.distribution != "werkzeug",
                    !one.distribution.starts_with("flask-"),
                    one.distribution == "python",
                    dots,
                    one.module.find("._") != std::string::npos,
                    one.module.size(),
                    one.module};
}

/// The likeliest export of that name in an index; nullptr when none may be taken.
const Export* likeliest(const Need& need, const Index& index) {
  const Export* best = nullptr;
  for (const Export* one : index.named(need.name.name))
    if (eligible(need, *one) && (best == nullptr || likelihood(need, *one) < likelihood(need, *best)))
      best = one;
  return best;
}

bool is_custom(std::string_view distribution) {
  return distribution == "flask" || distribution == "python" || distribution == "werkzeug";
}

/// The class that bears its module's name, as datetime.datetime; nullptr when there is none.
const Export* class_of_its_module(const std::string& name, const Index& index) {
  const Export* found = index.in_standard_library(name) ? index.find(name, name) : nullptr;
  return found != nullptr && found->kind == Export::Kind::cls ? found : nullptr;
}

/// Where the newest environment has what an older one offered under a name of another package: `escape` of flask is markupsafe's.
const Export* moved(const Export& gone, const Index& newest) {
  if (newest.find(gone.module, gone.name) != nullptr)
    return nullptr;
  for (const std::string& home : {gone.defined_in, gone.defined_in.substr(0, gone.defined_in.find('.'))})
    if (const Export* found = home.empty() || home == gone.module ? nullptr : newest.find(home, gone.name); found != nullptr)
      return found;
  return nullptr;
}

/// Where another snippet of the answer imports it from, as written there.
Answer as_in_answer(const Need& need) {
  for (const Snippet* one : need.subject.answer)
    for (const Import& import : one->names.imports)
      if (one != need.subject.snippet && one->is_python() && import.level == 0 && import.bound == need.name.name &&
          need.newest().find(import.module, import.name) != nullptr) {
        const std::string owner = need.newest().distribution_of(import.module);
        return {{{.code = "from " + import.module + " import " + import.name +
                          (import.bound == import.name ? "" : " as " + import.bound) + "\n",
                  .reason = "as another snippet of the answer imports it",
                  .distribution = is_custom(owner) ? "" : owner}}};
      }
  return std::nullopt;
}

/// The standard library's, where what it is used for fits: nobody's `timezone` but datetime's has a `utc`. Names in small letters
/// are customary where they are called, or decorate.
const Export* of_custom(const Need& need, const Index& index) {
  const auto module = value_for(need.name.name, kCustomaryNames);
  const Export* found = module ? index.find(*module, need.name.name) : nullptr;
  if (found == nullptr)
    return nullptr;
  const std::set<std::string> attributes = need.attributes();
  if (!attributes.empty() && found->kind == Export::Kind::cls && !found->attributes.empty() && !offers(*found, attributes))
    return nullptr;
  const bool decorates = std::ranges::any_of(need.name.uses, [](const std::string& use) { return use.starts_with('@'); });
  return !is_lower(found->name) || !attributes.empty() || need.used_as("()") || decorates ? found : nullptr;
}

}  // namespace

Supply import_of(const Export& one, bool program) {
  const bool custom = is_custom(one.distribution);
  return {.code = "from " + one.module + " import " + one.name + "\n",
          .reason = "`" + one.name + "` is not imported",
          .hole = custom || program ? "" : "`" + one.name + "` is used but never imported from `" + one.module + "`",
          .distribution = custom ? "" : one.distribution};
}

Answer as_import(const Need& need) {
  const std::string& name = need.name.name;
  if (Answer answer = as_in_answer(need))
    return answer;
  for (const Index& index : {std::cref(need.newest()), std::cref(need.matrix.indexes.front())}) {  // or gone since
    if (const Export* cls = class_of_its_module(name, index); cls != nullptr && offers(*cls, need.attributes()))
      return {{import_of(*cls, need.context.program)}};
    if (is_any_of(name, kCustomaryModules) && need.only_attributes() && index.in_standard_library(name))
      return {{{.code = "import " + name + "\n", .reason = "`" + name + "` is not imported"}}};
    if (const Export* custom = of_custom(need, index))
      return {{import_of(*custom, need.context.program)}};
    if (const Export* found = likeliest(need, index)) {
      const Export* today = moved(*found, need.newest());
      if (today == nullptr)
        return {{import_of(*found, need.context.program)}};
      Supply supply = import_of(*today, need.context.program);
      if (found->distribution == "flask")  // by custom it is not imported, wherever it lives now
        supply.hole.clear();
      return {{std::move(supply)}};
    }
    const std::string owner = index.distribution_of(name);
    if (!owner.empty() && owner != "python" && need.only_attributes() && !need.attributes().empty() &&
        std::ranges::all_of(need.attributes(),
                            [&](const std::string& attribute) { return index.find(name, attribute) != nullptr; }))
      return {{{.code = "import " + name + "\n",
                .reason = "`" + name + "` is not imported",
                .hole = need.context.program ? "" : "`" + name + "` is used but never imported",
                .distribution = owner}}};
  }
  return std::nullopt;
}

}  // namespace snipcheck
