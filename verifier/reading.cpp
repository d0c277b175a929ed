#include "verifier/reading.hpp"

#include "snippets/extract.hpp"
#include "support/text.hpp"
#include "verifier/documents.hpp"
#include "verifier/sidecar.hpp"

#include <algorithm>
#include <set>

namespace snipcheck {
namespace {

constexpr std::size_t kMostRemarks = 50;  // of one file; the others are counted

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

/// What has a code can be looked up, and stands beside the findings; the rest is a note.
void tell(DocumentInfo& info, Remark remark) {
  if (remark.code.empty())
    add_note(info, "line " + std::to_string(remark.line) + ": " + remark.message);
  else
    info.remarks.push_back({.code = std::move(remark.code), .message = std::move(remark.message), .line = remark.line});
}

/// The answers of one post after those of another: each has its own number in the file.
void number_answers(std::vector<Snippet>& snippets, int& first_free) {
  int last = -1;
  for (Snippet& snippet : snippets) {
    last = std::max(last, snippet.answer);
    snippet.answer += first_free;
  }
  first_free += last + 1;
}

}  // namespace

Reading read_all(const std::vector<Selector>& selectors, Ignoring ignoring) {
  Reading reading;
  int answers = 0;       // of the open file
  std::size_t told = 0;  // remarks of it
  const auto end_file = [&] {
    if (told > kMostRemarks)
      add_note(reading.documents.back(), counted(told - kMostRemarks, "more remark") + " like these");
    answers = 0;
    told = 0;
  };
  const auto unread = for_each_document(selectors, ignoring, [&](const Document& document) {
    Extraction found = extract(document, sidecar_of(document));
    if (reading.documents.empty() || reading.documents.back().path != document.path) {
      end_file();
      reading.documents.push_back({.path = document.path});
    }
    DocumentInfo& info = reading.documents.back();
    count_in(info, document, found);
    if (!document.was_utf8)
      add_note(info, "not UTF-8: read as UTF-16 or Windows-1252");
    for (Remark& remark : found.remarks)
      if (++told <= kMostRemarks)
        tell(info, std::move(remark));
    number_answers(found.snippets, answers);
    std::ranges::move(found.snippets, std::back_inserter(reading.snippets));
  });
  end_file();
  for (DocumentInfo& info : reading.documents)
    if (info.snippets == 0)
      info.notes.insert(info.notes.begin(), "no code");
  for (const Unread& one : unread)
    reading.documents.push_back({.path = one.path, .trouble = one.reason});
  return reading;
}

std::vector<std::string> paths_of(const Reading& reading) {
  std::vector<std::string> paths;
  for (const DocumentInfo& info : reading.documents)
    paths.push_back(info.path);
  return paths;
}

}  // namespace snipcheck
