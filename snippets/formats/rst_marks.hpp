#pragma once
/// What a line of reStructuredText is by its first characters. `text` is always the line from its first character that is no
/// white space or list mark.
#include <cstddef>
#include <optional>
#include <string_view>

namespace snipcheck {

/// `.. name:: argument`
struct RstDirective {
  std::string_view name;
  std::string_view argument;  ///< The rest of the line.
};

/// `.. ` or `..` alone.
bool is_explicit(std::string_view text);

/// A directive in a line that is_explicit. For blocks of code one colon or no space is enough: what else could be meant?
std::optional<RstDirective> rst_directive(std::string_view text);

/// Whether that directive's content is code, and then the label it gives by itself.
struct CodeDirective {
  std::string_view name;
  std::string_view label;  ///< "" where the argument is the label.
};
std::optional<CodeDirective> code_directive(std::string_view name);

/// Whether the content of that directive is neither code nor text: output, other languages, data.
bool is_opaque(std::string_view name);

/// Whether the line of that directive is the beginning of its text.
bool begins_with_text(std::string_view name);

/// `:linenos:` and the like, of a directive for code.
bool is_code_option(std::string_view text);

/// Bytes of a bullet or enumerator with the blanks behind it; 0 when there is none.
std::size_t list_mark(std::string_view text);

/// Bytes of `:name:` with the blanks behind it; 0 when there is none.
std::size_t field_mark(std::string_view text);

/// A line of one punctuation mark, twice or more: under a title, or between paragraphs.
bool is_rule(std::string_view line);

/// `+-----+---+`, the edge of a table.
bool is_grid_edge(std::string_view text);

/// `=====  ===`, the edge of a table of two columns or more.
bool is_simple_edge(std::string_view text);

}  // namespace snipcheck
