#pragma once
/// The row of results of one snippet to its status, with the grounds for it.
#include "snippets/library_uses.hpp"
#include "verifier/row.hpp"

#include <optional>
#include <string>
#include <vector>

namespace snipcheck {

/// Between which neighbours of the row something changed, and through which package.
struct Boundary {
  std::size_t good = 0, bad = 0;  ///< Indexes into the matrix; good < bad unless a newer version is needed.
  std::string package;            ///< Normalised, or "python".
  /// What changed in the same step and may be it as well, where neither a traceback nor an index tells.
  std::vector<std::string> others = {};
  bool is_tried = false;  ///< With this package alone as it was in `good`, `bad` works.
};

/// One reason for a status; the rules turn grounds into diagnoses.
struct Ground {
  enum class Kind {
    drift,        ///< `fault` of the newest environment, which an older one did not have.
    python,       ///< `fault` in every environment, for want of what only older Pythons than theirs had.
    failure,      ///< `fault` in every environment.
    unimported,   ///< A program never imports `name`.
    unknown,      ///< Nothing supplies `name`.
    hole,         ///< `text`: what else a reader would have to add.
    missing,      ///< `fault`: a file, template or module of the author's own.
    service,      ///< `fault`: a server.
    refused,      ///< `fault`: something that the isolation of this machine does not allow.
    package,      ///< `fault`: a package that is not installed.
    deprecation,  ///< `caution`.
    newer,        ///< `fault` of an older environment: it needs a newer version.
    stopped,      ///< The newest environment ended by a limit, a crash or early.
    remark,       ///< `remark` of extraction.
    rebound,      ///< `use`: a call whose arguments now go to other parameters.
    ignored,      ///< `use` or `text`: an attribute or a configuration key (of that name) that is no longer read.
    answer,       ///< `text`: a request that is refused or answered otherwise now.
    result,       ///< `text`: the page shows another result.
    unreached,    ///< `use`: what the newest environment no longer has, on a line that did not run.
    fading,       ///< `use`, `text`: what the newest environment marks as deprecated, on a line that did not run; its message.
    unraised,     ///< `text`: an error that the author says and that did not come.
  };
  Kind kind;
  const Fault* fault = nullptr;
  const Caution* caution = nullptr;
  const RunResult* result = nullptr;
  const FreeName* name = nullptr;
  const Remark* remark = nullptr;
  std::string text;
  int line = 0;  ///< Of the document, where the ground knows it by itself.
  std::optional<LibraryUse> use = {};
  std::optional<Boundary> boundary = {};
};

struct Verdict {
  Status status = Status::error;
  std::vector<Ground> grounds;  ///< Point into row, context and subject, which have to outlive it.
};

/// Decides in this order: drift first, then missing imports of programs, what does not compile, what nobody supplies,
/// the snippet's own failures, services, deprecations.
Verdict judge(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix);

}  // namespace snipcheck
