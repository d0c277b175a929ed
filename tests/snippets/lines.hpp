#pragma once
/// What the tests of snippets/ share.
#include "snippets/documents_in.hpp"
#include "snippets/extract.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck::testing {

/// The lines of a text, as blocks hold them.
inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(text))
    lines.emplace_back(line);
  return lines;
}

/// What a file of that name with that text holds, all posts of a dump together.
inline Extraction extraction_of(const std::string& path, const std::string& text) {
  Extraction all;
  for_each_document_in(path, text, [&](const Document& document) {
    Extraction found = extract(document);
    std::ranges::move(found.snippets, std::back_inserter(all.snippets));
    std::ranges::move(found.remarks, std::back_inserter(all.remarks));
  });
  return all;
}
inline std::vector<Snippet> snippets_of(const std::string& path, const std::string& text) {
  return extraction_of(path, text).snippets;
}

/// "3-5 python" for each snippet.
inline std::vector<std::string> places(const std::vector<Snippet>& snippets) {
  std::vector<std::string> out;
  for (const Snippet& snippet : snippets)
    out.push_back(std::to_string(snippet.start_line) + "-" + std::to_string(snippet.end_line) + " " + snippet.language);
  return out;
}

}  // namespace snipcheck::testing
