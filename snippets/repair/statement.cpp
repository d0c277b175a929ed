#include "snippets/repair/statement.hpp"

#include "snippets/names.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/python_tree.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace snipcheck {
namespace {

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '_'))
    ++end;
  return text.substr(0, end);
}

/// Where the colon that ends the header stands in the masked text; npos for none.
std::size_t header_colon(std::string_view shape) {
  int depth = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '(' || shape[i] == '[' || shape[i] == '{')
      ++depth;
    if (shape[i] == ')' || shape[i] == ']' || shape[i] == '}')
      --depth;
    const bool walrus = i + 1 < shape.size() && shape[i + 1] == '=';
    if (shape[i] == ':' && depth == 0 && !walrus && shape.substr(0, i).find("lambda") == std::string_view::npos)
      return i;
  }
  return std::string_view::npos;
}

void simple_statement(Statement& statement, std::string_view text) {
  const std::string_view word = first_word(text);
  static constexpr std::string_view leaving[] = {"abort(", "flask.abort(", "sys.exit(", "exit(", "quit("};
  statement.leaves = word == "return" || word == "raise" || word == "break" || word == "continue" ||
                     std::ranges::any_of(leaving, [&](std::string_view call) { return text.starts_with(call); }) ||
                     text.substr(0, text.find('(')).ends_with(".abort");
  statement.returns_value = word == "return" && trim(text).size() > 6;
  statement.needs_function =
      word == "return" || word == "yield" || word == "nonlocal" || text.find("= yield") != std::string_view::npos;
  statement.needs_loop = word == "break" || word == "continue";
  statement.is_pass = trim(text) == "pass";
  statement.is_import = word == "import" || word == "from";
  statement.is_server_start = text.starts_with("app.run(") || text.starts_with("socketio.run(");
}

void names_in(Statement& statement, const std::string& text) {
  static const std::map<Opener, std::string_view> before{{Opener::elif_branch, "if x: pass\n"},
                                                         {Opener::else_branch, "if x: pass\n"},
                                                         {Opener::except_branch, "try: pass\n"},
                                                         {Opener::finally_branch, "try: pass\n"}};
  const auto prefix = before.find(statement.opener);
  std::string code = (prefix == before.end() ? "" : std::string{prefix->second}) + text;
  if (statement.opener != Opener::none && !statement.inline_body)
    code += " pass";
  if (statement.is_decorator)
    code = text.substr(1);
  const Names names = names_of(code);
  for (const FreeName& name : names.free) {
    statement.reads.insert(name.name);
    if (std::ranges::find(name.uses, "()") != name.uses.end())
      statement.calls.insert(name.name);
  }
  statement.binds.insert(names.binds.begin(), names.binds.end());
  if (statement.opener == Opener::none && names.binds.size() == 1)
    statement.name = names.binds.front();
  if (statement.is_decorator && !names.free.empty())
    statement.root = names.free.front().name;
  // `db = SQLAlchemy(app)`, `app = Flask(__name__)`: made of the application or of the module's name.
  const bool constructs = statement.opener == Opener::none && !statement.name.empty() && text.find('(') != std::string::npos;
  statement.is_setup = constructs && (text.find("(app") != std::string::npos || text.find("__name__)") != std::string::npos);
  if (statement.opener == Opener::function) {
    const PythonTree tree{code};
    const TSNode definition = ts_node_named_child(tree.root(), 0);
    for (const Child& parameter : children_of(field(definition, "parameters"))) {
      TSNode node = parameter.node;
      while (kind(node) != "identifier" && ts_node_named_child_count(node) > 0)
        node = ts_node_named_child(node, 0);
      statement.parameters.insert(std::string{tree.text(node)});
    }
    statement.name = std::string{tree.text(field(definition, "name"))};
    statement.is_method = statement.parameters.contains("self") || statement.parameters.contains("cls");
  }
  if (statement.opener == Opener::class_body && !names.classes.empty())
    statement.name = names.classes.front();
}

