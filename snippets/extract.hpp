#pragma once
/// The flow of this folder: a document in, its snippets out.
#include "snippets/attach_directives.hpp"
#include "snippets/snippet.hpp"

#include <span>

namespace snipcheck {

/// Every block of code of the document, in reading order: Python and other languages, with question, role, file, directives
/// and id. `sidecar` is what a file beside the document asks for its snippets.
/// Never throws on content; one bad block never spoils another.
Extraction extract(const Document& document, std::span<const SidecarEntry> sidecar = {});

}  // namespace snipcheck
