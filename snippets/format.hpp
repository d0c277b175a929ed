#pragma once
/// One document format. To add one: a file in formats/, a line in formats.def.
#include "snippets/snippet.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// A block of text that the format (or the search in plain text) takes for code.
struct CodeBlock {
  int first_line = 0;               ///< Document line of the first element of `lines`, 1-based.
  std::vector<std::string> lines;   ///< The code lines as they stand, without list, quote and fence prefixes.
  std::vector<int> document_lines;  ///< Parallel to `lines`.
  std::vector<int> columns;         ///< Parallel to `lines`: 1-based column (code points) in the document of its first character.
  std::string info;                 ///< Info string of a fence; "" elsewhere.
  std::vector<std::string> directives;  ///< Cell tags and options that the format took off: "skip-execution", "group=x".
  bool fenced = false;
  bool in_question = false;  ///< The document says that it belongs to a question, not to an answer.
};

/// A heading, numbered question or similar that starts a new answer.
struct Heading {
  int line = 0;
  int level = 0;     ///< 1 is the highest; numbered questions of plain text are level 6.
  std::string text;  ///< Without marks and number.
  std::optional<int> number;
};

/// Where a line of text begins in the document, from 1; columns are code points.
struct Place {
  int line = 0, column = 1;
};

/// A document taken apart. Where its text only encodes what a reader sees (the JSON of a notebook, a row of a dump), lines and
/// columns of blocks and headings are those of `text`.
struct Outline {
  std::vector<CodeBlock> blocks;  ///< In reading order.
  std::vector<Heading> headings;  ///< In reading order.
  std::string text;               ///< What a reader sees; "" where that is the document's own text.
  std::vector<Place> places;      ///< Parallel to the lines of `text`: where each begins in the document; else empty.
  std::vector<Remark> remarks;    ///< About the document: why it could not be read. Lines are the document's.
  bool one_session = false;       ///< All its code runs in one interpreter, whatever headings stand between: a notebook.
};

struct Format {
  std::string_view name;  ///< Its file's name in formats/.
  /// Whether this format reads a document of that file name with that beginning; the first of formats.def that says yes does.
  bool (*recognises)(std::string_view path, std::string_view text);
  Outline (*outline)(std::string_view text);
};

/// Every format, in the order of formats.def.
std::span<const Format* const> formats();

/// The format of that name, which is in formats.def.
const Format& format_named(std::string_view name);

/// The format that reads this document; plain text reads everything.
const Format& format_of(std::string_view path, std::string_view text);

}  // namespace snipcheck
