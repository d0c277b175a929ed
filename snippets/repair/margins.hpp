#pragma once
/// The white space around a block of code.
#include "snippets/format.hpp"
#include "snippets/repair/code_text.hpp"

namespace snipcheck {

/// Takes blank lines off both ends of a block, and off all its lines the white space that they begin with; odd spaces there
/// become plain ones. Whether there were any of those. The block must hold a line that is not blank.
bool plain_margins(CodeBlock& block);

/// The lines of a block as it shows them.
CodeText text_of(const CodeBlock& block);

}  // namespace snipcheck
