#pragma once
/// The words of a heading or question: its number, its marks, whether it asks.
#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// Without emphasis, backticks, links' addresses, tags, `{#anchors}` and the backslashes of `1\.`.
std::string without_marks(std::string_view text);

/// A question taken apart.
struct NumberedText {
  std::optional<int> number;
  std::string text;
  bool marked = false;  ///< `Q` or `Question` stands before the number.
};

/// Takes `12.`, `12)`, `(12)`, `#12`, `IV.`, `Q12:`, `[Q12]`, `Question 12 -`, `Question 12 of 20` or `Q.` off the front; what is
/// no letter or digit (an emoji) may stand before it and stays. Nothing when there is no number or mark.
std::optional<NumberedText> take_number(std::string_view text);

bool has_question_mark(std::string_view text);

/// Asks, or tells the reader to explain, write, build ...
bool asks(std::string_view text);

/// Asks about code that it shows: "What does this code print?"
bool asks_about_code(std::string_view text);

/// "Question" and no more: its words stand below.
bool is_bare_question(std::string_view text);

}  // namespace snipcheck
