#pragma once
/// Which answer a line of a document belongs to: headings, numbered questions, and where question ends and answer begins.
#include "snippets/format.hpp"
#include "snippets/question_text.hpp"
#include "snippets/snippet.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace snipcheck {

/// Level of a heading that is no Markdown heading: `10. How do you connect ...?`
inline constexpr int kNumberedLevel = 6;

/// A heading's text (marks of emphasis and `#` taken away, number taken apart) of a line at that level.
Heading heading_from(std::string_view text, int line, int level);

/// `# ...` to `###### ...` as a heading.
std::optional<Heading> marked_heading(std::string_view line, int number);

/// A line such as `12. What is ...?`, `Q3: ...` or `**4) Explain ...**`, with its number and text; line and level are for the
/// caller.
std::optional<Heading> numbered_question(std::string_view line);

/// Whether `2. Errors` in a paragraph of its own is a heading; where headings have marks it is an item of a list.
enum class Titles { marked, bare };

/// Numbered questions, `Question:` lines and questions in bold type among the lines that are not taken, and numbered titles where
/// they are bare.
std::vector<Heading> question_lines(std::span<const std::string_view> lines, const std::vector<bool>& taken,
                                    Titles titles = Titles::marked);

/// A part of the document that answers one question.
struct Answer {
  int line = 0;  ///< Of its heading; 0 for what stands before the first one.
  std::optional<Question> question;
};

/// The answers of a document from its headings (in order of their lines). The first one has no question.
std::vector<Answer> answers_of(const std::vector<Heading>& all);

/// `Answer:`, `A.`, `### Solution`: from here on the question is over.
bool opens_answer(std::string_view line);

}  // namespace snipcheck
