#pragma once
/// The flow of this folder: a document in, its snippets out.
#include "snippets/snippet.hpp"

namespace snipcheck {

/// Every block of code of the document, in reading order: Python and other languages, with question, role, file and id.
/// Never throws on content; one bad block never spoils another.
Extraction extract(const Document& document);

}  // namespace snipcheck
