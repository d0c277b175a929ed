#pragma once
/// One finding as a compiler shows it: headline, lines of the document with a caret, what is known about it.
#include "reports/renderer.hpp"
#include "reports/renderers/text/paint.hpp"
#include "reports/report.hpp"

#include <string>

namespace snipcheck::terminal {

/// "answers/limits.md:42:19: outdated[SC303] Limiter() no longer takes the app first", ending with a newline.
std::string headline(const Finding& finding, const Paint& paint);

/// The headline, then the frame and the notes below it, ending with an empty line. Verbose: the whole excerpt, and more notes.
std::string full(const Finding& finding, const Look& look);

}  // namespace snipcheck::terminal
