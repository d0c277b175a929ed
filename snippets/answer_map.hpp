#pragma once
/// Which answer a line of a document belongs to, where its question ends, and what is said around it.
#include "snippets/questions.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

/// The answers of one document. Lines are 1-based.
class AnswerMap {
 public:
  /// `taken` is parallel to `lines`: belongs to a block of code. `title` is that of the whole document's question, where it
  /// stands elsewhere; "" for none. Keeps views of `lines` and `taken`.
  AnswerMap(std::span<const std::string_view> lines, const std::vector<bool>& taken, const std::vector<Heading>& headings,
            std::string_view title);

  /// How many there are; the first is what stands before every heading.
  [[nodiscard]] std::size_t size() const { return answers_.size(); }
  /// The answer that a line belongs to.
  [[nodiscard]] std::size_t at(int line) const;
  [[nodiscard]] const std::optional<Question>& question(std::size_t answer) const { return answers_[answer].question; }
  /// Whether a block that begins on that line stands in the question: above `Answer:`, in the quotation that an answer begins
  /// with, or as the code that the question asks about.
  [[nodiscard]] bool in_question(std::size_t answer, int line) const;
  /// The text of an answer around the lines `first` to `last`, without its code, fences and blank
  /// lines; at most 4 KiB.
  [[nodiscard]] std::string prose(std::size_t answer, int first, int last) const;

 private:
  [[nodiscard]] std::pair<int, int> lines_of(std::size_t answer) const;
  [[nodiscard]] bool taken(int line) const { return taken_[static_cast<std::size_t>(line) - 1]; }
  [[nodiscard]] std::string_view text(int line) const { return lines_[static_cast<std::size_t>(line) - 1]; }
  /// The line that ends the question part of an answer; 0 when all of it is answer.
  [[nodiscard]] int end_of_question(std::size_t answer) const;
  [[nodiscard]] int end_of_quotation(int begin, int end) const;
  [[nodiscard]] int end_of_shown_code(int begin, int end) const;
  void name(Answer& answer, int end) const;

  std::span<const std::string_view> lines_;
  const std::vector<bool>& taken_;
  std::vector<Answer> answers_;
  std::vector<int> ends_;  ///< Parallel to answers_: end_of_question().
};

}  // namespace snipcheck
