#pragma once
/// Everything a renderer may know about a run; plain values that mirror the JSON of a report.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

enum class Status { ok, deprecated, outdated, too_new, broken, incomplete, unverified, skipped, error };
inline constexpr Status kStatuses[] = {Status::ok,         Status::deprecated, Status::outdated, Status::too_new, Status::broken,
                                       Status::incomplete, Status::unverified, Status::skipped,  Status::error};
std::string_view to_string(Status status);  ///< "too-new"
std::optional<Status> status_from(std::string_view text);

enum class OutcomeKind {
  pass,
  warn,
  fail,
  timeout,
  oom,
  output_limit,
  crashed,
  stopped_early,
  missing,
  unavailable,
  sandbox_error,
  not_asked  ///< A directive leaves this environment out.
};
std::string_view to_string(OutcomeKind kind);  ///< "stopped-early"
std::optional<OutcomeKind> outcome_from(std::string_view text);

struct TraceFrame {
  std::string file;  ///< Document path for the snippet's own frames, else below site-packages.
  int line = 0;      ///< Of the document for own frames.
  std::string function;
  std::string code;
  bool library = false;
};

/// What one environment did with one snippet.
struct Outcome {
  std::string environment;
  OutcomeKind kind = OutcomeKind::unavailable;
  std::string stage;
  std::string error_type;
  std::string message;
  int line = 0;  ///< Of the document; 0: none.
  int milliseconds = 0;
  std::string out, err;
  bool truncated = false;
  bool differs_warm = false;          ///< A warm interpreter had another result; this one comes from a cold one.
  std::vector<TraceFrame> traceback;  ///< Outermost first.
};

struct Since {
  std::string package;  ///< Normalised name, or "python".
  std::string version;  ///< The first failing pin.
};

/// A coded reason with its evidence.
struct Diagnosis {
  std::string code;                          ///< "SC303"
  std::string title;                         ///< "Limiter() no longer takes the app first": one line.
  std::string message;                       ///< Sentences.
  int line = 0, column = 0, end_column = 0;  ///< Of the document; 0: unknown. end_column is exclusive.
  std::string label;                         ///< At most 40 characters, beside the caret.
  std::optional<Since> since;
  std::optional<std::string> works_until;  ///< Last working pin of the same package.
  std::optional<std::string> instead;      ///< Code to write instead.
  bool not_run = false;                    ///< The evidence is the index, not a run.
};

/// Code that was added so that the snippet could run.
struct Assumption {
  std::string code;
  std::string reason;
  int before = 0;  ///< Document line in front of which it stands.
};

struct QuestionInfo {
  std::optional<int> number;
  std::string title;
  int line = 0;
};

/// Lines of the document around a snippet.
struct Excerpt {
  int start = 0;
  std::vector<std::string> lines;
  /// Parallel to `lines`, where the document only encodes them (a notebook, a post of a dump): which of its lines each stands on,
  /// several on one perhaps, and in which of its columns each begins. Empty elsewhere: they count from `start`.
  std::vector<int> numbers, columns;
};
/// The index of a line of the document among those shown; negative before them, their number or more behind them. `column` tells
/// lines apart that stand on one line of the document; 0: the first of them.
int position_in(const Excerpt& excerpt, int line, int column = 0);
/// The number of the line at that index.
int line_at(const Excerpt& excerpt, int position);

/// Snippet, status, diagnoses: what a report shows.
struct Finding {
  std::string id, document;
  int start_line = 0, end_line = 0;
  std::string language;
  std::string role;  ///< "": null.
  Status status = Status::error;
  std::string reason;   ///< One sentence.
  std::string context;  ///< "standalone", "continued", "scaffolded"; "": null.
  std::vector<Assumption> assumed;
  std::vector<Outcome> outcomes;  ///< In the order of the environments.
  std::vector<Diagnosis> diagnoses;
  std::optional<QuestionInfo> question;
  std::string file;                     ///< "": null.
  std::vector<std::string> directives;  ///< What its author asks for it: "for flask<2.3", "group=x".
  bool fenced = false, repaired = false;
  Excerpt excerpt;
};

struct EnvironmentInfo {
  std::string name, flask, python, lock;
  std::string status;  ///< "ready", "unavailable", "failed".
  std::string reason;
  std::map<std::string, std::string> packages;
};

/// Something about a document that belongs to none of its snippets. It warns and does not block.
struct DocumentRemark {
  std::string code;  ///< "SC902"
  std::string message;
  int line = 0;  ///< 0: none.
};

struct DocumentInfo {
  std::string path;
  int lines = 0, questions = 0, snippets = 0;
  std::vector<std::string> notes;       ///< "no code", "not UTF-8: ..."
  std::vector<DocumentRemark> remarks;  ///< In order of their lines.
  std::string trouble;                  ///< Why it was not read, or not to its end; "" when it was.
};

struct RuleInfo {
  std::string title, text;
};

struct Gate {
  int exit = 0;
  std::string reason;
  int blocking = 0;
  std::string fail_on = "any";
};

struct Report {
  std::string version;  ///< Of snipcheck.
  std::string isolation;
  std::vector<EnvironmentInfo> environments;
  std::vector<DocumentInfo> documents;
  std::vector<Finding> findings;          ///< By document and line.
  std::map<std::string, RuleInfo> rules;  ///< Those that the diagnoses name.
  Gate gate;
  std::string command;  ///< How to run it again.
};

/// Number of findings of that status.
int count(const Report& report, Status status);
/// Number of remarks on documents.
std::size_t count_remarks(const Report& report);
/// Whether a finding of this status blocks (fail), warns, passes or neither: "fail", "warn", "pass", "-".
std::string_view weight(Status status);

}  // namespace snipcheck
