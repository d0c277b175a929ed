#include "snippets/plain/logical_lines.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::size_t kMaxLogicalLine = 400;

/// Whether the quote at `i` stands there three times.
bool is_triple(std::string_view text, std::size_t i) {
  return i + 2 < text.size() && text[i + 1] == text[i] && text[i + 2] == text[i];
}

/// Where a scan of Python text stands: inside which string, how deep in brackets.
class Scanner {
 public:
  /// Reads one physical line; `masked`, when given, receives it with strings blanked and the comment cut.
  void line(std::string_view text, std::string* masked = nullptr) {
    continued_ = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quotes_ > 0) {
        if (c == '\\') {
          put(masked, 2, ' ');
          ++i;
        } else if (c == quote_ && (quotes_ == 1 || is_triple(text, i))) {
          put(masked, quotes_, c);
          i += quotes_ - 1;
          quotes_ = 0;
        } else {
          put(masked, 1, ' ');
        }
        continue;
      }
      if (c == '#')
        break;
      if (c == '"' || c == '\'') {
        quote_ = c;
        quotes_ = is_triple(text, i) ? 3 : 1;
        i += quotes_ - 1;
        put(masked, quotes_, c);
        continue;
      }
      if (c == '(' || c == '[' || c == '{')
        ++depth_;
      if (c == ')' || c == ']' || c == '}')
        --depth_;
      continued_ = c == '\\' && i + 1 == text.size();
      put(masked, 1, c);
    }
    if (quotes_ == 1) {  // an ordinary string ends with its line, rightly or wrongly
      broken_ |= !text.ends_with('\\');
      if (broken_)
        quotes_ = 0;
    }
  }
  [[nodiscard]] bool open() const { return depth_ > 0 || quotes_ > 0 || continued_; }
  [[nodiscard]] bool broken() const { return broken_ || depth_ < 0; }

 private:
  static void put(std::string* out, std::size_t count, char c) {
    if (out != nullptr)
      out->append(count, c);
  }
  char quote_ = '\0';       ///< Of the string we are in.
  std::size_t quotes_ = 0;  ///< How many of them close it; 0 in code.
  int depth_ = 0;
  bool continued_ = false;
  bool broken_ = false;
};

/// Bytes of the quote, plain or typographic, that `text` begins with and the plain one it stands for; {1, 0} for none.
std::pair<std::size_t, char> quote_at(std::string_view text) {
  if (text[0] == '"' || text[0] == '\'')
    return {1, text[0]};
  for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB"})
    if (text.starts_with(quote))
      return {quote.size(), '"'};
  for (const std::string_view quote : {"\u2018", "\u2019", "\u201A", "\u201B"})
    if (text.starts_with(quote))
      return {quote.size(), '\''};
  return {1, '\0'};
}

bool goes_on_as_word(std::string_view text) {
  return !text.empty() && (std::isalnum(static_cast<unsigned char>(text[0])) != 0 || text[0] == '_');
}

/// Bytes of the string between plain quotes that `text` begins with, in its line unless the quotes are triple; 0 when it does not
/// end or a word goes on right behind it, as in `f("a”, "b")`, where the author's program made one of two quotes typographic.
std::size_t plain_string(std::string_view text) {
  const std::string_view quote = text.substr(0, is_triple(text, 0) ? 3 : 1);
  for (std::size_t i = quote.size(); i < text.size(); ++i) {
    if (text[i] == '\n' && quote.size() == 1)
      return 0;
    if (text[i] == '\\')
      ++i;
    else if (text.substr(i).starts_with(quote))
      return goes_on_as_word(text.substr(i + quote.size())) ? 0 : i + quote.size();
  }
  return 0;
}

}  // namespace

std::string plain_quotes(std::string_view text) {
  if (is_ascii(text))
    return std::string{text};
  std::string out;
  char open = '\0';  // the quote that began a string, for a plain one only where no other plain one closes it
  for (std::size_t i = 0; i < text.size();) {
    if (open == '\0' && (text[i] == '"' || text[i] == '\'')) {
      if (const std::size_t length = plain_string(text.substr(i)); length > 0) {
        out += text.substr(i, length);
        i += length;
        continue;
      }
    }
    const auto [size, quote] = quote_at(text.substr(i));
    if (quote != '\0')
      open = open == '\0' ? quote : open == quote ? '\0' : open;
    else if (text[i] == '\n')
      open = '\0';
    if (quote != '\0')
      out += quote;
    else
      out += text.substr(i, size);
    i += size;
  }
  return out;
}

std::string without_strings(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  Scanner scanner;
  if (text.find('\n') == std::string_view::npos && text.find('\r') == std::string_view::npos) {
    scanner.line(text, &out);
    return out;
  }
  for (const std::string_view line : split_lines(text)) {
    if (!out.empty())
      out += '\n';
    scanner.line(line, &out);
  }
  return out;
}

std::size_t end_of_logical_line(std::span<const std::string_view> lines, std::size_t first) {
  Scanner scanner;
  const std::size_t limit = std::min(lines.size(), first + kMaxLogicalLine);
  for (std::size_t i = first; i < limit; ++i) {
    scanner.line(lines[i]);
    if (scanner.broken())
      return i == first ? first + 1 : first;
    if (!scanner.open())
      return i + 1;
  }
  return first;
}

std::string joined(std::span<const std::string_view> lines, std::size_t first, std::size_t end) {
  std::string out;
  for (std::size_t i = first; i < end; ++i) {
    if (i > first)
      out += '\n';
    out += lines[i];
  }
  return out;
}

std::size_t indent_width(std::string_view line) {
  std::size_t width = 0;
  for (const char c : line) {
    if (c == ' ')
      ++width;
    else if (c == '\t')
      width = (width / 8 + 1) * 8;
    else
      break;
  }
  return width;
}

std::vector<LogicalLine> logical_lines(std::span<const std::string_view> lines) {
  std::vector<LogicalLine> out;
  out.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size();) {
    const std::size_t end = std::max(end_of_logical_line(lines, i), i + 1);
    LogicalLine line{i, end, end == i + 1 ? std::string{trim(lines[i])} : std::string{trim(joined(lines, i, end))},
                     indent_width(lines[i]), false};
    line.blank = line.text.empty() || line.text.starts_with('#');
    out.push_back(std::move(line));
    i = end;
  }
  return out;
}

}  // namespace snipcheck
