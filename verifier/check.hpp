#pragma once
/// One snippet to its finding: plan a context, run the row of environments, judge, diagnose.
#include "reports/report.hpp"
#include "sandboxes/environment.hpp"
#include "sandboxes/index.hpp"
#include "sandboxes/sandbox.hpp"
#include "snippets/snippet.hpp"
#include "verifier/helper_modules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

class Confirmations;
class Spares;
class Trials;

/// A snippet, with the snippets of its answer that its context may come from (in reading order, itself among them).
struct Subject {
  const Snippet* snippet = nullptr;
  std::string answer_digest;  ///< SHA-256 over code, language, file and directives of the snippets here, and how they stand.
  /// In reading order. Directives may bring some of other answers of the document: its setup, and the others of a group.
  std::vector<const Snippet*> answer;
};

/// The Python of a document to be checked, each with its answer.
std::vector<Subject> subjects_of(const std::vector<Snippet>& snippets);

/// SHA-256 over all of a document that its finding depends on: code, line map, context, prose. Not where it stands.
std::string subject_digest(const Subject& subject);

/// What the checking of one snippet shares with all others.
struct Matrix {
  std::vector<Environment> environments;  ///< Oldest first; all ready.
  std::vector<Index> indexes;             ///< Parallel to them.
  /// Parallel to the environments, or empty: the same with packages added that authors require.
  std::vector<std::optional<Environment>> overlays = {};
  std::vector<Index> overlay_indexes = {};
  std::vector<std::string> must_pass;  ///< Names; empty: the newest.
  HelperModules modules;               ///< Of the user's own, that examples may import.
  Limits limits;
  Sandbox* sandbox = nullptr;
  bool cold = false;                       ///< Every run in an interpreter of its own.
  Spares* spares = nullptr;                ///< Older eras that were not selected; nullptr: none.
  Confirmations* confirmations = nullptr;  ///< What was repeated in cold interpreters; nullptr: nothing is.
  Trials* trials = nullptr;                ///< What settles culprits; nullptr: nothing does.
};

/// The finding of one Python snippet; several threads may call it at once. Its excerpt is left empty.
Finding check(const Subject& subject, const Matrix& matrix);

/// The finding of a block that is not run, with the reason.
Finding skipped(const Snippet& snippet);

/// Fills in what a finding says of its place: id, document, lines (moved with the snippet), question, file.
void place(Finding& finding, const Snippet& snippet);

}  // namespace snipcheck