/// All that the text of a statement says by itself.
Statement read_statement(std::string_view logical_line) {
  Statement statement;
  const std::string text = plain_quotes(logical_line);
  const std::string shape{trim_right(without_strings(text))};
  statement.is_decorator = text.starts_with('@');
  const std::size_t colon = header_colon(shape);
  statement.opener = colon == std::string::npos ? Opener::none : opener_of(shape);
  statement.clause = statement.opener == Opener::elif_branch || statement.opener == Opener::else_branch ||
                     statement.opener == Opener::except_branch || statement.opener == Opener::finally_branch ||
                     statement.opener == Opener::case_branch;
  simple_statement(statement, shape);
  statement.is_docstring =
      !shape.empty() && (shape[0] == '"' || shape[0] == '\'') && shape.find_first_not_of("\"' \n") == std::string::npos;
  if (statement.opener != Opener::none) {
    const std::string_view body = trim(std::string_view{shape}.substr(colon + 1));
    statement.inline_body = !body.empty();
    Statement inner;
    simple_statement(inner, body);
    statement.leaves = statement.inline_body && inner.leaves;
    statement.is_main_guard = shape.starts_with("if __name__");
  }
  names_in(statement, text);
  return statement;
}

Statement statement_from(const LogicalLine& line) {
  constexpr std::size_t kMaxKept = 4'096;  // statements
  constexpr std::size_t kMaxWidth = 120;   // bytes of a statement
  // Answers repeat each other: `app = Flask(__name__)`, `return jsonify(...)`, `app.run(debug=True)`.
  thread_local std::unordered_map<std::string, Statement> known;
  Statement statement;
  if (const auto found = known.find(line.text); found != known.end()) {
    statement = found->second;
  } else {
    statement = read_statement(line.text);
    if (known.size() >= kMaxKept)
      known.clear();
    if (line.text.size() <= kMaxWidth)
      known.emplace(line.text, statement);
  }
  statement.first = line.first;
  statement.end = line.end;
  statement.indent = line.indent;
  return statement;
}

/// What decorators and the definition below them tell each other.
void join_decorators(std::vector<Statement>& statements) {
  static constexpr std::string_view registers[] = {"route",  "get",   "post",         "put",
                                                   "delete", "patch", "errorhandler", "app_errorhandler"};
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (statements[i].is_decorator || statements[i].opener == Opener::none)
      continue;
    for (std::size_t above = i; above > 0 && statements[above - 1].is_decorator; --above) {
      Statement& decorator = statements[above - 1];
      decorator.is_method = statements[i].is_method;
      statements[i].root = decorator.root;
      statements[i].is_view |= std::ranges::find(registers, decorator.name) != std::end(registers);
    }
  }
}

/// A text whose lines were all spaced out has one blank line more for each line of it, so that one blank line became three.
void discount_spacing(std::vector<Statement>& statements) {
  const auto spaced = std::ranges::count_if(statements, [](const Statement& statement) { return statement.blanks > 0; });
  if (statements.size() < 4 || spaced + 1 < static_cast<std::ptrdiff_t>(statements.size()))
    return;
  for (Statement& statement : statements)
    statement.blanks = std::max(statement.blanks - 1, 0) / 2;
}

}  // namespace

Opener opener_of(std::string_view header) {
  static const std::map<std::string_view, Opener> words{
      {"def", Opener::function},           {"class", Opener::class_body}, {"if", Opener::if_branch},
      {"elif", Opener::elif_branch},       {"else", Opener::else_branch}, {"for", Opener::for_loop},
      {"while", Opener::while_loop},       {"try", Opener::try_body},     {"except", Opener::except_branch},
      {"finally", Opener::finally_branch}, {"with", Opener::with_body},   {"match", Opener::match_body},
      {"case", Opener::case_branch}};
  if (first_word(header) == "async")
    header = trim(header.substr(5));
  const auto found = words.find(first_word(header));
  return found == words.end() ? Opener::none : found->second;
}

std::vector<Statement> statements_of(const std::vector<std::string>& lines) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  std::vector<Statement> statements;
  int blanks = 0;
  for (const LogicalLine& line : logical_lines(views)) {
    if (line.blank) {
      blanks += line.text.empty() ? 1 : 0;
      continue;
    }
    Statement statement = statement_from(line);
    statement.blanks = statements.empty() ? 0 : blanks;
    blanks = 0;
    if (statement.is_decorator) {  // the last part of its callee: `route` of `@app.route('/')`
      const std::string_view callee = std::string_view{line.text}.substr(1, line.text.find('(') - 1);
      statement.name = std::string{trim(callee.substr(callee.rfind('.') + 1))};
    }
    statements.push_back(std::move(statement));
  }
  join_decorators(statements);
  discount_spacing(statements);
  return statements;
}

}  // namespace snipcheck
