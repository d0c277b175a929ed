#include "snippets/plain/logical_lines.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kMaxLogicalLine = 400;

/// Where a scan of Python text stands: inside which string, how deep in brackets.
class Scanner {
 public:
  /// Reads one physical line; `masked`, when given, receives it with strings blanked and the comment cut.
  void line(std::string_view text, std::string* masked = nullptr) {
    continued_ = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (!quote_.empty()) {
        if (c == '\\') {
          put(masked, "  ");
          ++i;
        } else if (text.substr(i).starts_with(quote_)) {
          put(masked, quote_);
          i += quote_.size() - 1;
          quote_.clear();
        } else {
          put(masked, " ");
        }
        continue;
      }
      if (c == '#')
        break;
      if (c == '"' || c == '\'') {
        const std::string triple(3, c);
        quote_ = text.substr(i).starts_with(triple) ? triple : std::string(1, c);
        i += quote_.size() - 1;
        put(masked, quote_);
        continue;
      }
      if (c == '(' || c == '[' || c == '{')
        ++depth_;
      if (c == ')' || c == ']' || c == '}')
        --depth_;
      continued_ = c == '\\' && i + 1 == text.size();
      put(masked, text.substr(i, 1));
    }
    if (quote_.size() == 1) {  // an ordinary string ends with its line, rightly or wrongly
      broken_ |= !text.ends_with('\\');
      if (broken_)
        quote_.clear();
    }
  }
  [[nodiscard]] bool open() const { return depth_ > 0 || !quote_.empty() || continued_; }
  [[nodiscard]] bool broken() const { return broken_ || depth_ < 0; }

 private:
  static void put(std::string* out, std::string_view text) {
    if (out != nullptr)
      *out += text;
  }
  std::string quote_;
  int depth_ = 0;
  bool continued_ = false;
  bool broken_ = false;
};

}  // namespace

std::string plain_quotes(std::string_view text) {
  std::string out{text};
  for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u201F"})
    out = replace_all(std::move(out), quote, "\"");
  for (const std::string_view quote : {"\u2018", "\u2019", "\u201A", "\u201B"})
    out = replace_all(std::move(out), quote, "'");
  return out;
}

std::string without_strings(std::string_view text) {
  std::string out;
  Scanner scanner;
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
  for (std::size_t i = 0; i < lines.size();) {
    const std::size_t end = std::max(end_of_logical_line(lines, i), i + 1);
    LogicalLine line{i, end, std::string{trim(joined(lines, i, end))}, indent_width(lines[i]), false};
    line.blank = line.text.empty() || line.text.starts_with('#');
    out.push_back(std::move(line));
    i = end;
  }
  return out;
}

}  // namespace snipcheck
