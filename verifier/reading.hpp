#pragma once
/// What the documents hold, once they are read: their text is gone.
#include "reports/report.hpp"
#include "snippets/snippet.hpp"
#include "verifier/config.hpp"
#include "verifier/documents.hpp"

#include <vector>

namespace snipcheck {

struct Reading {
  std::vector<DocumentInfo> documents;  ///< In the order in which they were read; the posts of a dump are one.
  std::vector<Snippet> snippets;        ///< By document and line.
};

/// Reads and takes apart one document after the other; what could not be read has that as its trouble. Throws as
/// for_each_document does.
Reading read_all(const std::vector<Selector>& selectors, Ignoring ignoring);

/// The paths, in order.
std::vector<std::string> paths_of(const Reading& reading);

}  // namespace snipcheck
