#pragma once
/// The least surroundings in which a fragment can run, each piece with its reason.
#include "sandboxes/job.hpp"
#include "verifier/check.hpp"
#include "verifier/context/earlier.hpp"

#include <set>
#include <string>
#include <vector>

namespace snipcheck {

/// One piece of customary surroundings: what it reads as, and whether a reader would have to guess it.
struct Supply {
  std::string code;    ///< Executed before the snippet, and shown.
  std::string reason;  ///< "no app in this answer".
  /// Not "": more than custom: the answer leaves a hole here, and this says which ("`LoginManager` is never imported").
  std::string hole;
  std::string distribution;  ///< That the reader has to have for it; "" for Flask and the standard library.
  bool shown = true;         ///< Helpers behind stand-ins are not shown.
  bool late = false;         ///< Runs after the earlier snippets.
};

/// Everything around one snippet in one try.
struct Context {
  enum class Rung { standalone, continued, scaffolded };
  bool program = false;                 ///< Makes its own app and imports from flask: it is held to its imports.
  std::vector<const Snippet*> earlier;  ///< Of the same answer, in reading order.
  std::vector<Supply> supplies;
  std::vector<FreeName> unknown;        ///< Names that nothing supplies; stand-ins were put there to run on.
  std::vector<FreeName> unimported;     ///< A program's own missing imports.
  std::set<std::string> distributions;  ///< What the code and its surroundings import.
  /// What the answer has its readers install, since it says so (extras too: "flask[async]") or imports it anywhere.
  std::set<std::string> installs;
  std::vector<std::string> shown;  ///< Files laid out from the answer: templates/NAME and modules.
  std::map<std::string, std::string> files;
  std::string file;  ///< The snippet's own, where it is one of several of a project ("blog/routes.py"); "" for none.
  Job::Push push = Job::Push::none;
  std::set<std::string> tried;  ///< Remedies, each tried once.

  /// Whether the code or its surroundings, those that were made up included, take something from that distribution.
  [[nodiscard]] bool stands_on(std::string_view distribution) const;
  [[nodiscard]] Rung rung() const;
  /// What a reader would have to add, in words; not empty means that the best status is `incomplete`.
  [[nodiscard]] std::vector<std::string> holes() const;
};

std::string_view to_string(Context::Rung rung);  ///< "standalone" ...

/// The first context to try, from names and index alone.
Context plan_context(const Subject& subject, const Matrix& matrix, Steps steps = Steps::called_for);

/// The job of a context in one environment of the matrix.
Job job_of(const Subject& subject, const Context& context, const Matrix& matrix, std::size_t environment);

/// Distributions that code importing these modules stands on, by any index of the matrix.
std::set<std::string> distributions_of(const Names& names, const Matrix& matrix);

}  // namespace snipcheck
