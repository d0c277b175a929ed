#pragma once
/// The words that all renderers for people share, so that a terminal and a page never tell the same thing differently.
#include "reports/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The diagnosis that names a finding: its first; nullptr without one.
const Diagnosis* lead(const Finding& finding);

/// What is the matter, on one line: the title of the lead, else the reason, else its first line of code, else the
/// status. Not escaped.
std::string_view title(const Finding& finding);

/// The first line of its code, without indentation; "" without an excerpt. Not escaped.
std::string_view first_code_line(const Finding& finding);

/// The document line that a finding points at; its first line of code where nothing more exact is known.
int line_of(const Finding& finding);

/// "answers/limits.md:42". Not escaped.
std::string place(const Finding& finding);

/// What one run did, in a word or two: "ok", "TypeError", "timed out", "not run".
std::string outcome_word(const Outcome& outcome);

/// Did its work, warnings included.
bool passed(const Outcome& outcome);

/// Was run, or was to be run, and did not simply pass: what a list of environments names.
bool is_worth_naming(const Outcome& outcome);

/// "answers/limits.md:42", without the line where the remark has none. Not escaped.
std::string place(const DocumentInfo& document, const DocumentRemark& remark);

/// The outcome that a reader wants to see first: of the newest environment where it went wrong, else nullptr.
const Outcome* telling_outcome(const Finding& finding);

/// "since", or "needs" for what is too new: the word before a package and its release.
std::string_view since_word(Status status);

/// "since flask-limiter 3.5.0 (worked until 2.8.1)"; "" where the diagnosis names no release.
std::string since_words(Status status, const Diagnosis& diagnosis);

/// "60 ok, 4 outdated, 1 broken": one part a status that occurs, `except` left out.
std::string totals_words(const Report& report, Status except = Status::skipped);

/// How many findings carry this weight ("fail", "warn", "pass").
int count_weight(const Report& report, std::string_view wanted);

/// What the gate says, its verdict first: "fail: 4 outdated and 3 broken snippets block". Not escaped.
std::string gate_words(const Gate& gate);

/// A skipped block in another language than Python, and its counterpart: a Python snippet skipped by a directive.
bool is_other_language(const Finding& finding);

/// A diagnosis that snippets which work carry all the same, such as lost indentation: told once, with their
/// number. Not what is wrong with directives: that is among the remarks on documents.
struct Noticed {
  const Diagnosis* example = nullptr;
  std::vector<const Finding*> findings;
};
/// By code.
std::vector<Noticed> noticed_in_working(const Report& report);

/// Environments that gave no result.
std::vector<const EnvironmentInfo*> not_ready(const Report& report);

/// Findings that fail by document and line, then those that warn, then the rest; snipcheck's own errors come first.
std::vector<const Finding*> failures_first(const Report& report);

}  // namespace snipcheck
