#pragma once
/// Marks that tools for documentation read and pages hide: highlights, callouts, emphasis, the columns of a diff.
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// `// highlight-next-line` and `// [!code focus]` go, with the lines that `[!code --]` strikes; callouts `<1>` and `①` behind a
/// line go where they keep it from being Python. Comments of Python (`# (1)!`, `# highlight-start`) harm nobody and stay: SC105.
void take_off_page_marks(CodeText& text);

/// `**` around emphasised code and `~~` around struck code, where they keep the lines from being Python: SC105.
void take_off_emphasis(CodeText& text);

/// The first column of a diff, where the lines are Python only without it: added lines stay, dropped ones go. SC105.
void apply_diff_marks(CodeText& text);

}  // namespace snipcheck
