#pragma once
/// What the tests of snippets/ share.
#include "snippets/extract.hpp"
#include "support/text.hpp"

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

/// The snippets of a document of that name with that text.
inline std::vector<Snippet> snippets_of(std::string path, std::string text) {
  return extract({.path = std::move(path), .text = std::move(text)}).snippets;
}

/// "3-5 python" for each snippet.
inline std::vector<std::string> places(const std::vector<Snippet>& snippets) {
  std::vector<std::string> out;
  for (const Snippet& snippet : snippets)
    out.push_back(std::to_string(snippet.start_line) + "-" + std::to_string(snippet.end_line) + " " + snippet.language);
  return out;
}

}  // namespace snipcheck::testing
