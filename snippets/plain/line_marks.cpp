#include "snippets/plain/line_marks.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/other_languages.hpp"
#include "snippets/repair/margin_numbers.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace snipcheck {
namespace {

/// The number that a line begins with.
std::optional<int> number_of(std::string_view line) {
  const std::size_t begin = indent_of(line);
  int number = 0;
  const auto [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), number);
  return error == std::errc{} && line[begin] != '-' ? std::optional{number} : std::nullopt;
}

/// A quick "maybe": a quote, a number, a character of an odd space.
bool may_be_marked(std::string_view line) {
  const std::size_t at = indent_of(line);
  const char first = at < line.size() ? line[at] : ' ';
  return first == '>' || (first >= '0' && first <= '9') || !is_ascii(line);
}

/// Bytes of the marks `> ` before a line of a mail; 0 for none, and for a session's `>>>`.
std::size_t quote_size(std::string_view line) {
  std::string_view rest = line;
  for (std::string_view text = trim(rest); text.starts_with('>') && !text.starts_with(">>>"); text = trim(rest)) {
    rest.remove_prefix(indent_of(rest) + 1);
    if (rest.starts_with(' '))
      rest.remove_prefix(1);
  }
  return line.size() - rest.size();
}

/// Whether lines that carried numbers are a listing, not the items of a list: most of them are code, and some stand deeper than
/// others or are empty, as items never are.
bool is_listing(const std::vector<std::string>& lines) {
  int code = 0, prose = 0, telling = 0;
  bool shaped = false;
  std::size_t margin = std::string::npos;
  for (const std::string& line : lines) {
    const Evidence evidence = evidence_of(line);
    code += is_code(evidence) ? 1 : 0;
    prose += evidence == Evidence::prose ? 1 : 0;
    telling += evidence >= Evidence::fair ? 1 : 0;
    shaped |= evidence == Evidence::blank || (margin != std::string::npos && indent_of(line) != margin);
    if (margin == std::string::npos)
      margin = indent_of(line);
  }
  const std::string other = other_language(lines);
  return (shaped && telling > 0 && prose <= code) || (!other.empty() && other != "text");
}

/// The byte at which a column (1-based, code points) begins.
std::size_t byte_of(std::string_view line, int column) {
  std::size_t at = 0;
  for (; column > 1 && at < line.size(); --column)
    at += std::max<std::size_t>(1, utf8_length(line.substr(at)));
  return at;
}

}  // namespace

UnmarkedLines::UnmarkedLines(std::span<const std::string_view> lines) : document_(lines) {
  if (std::ranges::none_of(lines, may_be_marked))
    return;
  text_.assign(lines.begin(), lines.end());
  numbered_.resize(lines.size());
  plain_spaces();
  take_off_quotes();
  for (std::size_t first = 0; first < text_.size();) {
    const auto number = number_of(text_[first]);
    std::size_t end = first + 1;
    for (int expected = number.value_or(0) + 1; number && end < text_.size() && number_of(text_[end]) == expected; ++expected)
      ++end;
    if (number)
      take_off_numbers(first, end);
    first = end;
  }
}

/// A plain space for each odd one: columns stay what they are.
void UnmarkedLines::plain_spaces() {
  static constexpr std::string_view odd[] = {"\u00A0", "\u2002", "\u2003", "\u2007", "\u2009", "\u202F", "\u3000"};
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (is_ascii(text_[i]))
      continue;
    std::string line{text_[i]};
    for (const std::string_view space : odd)
      line = replace_all(std::move(line), space, " ");
    if (line.size() < text_[i].size())
      text_[i] = plain_.emplace(i, std::move(line)).first->second;
  }
}

void UnmarkedLines::take_off_quotes() {
  for (std::size_t first = 0; first < text_.size();) {
    std::size_t end = first;
    while (end < text_.size() && quote_size(text_[end]) > 0)
      ++end;
    if (end - first > 1)  // one line alone may be a prompt
      for (std::size_t i = first; i < end; ++i)
        text_[i].remove_prefix(quote_size(text_[i]));
    first = std::max(end, first + 1);
  }
}

void UnmarkedLines::take_off_numbers(std::size_t first, std::size_t end) {
  CodeText text;
  for (std::size_t i = first; i < end; ++i) {
    text.lines.emplace_back(text_[i]);
    text.document_lines.push_back(static_cast<int>(i) + 1);
    text.shift.push_back(0);
  }
  take_off_margin_numbers(text);
  if (text.remarks.empty() || text.lines.size() != end - first || !is_listing(text.lines))
    return;
  for (std::size_t i = first; i < end; ++i) {
    text_[i].remove_prefix(text_[i].size() - text.lines[i - first].size());
    numbered_[i] = true;
  }
}

void UnmarkedLines::restore(CodeBlock& block) const {
  if (text_.empty())
    return;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto line = static_cast<std::size_t>(block.document_lines[i]) - 1;
    const std::string_view whole = document_[line];
    if (numbered_[line]) {
      block.lines[i] = whole;
      block.columns[i] = 1;
      continue;
    }
    const auto plain = plain_.find(line);
    const std::string_view typed = plain == plain_.end() ? whole : std::string_view{plain->second};
    block.columns[i] += column_of(typed, typed.size() - text_[line].size()) - 1;
    if (plain != plain_.end())
      block.lines[i] = whole.substr(byte_of(whole, block.columns[i]));
  }
}

}  // namespace snipcheck
