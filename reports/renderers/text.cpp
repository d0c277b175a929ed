#include "reports/renderer.hpp"
#include "reports/renderers/text/frame.hpp"
#include "reports/renderers/text/summary.hpp"
#include "reports/wording.hpp"

#include <ostream>

namespace snipcheck::renderer {
namespace {

/// Failures with their lines, warnings on one line each; passing and skipped snippets are only counted unless asked for.
void render(const Report& report, const Look& look, std::ostream& out) {
  const terminal::Paint paint{look.colour};
  bool compact_before = false;
  for (const Finding* finding : failures_first(report)) {
    const bool fails = weight(finding->status) == "fail" || finding->status == Status::error;
    const bool warns = weight(finding->status) == "warn";
    if (fails || (warns && look.verbose))
      out << terminal::full(*finding, look);
    else if (warns || look.verbose)
      out << terminal::headline(*finding, paint);
    compact_before = compact_before || (!fails && ((warns && !look.verbose) || (!warns && look.verbose)));
  }
  if (compact_before)
    out << '\n';
  out << terminal::summary(report, look);
}

}  // namespace

/// For people at a terminal, in a log or in a pipe.
extern constinit const Renderer text{.name = "text", .extension = ".txt", .render = render};

}  // namespace snipcheck::renderer
