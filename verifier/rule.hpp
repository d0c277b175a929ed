#pragma once
/// One diagnosis rule. To add one: a file in rules/, a line in rules.def, and tests/rules/<name>.md.
#include "reports/report.hpp"
#include "verifier/judge.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace snipcheck {

struct PythonChange;

/// What a rule looks at: one ground of a verdict, and where it comes from.
struct Case {
  const Ground& ground;
  const Subject& subject;
  const Context& context;
  const Matrix& matrix;

  /// The ground's fault when its kind is `kind`; nullptr otherwise.
  [[nodiscard]] const Fault* fault(Ground::Kind kind) const { return ground.kind == kind ? ground.fault : nullptr; }
  /// What no run reached and the newest index no longer has; nullptr where the ground is another.
  [[nodiscard]] const LibraryUse* unreached() const { return ground.kind == Ground::Kind::unreached ? &*ground.use : nullptr; }
  /// What the standard library lost before the oldest Python of the row; nullptr where the ground is another.
  [[nodiscard]] const PythonChange* python_change() const;
  /// The snippet's line that the fault stands on; "" when none is involved.
  [[nodiscard]] std::string_view line() const;
  /// "flask-limiter 1.3.1" and "3.5.0": the last good and the first bad pin of the boundary's package.
  [[nodiscard]] std::string good_version() const;
  [[nodiscard]] std::string bad_version() const;
  /// ", between Flask-Limiter 1.3.1 and 3.5.0"; "" without a boundary.
  [[nodiscard]] std::string between() const;
};

struct Rule {
  std::string_view code;   ///< "SC303"
  std::string_view name;   ///< Its file's name, with dashes.
  std::string_view title;  ///< A few words: "Signature changed".
  std::string_view text;   ///< One or two sentences for reports.
  std::string_view help;   ///< The manual page that `snipcheck explain` prints: what, why, example, what to write instead.
  /// Title and message of the diagnosis (and `instead`, where the rule knows it) when this rule explains the case. Place, code,
  /// `since` and evidence are filled in by the caller.
  std::optional<Diagnosis> (*match)(const Case&);
};

/// Every rule, in the order of rules.def, which is the order in which they are asked.
std::span<const Rule* const> rules();

/// nullptr when no rule has that code.
const Rule* find_rule(std::string_view code);

/// The diagnoses of a verdict: the first rule that matches explains each ground; equal ones once.
std::vector<Diagnosis> diagnose(const Verdict& verdict, const Subject& subject, const Context& context, const Matrix& matrix);

/// "TypeError: f() takes no arguments." and the same as a heading.
std::string sentence_of(const Fault& fault);
std::string title_of(const Fault& fault);
/// The first line of a message; of a long one at most 90 bytes, cut between words.
std::string as_heading(std::string_view message);

}  // namespace snipcheck
