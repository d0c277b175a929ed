#include "snippets/repair/margin_numbers.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace snipcheck {
namespace {

/// Fewer numbers may be chance.
constexpr std::size_t kFewest = 3;

/// A number at the start of a line, and where it ends.
struct Lead {
  int number = 0;
  std::size_t end = 0;
};

std::optional<Lead> lead_of(std::string_view line) {
  const std::size_t begin = indent_of(line);
  Lead lead;
  const auto [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), lead.number);
  if (error != std::errc{} || line[begin] == '-')
    return std::nullopt;
  lead.end = static_cast<std::size_t>(end - line.data());
  return lead;
}

/// Bytes of ` 12: ` up to the separator's end. With `glued`, nothing need stand between number and code.
std::optional<std::size_t> end_of_number(std::string_view line, int expected, bool glued) {
  const auto lead = lead_of(line);
  if (!lead)
    return std::nullopt;
  if (glued) {  // `1x = 2`; of `12 = x` the digits that are expected
    const std::string digits = std::to_string(expected);
    const std::size_t begin = indent_of(line);
    const std::string_view code = line.substr(std::min(line.size(), begin + digits.size()));
    const bool begins = code.empty() || code[0] == ' ' || code[0] == '@' || code[0] == '#' || code[0] == '_' ||
                        std::isalpha(static_cast<unsigned char>(code[0])) != 0;
    return line.substr(begin).starts_with(digits) && begins ? std::optional{begin + digits.size()} : std::nullopt;
  }
  if (lead->number != expected)
    return std::nullopt;
  std::size_t end = lead->end;
  if (end == line.size())
    return end;
  const std::size_t mark = line.find_first_not_of(' ', end);
  if (mark != std::string_view::npos && std::string_view{"|:.)"}.find(line[mark]) != std::string_view::npos)
    end = mark + 1;
  else if (line.substr(mark == std::string_view::npos ? line.size() : mark).starts_with("\u2502"))
    end = mark + 3;
  else if (line[end] != ' ' && line[end] != '\t')
    return std::nullopt;
  return end < line.size() && line[end] != ' ' && line[end] != '\t' && line[end - 1] == '.' ? std::nullopt : std::optional{end};
}

/// Where each line's number ends; nothing where they do not count up. Blank lines may go without.
std::optional<std::vector<std::size_t>> numbers_of(const std::vector<std::string>& lines, bool glued) {
  const auto first = lead_of(lines.front());
  if (!first || (glued && first->number != 1))
    return std::nullopt;
  std::vector<std::size_t> ends;
  int expected = first->number;
  std::size_t numbered = 0;
  for (const std::string& line : lines) {
    if (trim(line).empty()) {
      ends.push_back(0);
      continue;
    }
    const auto end = end_of_number(line, expected, glued);
    if (!end)
      return std::nullopt;
    ends.push_back(*end);
    ++expected;
    ++numbered;
  }
  return numbered >= kFewest ? std::optional{ends} : std::nullopt;
}

bool has_code_after(const std::vector<std::string>& lines, const std::vector<std::size_t>& ends) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!trim(std::string_view{lines[i]}.substr(ends[i])).empty())
      return true;
  return false;
}

/// Cuts the numbers and what all lines have in white space behind them.
void cut_numbers(CodeText& text, const std::vector<std::size_t>& ends) {
  const std::size_t column = *std::ranges::max_element(ends);
  const auto padded = [&](std::size_t i) {
    const std::string_view line = text.lines[i];
    return trim(line.substr(ends[i], std::max(column, ends[i]) - ends[i])).empty();
  };
  bool in_columns = true;
  for (std::size_t i = 0; i < ends.size(); ++i)
    in_columns = in_columns && padded(i);
  for (std::size_t i = 0; i < ends.size(); ++i)
    text.cut(i, in_columns ? std::min(column, text.lines[i].size()) : ends[i]);
  text.cut_margin();
}

/// How many numbers stand in lines of their own above the code, one for each of its lines; 0 for none.
std::size_t numbers_above(const std::vector<std::string>& lines) {
  std::size_t count = 0;
  while (count < lines.size()) {
    const auto lead = lead_of(lines[count]);
    if (!lead || lead->number != static_cast<int>(count) + 1 || lead->end != trim_right(lines[count]).size())
      break;
    ++count;
  }
  return count >= kFewest && count < lines.size() && lines.size() - count <= count ? count : 0;
}

}  // namespace

void take_off_margin_numbers(CodeText& text) {
  if (text.lines.size() < kFewest || text.lines.front().empty())
    return;
  if (const std::size_t above = numbers_above(text.lines); above > 0) {
    text.repaired_at(0, "SC105", "line numbers stand above the code");
    std::vector<bool> gone(text.lines.size());
    std::fill_n(gone.begin(), above, true);
    text.drop(gone);
    return;
  }
  auto ends = numbers_of(text.lines, false);
  if (!ends)
    ends = numbers_of(text.lines, true);
  if (!ends || !has_code_after(text.lines, *ends))
    return;
  text.repaired_at(0, "SC105", "line numbers stand among the code");
  cut_numbers(text, *ends);
}

}  // namespace snipcheck
