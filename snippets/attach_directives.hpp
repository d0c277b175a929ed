#pragma once
/// Which snippet each directive of a document is for.
#include "snippets/directive_lines.hpp"
#include "snippets/directives.hpp"
#include "snippets/places.hpp"
#include "snippets/snippet.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace snipcheck {

/// What a file beside the document asks for some of its snippets.
struct SidecarEntry {
  std::string place;                    ///< "answers.md.snipcheck.toml:3", for messages.
  std::optional<std::string> id, text;  ///< Which snippets: all that are given have to fit. `text` stands in the code.
  std::optional<int> line, question;    ///< A line of the document on which the snippet stands; a question's number.
  std::vector<DirectiveWord> words;
};

/// Hands directives out to the snippets of one document, and remembers those that fit nowhere.
class DirectiveDesk {
 public:
  /// Keeps references to both.
  DirectiveDesk(std::vector<Snippet>& snippets, const Places& places) : snippets_(snippets), places_(places) {}

  /// While the lines of the snippets are still those of the text. `own` is parallel to the snippets.
  void hand_out(const std::vector<PlacedWord>& between, const std::vector<std::vector<PlacedWord>>& own);
  /// Once snippets have ids and lines of the document.
  void hand_out(std::span<const SidecarEntry> entries);
  /// Adds to each snippet that is run what was wrong with its directives; returns what belongs to none.
  std::vector<Remark> close();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void range(const PlacedWord& placed);
  void end_range(int line, std::size_t end);
  void apply(const DirectiveWord& word, std::size_t index, int line);
  void remark(const char* code, std::string message, int line, std::size_t snippet = kNone);
  void unused(const DirectiveWord& word, const std::string& why, int line, std::size_t snippet = kNone);
  [[nodiscard]] std::size_t first_from(int line) const;

  std::vector<Snippet>& snippets_;
  const Places& places_;
  std::vector<std::pair<std::size_t, Remark>> remarks_;
  std::vector<std::pair<std::size_t, int>> continued_;  ///< Snippets that were told to go on, with the directive's line.
  std::optional<PlacedWord> open_;                      ///< A range that waits for its end.
};

}  // namespace snipcheck
