#pragma once
/// From what the user named to documents.
#include "snippets/snippet.hpp"
#include "verifier/config.hpp"

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A path, or PATH:LINE (PATH:LINE:COLUMN too, as editors write it); a file whose own name ends that way wins. `-` is standard
/// input. Throws UsageError for line 0.
Selector selector_from(std::string_view argument);

/// Whether a folder stands for this file, going by its name alone.
bool is_document_name(const std::filesystem::path& path);

/// Reads the files named and those of the folders named (design.md section 7 says which a folder stands for; hidden files and
/// folders are passed over), each once, sorted by path within a folder, and hands them on one at a time: no more than one is in
/// memory. `-` is the document "<stdin>".
/// Throws UsageError for a path that is not there, is no regular file or folder, or is longer than 64 MiB.
void for_each_document(const std::vector<Selector>& selectors, const std::function<void(const Document&)>& use);

/// Parallel to the snippets: whether a selector's line points at it; so for all when no selector of its document has a line.
/// Throws UsageError for a line with no snippet on it, naming the nearest one.
std::vector<bool> selection(const std::vector<Snippet>& snippets, const std::vector<Selector>& selectors);

/// Only the selected ones.
std::vector<Snippet> select(std::vector<Snippet> snippets, const std::vector<Selector>& selectors);

}  // namespace snipcheck
