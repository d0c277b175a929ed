#pragma once
/// From what the user named to documents.
#include "snippets/snippet.hpp"
#include "verifier/config.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A path, or PATH:LINE (PATH:LINE:COLUMN too, as editors write it); a file whose own name ends that way wins. `-` is standard
/// input. Throws UsageError for line 0.
Selector selector_from(std::string_view argument);

/// Whether a folder stands for this file, going by its name alone.
bool is_document_name(const std::filesystem::path& path);

/// What could not be read, and why; the rest was.
struct Unread {
  std::string path;
  std::string reason;  ///< "more than the 64 MiB that a document may have"
};

/// Reads the files named and those of the folders named (a folder stands for what the README says it does; hidden files and
/// folders are passed over, and what .gitignore files of its git work tree name), each once, sorted by path within a folder, and
/// hands on their documents one at a time: no more than one is in memory, and a dump is one for each of its posts. `-` is the
/// document "<stdin>".
/// Throws UsageError before it reads anything for a path that is not there or is no regular file or folder.
[[nodiscard]] std::vector<Unread> for_each_document(const std::vector<Selector>& selectors, Ignoring ignoring,
                                                    const std::function<void(const Document&)>& use);

/// Throws UsageError when something could not be read.
void complain(const std::vector<Unread>& unread);

/// Which snippets the selectors point at: those on their lines, and all of a document that no selector has a line for.
class Selection {
 public:
  explicit Selection(const std::vector<Selector>& selectors);
  /// Shows it the next snippet. Those of a document may come in pieces.
  bool wants(const Snippet& snippet);
  /// Throws UsageError for a line on which no snippet stood, naming the nearest one.
  void finish() const;

 private:
  struct Line {
    std::string document;
    int number = 0;
    int distance = -1;       ///< To the nearest snippet; -1: the document has none.
    int start = 0, end = 0;  ///< Of that one.
  };
  std::vector<Line> lines_;
};

/// Parallel to the snippets: whether a selector points at it. Throws as Selection::finish does.
std::vector<bool> selection(const std::vector<Snippet>& snippets, const std::vector<Selector>& selectors);

}  // namespace snipcheck
