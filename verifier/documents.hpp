#pragma once
/// From what the user named to documents.
#include "snippets/snippet.hpp"
#include "verifier/config.hpp"

#include <vector>

namespace snipcheck {

/// Reads the files named and those of the folders named (design.md section 7 says which a folder stands for; hidden files and
/// folders are passed over), each once, sorted by path within a folder.
/// Throws UsageError for a path that is not there, or is no regular file or folder.
std::vector<Document> read_documents(const std::vector<Selector>& selectors);

/// The snippets that the selectors' lines point at; all when no selector of their document has a line.
/// Throws UsageError for a line with no snippet on it, naming the nearest one.
std::vector<Snippet> select(std::vector<Snippet> snippets, const std::vector<Selector>& selectors);

}  // namespace snipcheck
