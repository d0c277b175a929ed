#include "tests/reports/samples.hpp"

#include <utility>

namespace snipcheck::testing {
namespace {

constexpr const char* kGuide = "answers/guide.md";
constexpr const char* kFaq = "answers/faq.txt";

EnvironmentInfo environment(const std::string& name, const std::string& flask, const std::string& python, std::string limiter,
                            std::string login) {
  return {.name = name,
          .flask = flask,
          .python = python,
          .lock = "eras/" + name + "/py" + python + ".txt",
          .status = "ready",
          .packages = {{"flask", flask}, {"flask-limiter", std::move(limiter)}, {"flask-login", std::move(login)}}};
}

Outcome ran(std::string environment, OutcomeKind kind = OutcomeKind::pass, std::string type = {}, std::string message = {}) {
  return {.environment = std::move(environment),
          .kind = kind,
          .stage = "request",
          .error_type = std::move(type),
          .message = std::move(message),
          .milliseconds = 84};
}

std::vector<Outcome> row(const Outcome& first, const Outcome& second, const Outcome& third) {
  std::vector<Outcome> outcomes{first, second, third};
  outcomes[0].environment = "2020";
  outcomes[1].environment = "2023";
  outcomes[2].environment = "2026";
  return outcomes;
}

std::vector<Outcome> everywhere(const Outcome& outcome) { return row(outcome, outcome, outcome); }

Finding finding(std::string id, std::string document, int first, Status status, Excerpt excerpt, int last) {
  return {.id = std::move(id),
          .document = std::move(document),
          .start_line = first,
          .end_line = last,
          .language = "python",
          .role = "fragment",
          .status = status,
          .context = "standalone",
          .outcomes = everywhere(ran("")),
          .question = QuestionInfo{.number = 7, .title = "How do I limit the rate of requests?", .line = first - 2},
          .fenced = true,
          .excerpt = std::move(excerpt)};
}

Finding an_outdated_snippet() {
  Finding limiter =
      finding("7c1f0a92de44", kGuide, 42, Status::outdated,
              {.start = 38,
               .lines = {"Use an extension that counts requests per client:", "", "", "```python",
                         "from flask_limiter import Limiter", "", "limiter = Limiter(app, key_func=get_remote_address)", "",
                         "@app.route('/api')", "@limiter.limit(\"10/minute\")", "def api():", "    return \"OK\"", "```"}},
              49);
  limiter.context = "scaffolded";
  limiter.assumed = {{.code = "from flask import Flask\napp = Flask(__name__)", .reason = "no app in this answer", .before = 42},
                     {.code = "from flask_limiter.util import get_remote_address", .reason = "never imported", .before = 42}};
  Outcome failed = ran("", OutcomeKind::fail, "TypeError", "Limiter.__init__() got multiple values for argument 'key_func'");
  failed.stage = "import";
  failed.line = 44;
  failed.traceback = {
      {.file = kGuide, .line = 44, .function = "<module>", .code = "limiter = Limiter(app, key_func=get_remote_address)"},
      {.file = "flask_limiter/extension.py", .line = 158, .function = "__init__", .code = "super().__init__()", .library = true},
      {.file = "flask_limiter/extension.py", .line = 201, .function = "_check", .code = "raise TypeError(...)", .library = true}};
  failed.err = "Using the in-memory storage for tracking rate limits.\n";
  limiter.outcomes = row(ran(""), ran(""), failed);
  limiter.diagnoses = {
      {.code = "SC303",
       .title = "`Limiter()` no longer takes the app first",
       .message = "From flask-limiter 3 on the first parameter of `Limiter` is `key_func`. The app is taken for it, and "
                  "`key_func=` then gives it a second time.",
       .line = 44,
       .column = 19,
       .end_column = 22,
       .label = "lands in key_func",
       .since = Since{.package = "flask-limiter", .version = "3.5.0"},
       .works_until = "1.3.1",
       .instead = "from flask_limiter.util import get_remote_address\n\nlimiter = Limiter(get_remote_address, app=app)"},
      {.code = "SC201",
       .title = "`get_remote_address` is never imported",
       .message = "It was looked up in `flask_limiter.util`.",
       .line = 44,
       .column = 33,
       .end_column = 51,
       .label = "never imported"}};
  return limiter;
}

Finding another_with_the_same_cause() {
  Finding again = an_outdated_snippet();
  again.id = "0d93be11a7f2";
  again.document = kFaq;
  again.fenced = false;
  again.question = QuestionInfo{.title = "Rate limits"};
  return again;
}

Finding a_broken_snippet() {
  Finding broken = finding("51aa90c3be07", kGuide, 71, Status::broken,
                           {.start = 69,
                            .lines = {"Load the user:", "```python", "@login_manager.user_loader",
                                      "def load(user_id):", "\treturn User.get(user_id)  # 用户", "```", ""}},
                           73);
  broken.outcomes = everywhere(ran("", OutcomeKind::fail, "AttributeError", "type object 'User' has no attribute 'get'"));
  broken.diagnoses = {
      {.code = "SC402",
       .title = "`User` in this answer has neither `get()` nor `id`",
       .message = "Every request that carries a session fails.",
       .line = 73,
       .column = 14,
       .end_column = 18,
       .label = "no such method",
       .instead = "@login_manager.user_loader\ndef load(user_id):\n    return db.session.get(User, int(user_id))"}};
  broken.reason = "fails in every environment";
  return broken;
}

Finding a_too_new_snippet() {
  Finding fresh = finding("e2b7c5580f19", kGuide, 90, Status::too_new,
                          {.start = 90, .lines = {"@app.get('/items')", "def items():", "    return []"}}, 92);
  fresh.outcomes = row(ran("", OutcomeKind::fail, "AttributeError", "'Flask' object has no attribute 'get'"), ran(""), ran(""));
  fresh.diagnoses = {{.code = "SC307",
                      .title = "`@app.get` needs Flask 2",
                      .message = "The shortcut came with flask 2.0.",
                      .line = 90,
                      .column = 2,
                      .end_column = 9,
                      .since = Since{.package = "flask", .version = "2.0.0"},
                      .not_run = true}};
  return fresh;
}

Finding a_deprecated_snippet() {
  Finding old = finding("9b02dd4c6e35", kGuide, 110, Status::deprecated,
                        {.start = 110, .lines = {"import flask", "print(flask.__version__)"}}, 111);
  old.outcomes = row(ran(""), ran("", OutcomeKind::warn, "DeprecationWarning", "The '__version__' attribute is deprecated"),
                     ran("", OutcomeKind::warn, "DeprecationWarning", "The '__version__' attribute is deprecated"));
  old.outcomes[2].out = "3.1.2\n";
  old.diagnoses = {{.code = "SC305",
                    .title = "`flask.__version__` is deprecated",
                    .message = "Ask the metadata of the installed distribution.",
                    .line = 111,
                    .column = 7,
                    .end_column = 24,
                    .since = Since{.package = "flask", .version = "3.0.0"},
                    .works_until = "2.3.3",
                    .instead = "from importlib.metadata import version\nprint(version(\"flask\"))"}};
  return old;
}

Finding an_incomplete_snippet() {
  Finding part = finding("aa17e6300b5d", kFaq, 12, Status::incomplete,
                         {.start = 11, .lines = {"Then render it:", "return render_template('orders.html', orders=orders)"}}, 12);
  part.fenced = false;
  part.outcomes = everywhere(ran("", OutcomeKind::missing, "NameError", "name 'orders' is not defined"));
  part.reason = "needs a name that the answer does not show: orders";
  part.diagnoses = {
      {.code = "SC202", .title = "the answer never shows `orders`", .message = "", .line = 12, .column = 46, .end_column = 52}};
  return part;
}

Finding an_unverified_snippet() {
  Finding service =
      finding("c40d7be92f6a", kFaq, 30, Status::unverified, {.start = 30, .lines = {"import redis", "redis.Redis().ping()"}}, 31);
  service.outcomes = everywhere(ran("", OutcomeKind::fail, "ConnectionError", "Connection refused"));
  service.reason = "needs a Redis server";
  service.diagnoses = {
      {.code = "SC206", .title = "needs a Redis server", .message = "No server listens in the sandbox.", .line = 31}};
  return service;
}

Finding a_working_snippet(std::string id, int line) {
  Finding works = finding(std::move(id), kFaq, line, Status::ok,
                          {.start = line - 1, .lines = {"A first app:", "app = Flask(__name__)", "@app.route('/')"}}, line + 1);
  works.repaired = true;
  works.diagnoses = {{.code = "SC102",
                      .title = "indentation lost: a reader cannot paste these lines",
                      .message = "The lines stand flat; they were indented again to be run.",
                      .line = line,
                      .column = 1,
                      .end_column = 2}};
  return works;
}

Finding a_skipped_block(std::string id, int line, std::string language) {
  Finding block = finding(std::move(id), kGuide, line, Status::skipped, {.start = line, .lines = {"pip install flask"}}, line);
  block.reason = language == "python" ? "directive: skip" : "not Python";
  block.language = std::move(language);
  block.role.clear();
  block.context.clear();
  block.outcomes.clear();
  block.question.reset();
  return block;
}

Finding an_error_of_ours() {
  Finding error = finding("f00d5ca1ab1e", kFaq, 77, Status::error, {.start = 77, .lines = {"import os"}}, 77);
  error.outcomes =
      row(ran(""), ran(""), ran("", OutcomeKind::sandbox_error, "", "the sandbox could not be started: no user namespaces"));
  error.reason = "the sandbox of 2026 could not be started";
  return error;
}

Report base() {
  Report report{.version = "0.1.0",
                .isolation = "full",
                .environments = {environment("2020", "1.1.2", "3.8", "1.3.1", "0.5.0"),
                                 environment("2023", "2.3.3", "3.11", "2.8.1", "0.6.2"),
                                 environment("2026", "3.1.2", "3.13", "3.5.0", "0.6.3")},
                .documents = {{.path = kGuide, .lines = 160, .questions = 12, .snippets = 7},
                              {.path = kFaq, .lines = 88, .questions = 9, .snippets = 7},
                              {.path = "answers/theory.md", .lines = 40, .questions = 3, .snippets = 0, .notes = {"no code"}}},
                .command = "snipcheck run answers --report html=report.html"};
  report.rules = {{"SC102", {"indentation lost", "A reader who pastes these lines gets IndentationError."}},
                  {"SC303", {"signature changed", "The package changed the parameters of a call, so the old call fails."}}};
  return report;
}

}  // namespace

Report a_report_with_every_status() {
  Report report = base();
  report.findings = {a_skipped_block("5b1d00000001", 12, "bash"),
                     an_outdated_snippet(),
                     a_broken_snippet(),
                     a_too_new_snippet(),
                     a_deprecated_snippet(),
                     a_skipped_block("5b1d00000002", 140, "python"),
                     a_skipped_block("5b1d00000003", 150, "jinja"),
                     an_incomplete_snippet(),
                     an_unverified_snippet(),
                     another_with_the_same_cause(),
                     a_working_snippet("0c0000000001", 52),
                     a_working_snippet("0c0000000002", 60),
                     an_error_of_ours()};
  report.findings[9].start_line = 42;
  report.documents[1].remarks = {{.code = "SC902", .message = "`skip` has no code below it", .line = 87}};
  report.findings[4].directives = {"for flask>=2.0"};
  report.findings[4].outcomes[0] = {
      .environment = "2020", .kind = OutcomeKind::not_asked, .message = "`for flask>=2.0` leaves it out"};
  report.gate = {
      .exit = 3, .reason = "could not check: 1 error; would fail: 2 outdated, 1 too-new, 1 broken block", .blocking = 4};
  return report;
}

Report a_clean_report() {
  Report report = base();
  report.findings = {a_working_snippet("0c0000000001", 52), a_working_snippet("0c0000000002", 60)};
  for (Finding& finding : report.findings)
    finding.diagnoses.clear();
  report.documents = {{.path = kFaq, .lines = 88, .questions = 9, .snippets = 2}};
  report.rules.clear();
  report.gate = {.exit = 0, .reason = "pass", .blocking = 0};
  return report;
}

Report a_report_that_lacks_an_environment() {
  Report report = a_clean_report();
  report.isolation = "basic";
  report.environments[1].status = "failed";
  report.environments[1].reason = "no wheel of flask 2.3.3 for this interpreter";
  for (Finding& finding : report.findings)
    finding.outcomes[1].kind = OutcomeKind::unavailable;
  report.gate = {.exit = 3, .reason = "could not check: environment 2023 failed", .blocking = 0};
  return report;
}

std::string a_hostile_text() {
  return "</script></style><script>window.PWNED=1</script><img src=x onerror=\"window.PWNED=2\"> ' \" & {{ 7*7 }} "
         "\x1b[31mred\x1b]0;title\x07 \u202Eevil\u202C \u2028 \u200B ]]> --> ::error::x ##[group] \x01\x7f\u009b31m \xff\xfe";
}

Report a_report_full_of(const std::string& text) {
  Report report = base();
  Finding finding = an_outdated_snippet();
  finding.document = finding.language = finding.role = finding.reason = finding.context = finding.file = text;
  finding.question = QuestionInfo{.title = text};
  finding.directives = {text};
  for (std::string& line : finding.excerpt.lines)
    line = text;
  for (Assumption& each : finding.assumed)
    each.code = each.reason = text;
  for (Outcome& each : finding.outcomes) {
    each.stage = each.error_type = each.message = each.out = each.err = text;
    each.traceback = {{.file = text, .line = 1, .function = text, .code = text},
                      {.file = text, .line = 2, .function = text, .code = text, .library = true}};
  }
  for (Diagnosis& each : finding.diagnoses) {
    each.code = each.title = each.message = each.label = text;
    each.since = Since{.package = text, .version = text};
    each.works_until = each.instead = text;
  }
  report.findings = {finding};
  for (EnvironmentInfo& each : report.environments) {
    each.flask = each.python = each.lock = each.status = each.reason = text;
    each.packages = {{text, text}};
  }
  report.documents = {{.path = text, .notes = {text}, .remarks = {{.code = text, .message = text, .line = 1}}}};
  report.rules = {{text, {text, text}}};
  report.version = report.isolation = report.command = report.gate.reason = text;
  report.gate = {.exit = 1, .reason = text, .blocking = 1, .fail_on = text};
  return report;
}

Report a_report_of(int count) {
  Report report = base();
  for (int i = 0; i < count; ++i) {
    Finding finding = i % 12 == 0 ? an_outdated_snippet() : i % 12 == 5 ? an_incomplete_snippet() : a_working_snippet("", 52);
    finding.id = "id" + std::to_string(i);
    finding.document = "answers/part-" + std::to_string(i / 100) + ".md";
    report.findings.push_back(std::move(finding));
  }
  report.gate = {.exit = 1, .reason = std::to_string((count + 11) / 12) + " outdated block", .blocking = (count + 11) / 12};
  return report;
}

Report a_hostile_report() {
  Report report = a_report_full_of(a_hostile_text());
  report.findings.front().id = a_hostile_text();
  return report;
}

std::optional<Report> sample_named(std::string_view name) {
  if (name == "every-status")
    return a_report_with_every_status();
  if (name == "clean")
    return a_clean_report();
  if (name == "not-checked")
    return a_report_that_lacks_an_environment();
  if (name == "hostile")
    return a_hostile_report();
  if (name == "many")
    return a_report_of(3000);
  return std::nullopt;
}

}  // namespace snipcheck::testing
