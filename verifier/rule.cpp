#include "verifier/rule.hpp"

#include "support/text.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/culprit.hpp"
#include "verifier/python_changes.hpp"
#include "verifier/replacements.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

namespace snipcheck {
namespace rule {
#define SNIPCHECK_ENTRY(name) extern const Rule name;
#include "verifier/rules.def"
#undef SNIPCHECK_ENTRY
}  // namespace rule

namespace {

constexpr const Rule* kRules[] = {
#define SNIPCHECK_ENTRY(name) &rule::name,
#include "verifier/rules.def"
#undef SNIPCHECK_ENTRY
};

/// Where the ground stands, in the document.
void locate(Diagnosis& diagnosis, const Ground& ground, const Snippet& snippet) {
  int line = 0, column = 0, end_column = 0;
  if (ground.fault != nullptr) {
    line = ground.fault->line > 0 ? ground.fault->line : std::atoi(ground.fault->detail("view_line").c_str());
    column = ground.fault->column;
    end_column = ground.fault->end_column;
  } else if (ground.caution != nullptr) {
    line = ground.caution->line;
  } else if (ground.name != nullptr) {
    line = ground.name->line;
    column = ground.name->column;
    end_column = column > 0 ? column + code_points(ground.name->name) : 0;
  } else if (ground.use) {
    line = ground.use->line;
    column = ground.use->column;
    end_column = ground.use->end_column;
  } else if (ground.remark != nullptr) {
    diagnosis.line = ground.remark->line;
    return;
  } else if (ground.line > 0) {
    diagnosis.line = ground.line;
    return;
  }
  if (line <= 0)
    return;
  diagnosis.line = snippet.lines.document_line(line);
  const auto index = static_cast<std::size_t>(line - 1);
  const int shift = index < snippet.shift.size() ? snippet.shift[index] : 0;
  if (column > 0) {
    diagnosis.column = std::max(1, column + shift);
    diagnosis.end_column = std::max(diagnosis.column, end_column + shift);
  }
}

void date(Diagnosis& diagnosis, const Ground& ground, const Matrix& matrix) {
  if (!ground.boundary)
    return;
  const std::size_t good = ground.boundary->good, bad = ground.boundary->bad;
  const std::string& package = ground.boundary->package;
  if (ground.kind == Ground::Kind::python) {
    diagnosis.since = Since{package, python_change_of(*ground.fault)->since()};
    return;
  }
  if (ground.kind == Ground::Kind::newer) {
    diagnosis.since = Since{package, version_in(matrix, good, package)};
    return;
  }
  diagnosis.since = Since{package, version_in(matrix, bad, package)};
  if (good != bad)
    diagnosis.works_until = version_in(matrix, good, package);
}

/// The names between quotes or backticks.
void add_quoted(std::string_view text, std::vector<std::string>& into) {
  for (const char mark : {'\'', '`'})
    for (auto open = text.find(mark); open != std::string_view::npos;) {
      const auto close = text.find(mark, open + 1);
      if (close == std::string_view::npos)
        break;
      into.emplace_back(text.substr(open + 1, close - open - 1));
      open = text.find(mark, close + 1);
    }
}

/// What the ground is about, likelier first: what the fault names, what stands in its message, what its line imports and calls.
std::vector<std::string> words_of(const Case& one, const Diagnosis& diagnosis) {
  std::vector<std::string> words;
  const Ground& ground = one.ground;
  int line = ground.line;
  if (ground.fault != nullptr) {
    words = {ground.fault->detail("attribute"), ground.fault->detail("name")};
    line = ground.fault->line > 0 ? ground.fault->line : std::atoi(ground.fault->detail("view_line").c_str());
    add_quoted(ground.fault->message, words);
  }
  if (ground.caution != nullptr) {
    line = ground.caution->line;
    add_quoted(ground.caution->message, words);
  }
  if (ground.use) {
    line = ground.use->line;
    words.insert(words.end(), {ground.use->attribute, ground.use->name, ground.use->module});
  }
  words.push_back(ground.text);
  add_quoted(diagnosis.title, words);
  for (const Import& import : one.subject.snippet->names.imports)
    if (import.line == line)
      words.insert(words.end(), {import.name, import.module});
  std::vector<std::string> called = called_in(code_line(*one.subject.snippet, line));
  std::ranges::reverse(called);  // what fails is called within what goes on with it
  words.insert(words.end(), called.begin(), called.end());
  return words;
}

std::string with_stop(const std::string& text) {
  const bool ends = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  return ends ? text : text + '.';
}

/// Where no rule could make it from the indexes: what the package's own notes say.
void add_instead(Diagnosis& diagnosis, const Case& one) {
  if (diagnosis.instead || !diagnosis.since || one.ground.kind == Ground::Kind::newer)
    return;
  const Fault* fault = one.ground.fault;
  const std::string error = fault != nullptr ? fault->type : "";
  const Replacement* found = replacement_for(diagnosis.since->package, words_of(one, diagnosis), error);
  const PythonChange* change = fault != nullptr ? python_change_of(*fault) : nullptr;
  if (change != nullptr && !change->instead.empty() && (found == nullptr || !change->name.empty())) {
    diagnosis.instead = change->instead;
    return;
  }
  if (found == nullptr)
    return;
  diagnosis.instead = found->instead;
  diagnosis.message =
      with_stop(diagnosis.message) + " What to write instead is by " + std::string{found->source} + " and was not run.";
}

}  // namespace

const PythonChange* Case::python_change() const {
  return ground.kind == Ground::Kind::python ? python_change_of(*ground.fault) : nullptr;
}

std::string_view Case::line() const {
  return ground.fault == nullptr ? std::string_view{} : code_line(*subject.snippet, ground.fault->line);
}

std::string Case::good_version() const {
  return ground.boundary ? version_in(matrix, ground.boundary->good, ground.boundary->package) : "";
}

std::string Case::bad_version() const {
  return ground.boundary ? version_in(matrix, ground.boundary->bad, ground.boundary->package) : "";
}

std::string Case::between() const {
  if (!ground.boundary || bad_version().empty())
    return "";
  if (good_version().empty())
    return ", with " + ground.boundary->package + " " + bad_version();
  const auto versions = [this](const std::string& package) {
    return package + " " + version_in(matrix, ground.boundary->good, package) + " and " +
           version_in(matrix, ground.boundary->bad, package);
  };
  std::vector<std::string> others;
  std::ranges::transform(ground.boundary->others, std::back_inserter(others), versions);
  if (ground.boundary->is_tried)
    return ", between " + versions(ground.boundary->package) + " (tried: with the former in " +
           matrix.environments[ground.boundary->bad].name + ", all else the same, it works)";
  return ", between " + versions(ground.boundary->package) +
         (others.empty() ? "" : " (or " + join(others, ", or ") + ": nothing tells which)");
}

std::span<const Rule* const> rules() { return kRules; }

const Rule* find_rule(std::string_view code) {
  const auto found = std::ranges::find(kRules, code, &Rule::code);
  return found == std::end(kRules) ? nullptr : *found;
}

std::vector<Diagnosis> diagnose(const Verdict& verdict, const Subject& subject, const Context& context, const Matrix& matrix) {
  std::vector<Diagnosis> out;
  for (const Ground& ground : verdict.grounds) {
    const Case one{ground, subject, context, matrix};
    for (const Rule* rule : kRules) {
      std::optional<Diagnosis> diagnosis = rule->match(one);
      if (!diagnosis)
        continue;
      diagnosis->code = rule->code;
      diagnosis->not_run = diagnosis->not_run || ground.use.has_value() || ground.kind == Ground::Kind::ignored ||
                           ground.kind == Ground::Kind::python;
      locate(*diagnosis, ground, *subject.snippet);
      date(*diagnosis, ground, matrix);
      add_instead(*diagnosis, one);
      const auto same = [&](const Diagnosis& other) {
        return other.code == diagnosis->code && other.line == diagnosis->line && other.title == diagnosis->title;
      };
      if (std::ranges::none_of(out, same))
        out.push_back(std::move(*diagnosis));
      break;
    }
  }
  return out;
}

std::string sentence_of(const Fault& fault) {
  // SQLAlchemy adds the statement, its parameters and an address to what the database said.
  const std::string said = fault.message.substr(0, std::min(fault.message.find("\n[SQL:"), fault.message.find("\n(Background")));
  return with_stop(said.empty() ? fault.type : fault.type + ": " + said);
}

std::string title_of(const Fault& fault) {
  if (fault.message.empty())
    return fault.type == "AssertionError" ? "an assertion does not hold" : fault.type;
  return fault.type + ": " + as_heading(fault.message);
}

std::string as_heading(std::string_view message) {
  constexpr std::size_t kMost = 90;
  const std::string_view first = message.substr(0, message.find('\n'));
  if (first.size() <= kMost)
    return std::string{first};
  const auto word = first.rfind(' ', kMost);
  return escape_invalid_utf8(first.substr(0, word == std::string_view::npos ? kMost : word)) + " ...";
}

}  // namespace snipcheck
