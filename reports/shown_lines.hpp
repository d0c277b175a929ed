#pragma once
/// The lines of a document as a report shows them: with their numbers, what was assumed where it stood, carets below.
#include "reports/report.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

struct ShownLine {
  enum class Kind {
    prose,    ///< Of the document, around the snippet.
    code,     ///< Of the snippet.
    hit,      ///< Of the snippet, and a diagnosis points at it.
    assumed,  ///< Not in the document: added so that the snippet could run.
  };
  Kind kind = Kind::code;
  int number = 0;                       ///< In the document; of an assumed line, the line it stands before.
  int position = 0;                     ///< In the excerpt, as position_in() gives it.
  int column = 1;                       ///< Of the document, where the text begins.
  std::string_view text;                ///< Not escaped.
  std::string_view reason;              ///< On the first line of what was assumed; may be empty.
  std::vector<const Diagnosis*> marks;  ///< Those with a column on this line, from left to right.
};

/// All of the excerpt, with the assumptions in their places. The views point into `finding`.
std::vector<ShownLine> shown_lines(const Finding& finding);

/// The line at a position of the excerpt, which has one there: its number, column and text.
ShownLine shown_line_at(const Excerpt& excerpt, int position);

/// The bytes of a line that a diagnosis points at, begin and end; the end of the line where they lie beyond it.
std::pair<std::size_t, std::size_t> bytes_of(const ShownLine& line, const Diagnosis& mark);

/// Byte offset of a 1-based column in code points; the length of the line where it is shorter.
std::size_t byte_of_column(std::string_view line, int column);

}  // namespace snipcheck
