#include "verifier/check.hpp"

#include "support/digest.hpp"
#include "support/text.hpp"
#include "verifier/asked.hpp"
#include "verifier/confirm.hpp"
#include "verifier/context/settle.hpp"
#include "verifier/describe.hpp"
#include "verifier/expectation.hpp"
#include "verifier/judge.hpp"
#include "verifier/rule.hpp"
#include "verifier/spares.hpp"
#include "verifier/trials.hpp"
#include "verifier/widened.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace snipcheck {
namespace {

/// The finding that a verdict amounts to, with the outcomes of the environments that were selected.
Finding describe(const Verdict& verdict, const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  Finding finding{
      .language = subject.snippet->language, .status = verdict.status, .context = std::string{to_string(context.rung())}};
  finding.diagnoses = diagnose(verdict, subject, context, matrix);
  finding.reason = reason_of(verdict, finding.diagnoses, context, row);
  finding.assumed = assumptions_of(context, *subject.snippet);
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!is_spare(matrix, matrix.environments[i]))
      finding.outcomes.push_back(outcome_of(row[i], matrix.environments[i], verdict, subject, context, matrix));
  finding.start_line = subject.snippet->start_line;
  place(finding, *subject.snippet);
  return finding;
}

std::string digest_of(const std::vector<const Snippet*>& answer) {
  Digest digest;
  for (const Snippet* one : answer) {
    digest.add("code", one->code).add("language", one->language).add("file", one->file.value_or(""));
    digest.add("at", std::to_string(one->start_line - answer.front()->start_line)).add("skip", one->skip.value_or(""));
    for (const std::string& text : one->directives.texts)
      digest.add("directive", text);
  }
  return digest.hex();
}

Finding tell(Verdict verdict, const Subject& subject, const Context& context, const Row& row, const Row& rest,
             const Matrix& matrix) {
  settle_culprits(verdict, subject, context, rest, matrix);
  Finding finding = describe(verdict, subject, context, rest, matrix);
  if (finding.status == Status::ok && raises_as_said(row.back(), subject))
    finding.reason = "raises what its author says";
  return finding;
}

bool takes_chances(const Snippet& snippet) {
  static constexpr std::string_view kModules[] = {"random", "secrets", "uuid", "time", "datetime", "threading", "numpy"};
  return std::ranges::any_of(snippet.names.imports, [](const Import& one) { return is_any_of(one.module, kModules); });
}

/// Whether another run of the newest environment comes to another status: then the code fails by chance.
bool is_unstable(const Verdict& verdict, const Subject& subject, const Settled& made, const Matrix& matrix) {
  using Kind = Ground::Kind;
  const bool by_run = std::ranges::any_of(verdict.grounds, [](const Ground& one) {
    return one.kind == Kind::failure || one.kind == Kind::drift || one.kind == Kind::answer || one.kind == Kind::result;
  });
  if (!by_run || (verdict.status != Status::broken && verdict.status != Status::outdated) || made.row.back().stage == "compile")
    return false;
  const Start start = made.row.back().differs_warm ? Start::cold : Start::warm;
  for (int left = takes_chances(*subject.snippet) ? 5 : 1; left > 0; --left) {
    Row again = made.row;
    again.back() = run_one(subject, made.context, matrix, matrix.environments.size() - 1, start);
    const Row rest = without_expected(again, subject);
    const Status second = judge_expecting(subject, made.context, again, rest, matrix).status;
    if (second != verdict.status && second != Status::error)
      return true;
  }
  return false;
}

Finding check_where_asked(const Subject& subject, const Matrix& matrix) {
  Settled made = settle(subject, matrix);
  confirm(made.row, subject, made.context, matrix);
  made.rest = without_expected(made.row, subject);

  const Verdict verdict = judge_expecting(subject, made.context, made.row, made.rest, matrix);
  if (is_unstable(verdict, subject, made, matrix)) {
    Finding finding = tell({Status::unverified, {}}, subject, made.context, made.row, made.rest, matrix);
    finding.reason = "unstable: it fails in some runs and not in others";
    return finding;
  }
  if (const auto wide = widened(verdict, subject, made.context, matrix, made.row)) {
    const Row rest = without_expected(wide->row, subject);
    const Verdict second = judge_expecting(subject, made.context, wide->row, rest, wide->matrix);
    if (second.status == Status::outdated)
      return tell(second, subject, made.context, wide->row, rest, wide->matrix);
  }
  Finding finding = tell(verdict, subject, made.context, made.row, made.rest, matrix);
  if (finding.status == Status::broken && matrix.spares != nullptr)
    if (const auto unavailable = matrix.spares->unavailable(); !unavailable.empty())
      finding.reason += " (whether it ever ran in " + join(unavailable, ", ") + " could not be asked)";
  return finding;
}

