#pragma once
/// The outline of a document that only encodes what a reader sees, put together from its pieces.
#include "snippets/encoded_text.hpp"
#include "snippets/format.hpp"

#include <span>
#include <string>
#include <string_view>

namespace snipcheck {

/// Which side of a post a piece stands on.
enum class Part { question, answer };

class EncodedOutline {
 public:
  /// Keeps a view of `document`, whose bytes the pieces come from.
  explicit EncodedOutline(std::string_view document) : positions_(document) {}

  /// Adds code, with what a fence would say about it.
  void add_code(const EncodedText& code, std::string info, Part part = Part::answer);
  /// Adds text of that format.
  void add_text(const EncodedText& text, const Format& format, Part part = Part::answer);
  /// Adds a line that is a heading.
  void add_heading(const EncodedText& text, int level);
  /// Notes what is wrong at a byte of the document.
  void add_remark(std::size_t offset, std::string what);
  /// All code is of one session.
  void make_one_session() { outline_.one_session = true; }
  /// What was added, in that order. Call it once.
  Outline finish() { return std::move(outline_); }

 private:
  int add_lines(const EncodedText& text);
  void place_columns(CodeBlock& block, const EncodedText& text, std::span<const std::string_view> lines) const;

  Positions positions_;
  Outline outline_;
};

/// The format of a text that nobody named: HTML where it has its tags, Markdown where it has fences, else plain text.
const Format& format_by_content(std::string_view text);

}  // namespace snipcheck
