#pragma once
/// The lines of a document as a report shows them: with their numbers, what was assumed where it stood, carets below.
#include "reports/report.hpp"

#include <string_view>
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
  std::string_view text;                ///< Not escaped.
  std::string_view reason;              ///< On the first line of what was assumed; may be empty.
  std::vector<const Diagnosis*> marks;  ///< Those with a column on this line, from left to right.
};

/// All of the excerpt, with the assumptions in their places. The views point into `finding`.
std::vector<ShownLine> shown_lines(const Finding& finding);

/// Byte offset of a 1-based column in code points; the length of the line where it is shorter.
std::size_t byte_of_column(std::string_view line, int column);

}  // namespace snipcheck