/// Adds what is not there yet, in the order of the snippets' storage, which is that of reading.
void add(std::vector<const Snippet*>& answer, const std::vector<const Snippet*>& more) {
  answer.insert(answer.end(), more.begin(), more.end());
  std::ranges::sort(answer, std::less{});
  const auto repeated = std::ranges::unique(answer);
  answer.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::vector<Subject> subjects_of(const std::vector<Snippet>& snippets) {
  std::map<std::pair<std::string, int>, std::vector<const Snippet*>> answers;
  std::map<std::pair<std::string, std::string>, std::vector<const Snippet*>> groups;
  std::map<std::string, std::vector<const Snippet*>> setups;  // of whole documents
  for (const Snippet& snippet : snippets) {
    answers[{snippet.document, snippet.answer}].push_back(&snippet);
    if (!snippet.directives.group.empty())
      groups[{snippet.document, snippet.directives.group}].push_back(&snippet);
    if (snippet.directives.setup_of_all)
      setups[snippet.document].push_back(&snippet);
  }
  std::map<std::pair<std::string, int>, std::string> digests;
  for (const auto& [place, answer] : answers)
    digests[place] = digest_of(answer);
  std::vector<Subject> out;
  for (const Snippet& snippet : snippets) {
    if (!snippet.is_python() || snippet.skip)
      continue;
    const std::pair<std::string, int> place{snippet.document, snippet.answer};
    Subject subject{.snippet = &snippet, .answer_digest = digests.at(place), .answer = answers.at(place)};
    const std::size_t own = subject.answer.size();
    if (const auto group = groups.find({snippet.document, snippet.directives.group}); group != groups.end())
      add(subject.answer, group->second);
    if (const auto setup = setups.find(snippet.document); setup != setups.end())
      add(subject.answer, setup->second);
    if (subject.answer.size() != own)
      subject.answer_digest = digest_of(subject.answer);
    out.push_back(std::move(subject));
  }
  return out;
}

std::string subject_digest(const Subject& subject) {
  Digest digest;
  const Snippet& snippet = *subject.snippet;
  digest.add("code", snippet.code).add("prose", snippet.prose).add("language", snippet.language);
  digest.add("role", snippet.role ? to_string(*snippet.role) : "");
  digest.add("top-level await", snippet.top_level_await ? "allowed" : "");
  for (const int line : snippet.lines.lines())
    digest.add("line", std::to_string(line - snippet.start_line));
  for (const int columns : snippet.shift)
    digest.add("shift", std::to_string(columns - snippet.shift.front()));
  for (const Remark& remark : snippet.remarks)
    digest.add("remark", remark.code).add("says", remark.message).add("at", std::to_string(remark.line - snippet.start_line));
  for (std::size_t i = 0; i < snippet.around.lines.size(); ++i)
    if (snippet.around.numbers[i] < snippet.start_line)
      digest.add("above", snippet.around.lines[i]);
  for (const EchoedResult& one : snippet.echoed)
    digest.add("echoed", one.text).add("at", std::to_string(one.line));
  if (snippet.directives.error)
    digest.add("error", std::to_string(snippet.directives.error->line - snippet.start_line));
  digest.add("place in the answer", std::to_string(snippet.start_line - subject.answer.front()->start_line));
  return digest.add("answer", subject.answer_digest).hex();
}

Finding check(const Subject& subject, const Matrix& matrix) {
  const Asked asked = asked_of(subject.snippet->directives, matrix);
  if (asked.matrix.environments.empty())
    return not_asked(subject, asked, matrix);
  Finding finding = check_where_asked(subject, asked.matrix);
  add_left_out(finding, asked, matrix);
  return finding;
}

Finding skipped(const Snippet& snippet) {
  Finding finding{.status = Status::skipped, .reason = snippet.skip.value_or("not Python: " + snippet.language)};
  finding.start_line = snippet.start_line;
  place(finding, snippet);
  return finding;
}

void place(Finding& finding, const Snippet& snippet) {
  const int moved = snippet.start_line - finding.start_line;
  const auto move = [moved](int& line) { line += line > 0 ? moved : 0; };
  for (Assumption& one : finding.assumed)
    move(one.before);
  for (Diagnosis& one : finding.diagnoses)
    move(one.line);
  for (Outcome& outcome : finding.outcomes) {
    move(outcome.line);
    for (TraceFrame& frame : outcome.traceback) {
      if (!frame.library && frame.file == finding.document && !finding.document.empty()) {
        move(frame.line);
        frame.file = snippet.document;
      }
    }
  }
  finding.id = snippet.id;
  finding.document = snippet.document;
  finding.start_line = snippet.start_line;
  finding.end_line = snippet.end_line;
  finding.language = snippet.language;
  finding.role = snippet.role ? to_string(*snippet.role) : "";
  finding.file = snippet.file.value_or("");
  finding.fenced = snippet.fenced;
  finding.repaired = snippet.repaired;
  finding.directives = snippet.directives.texts;
  finding.question.reset();
  if (snippet.question)
    finding.question = QuestionInfo{snippet.question->number, snippet.question->title, snippet.question->line};
}

}  // namespace snipcheck
