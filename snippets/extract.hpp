#pragma once
/// The flow of this folder: a document in, its snippets out.
#include "snippets/snippet.hpp"

#include <vector>

namespace snipcheck {

/// Every block of code of the document, in reading order: Python and other languages, with question, role, file and id.
/// Never throws on content; one bad block never spoils another.
std::vector<Snippet> extract(const Document& document);

}  // namespace snipcheck
