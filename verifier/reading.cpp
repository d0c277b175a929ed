#include "verifier/reading.hpp"

#include "snippets/extract.hpp"
#include "support/text.hpp"
#include "verifier/documents.hpp"
#include "verifier/sidecar.hpp"

#include <algorithm>
#include <set>

namespace snipcheck {
namespace {

/// Counts a document, or one more post of the document before it, in.
void count_in(DocumentInfo& info, const Document& document, const Extraction& found) {
  info.lines = std::max(info.lines, document.first_line - 1 + static_cast<int>(split_lines(document.text).size()));
  info.snippets += static_cast<int>(found.snippets.size());
  std::set<int> questions;
  for (const Snippet& snippet : found.snippets)
    if (snippet.question)
      questions.insert(snippet.question->line);
  info.questions += static_cast<int>(questions.size());
}

void add_note(DocumentInfo& info, const std::string& note) {
  if (std::ranges::find(info.notes, note) == info.notes.end())
    info.notes.push_back(note);
}

}  // namespace

Reading read_all(const std::vector<Selector>& selectors) {
  Reading reading;
  for_each_document(selectors, [&](const Document& document) {
    Extraction found = extract(document, sidecar_of(document.path));
    if (reading.documents.empty() || reading.documents.back().path != document.path)
      reading.documents.push_back({.path = document.path});
    DocumentInfo& info = reading.documents.back();
    count_in(info, document, found);
    for (Remark& remark : found.remarks)
      info.remarks.push_back({.code = std::move(remark.code), .message = std::move(remark.message), .line = remark.line});
    if (!document.was_utf8)
      add_note(info, "not UTF-8: read as UTF-16 or Windows-1252");
    for (const Remark& remark : found.remarks)
      add_note(info, remark.message);
    std::ranges::move(found.snippets, std::back_inserter(reading.snippets));
  });
  for (DocumentInfo& info : reading.documents)
    if (info.snippets == 0)
      info.notes.insert(info.notes.begin(), "no code");
  return reading;
}

std::vector<std::string> paths_of(const Reading& reading) {
  std::vector<std::string> paths;
  for (const DocumentInfo& info : reading.documents)
    paths.push_back(info.path);
  return paths;
}

}  // namespace snipcheck
