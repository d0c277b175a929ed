#include "snippets/plain/second_look.hpp"

#include "snippets/plain/code_lines.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/questions.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxBody = 200;  // logical lines below a head
constexpr int kMaxFailures = 16;       // bodies that do not parse

bool is_doubted(Evidence evidence) { return evidence == Evidence::prose || evidence == Evidence::shell; }

std::string text_of(Lines lines, const Item& item) { return joined(lines, item.first, item.end); }

/// Python with a mistake in it: no words side by side, but brackets or `=` after a name.
bool looks_broken(std::string_view line) {
  if (is_citation(line) || numbered_question(line))
    return false;
  const std::string shape = without_strings(plain_quotes(line));
  const auto mark = shape.find_first_of("([=");
  return mark != std::string::npos && mark > 0 && (shape[mark] == '=' || shape[mark - 1] != ' ') && !has_adjacent_words(shape) &&
         std::ranges::none_of(shape, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// `....` or an ellipsis: a line that says that others are left out.
bool is_gap(std::string_view line) {
  constexpr std::size_t kLongest = 8;  // more dots draw a line
  line = trim(line);
  return line == "\u2026" || (line.size() > 2 && line.size() <= kLongest && line.find_first_not_of('.') == line.npos);
}

/// One past the last item that stands deeper than `head`; `head` itself when that is too far away to look.
std::size_t end_of_body(const std::vector<bool>& taken, const std::vector<Item>& items, std::size_t head) {
  std::size_t end = head + 1;
  for (std::size_t i = end; i < items.size() && !taken[items[i].first]; ++i) {
    if (i - head > kMaxBody)
      return head;
    if (items[i].evidence == Evidence::blank)
      continue;
    if (items[i].indent <= items[head].indent)
      break;
    end = i + 1;
  }
  return end;
}

bool parses(Lines lines, std::size_t first, std::size_t end) {
  std::string text;
  for (const std::string& line : block_of(lines, first, end).lines)
    text += plain_quotes(line) + "\n";
  return !has_adjacent_words(without_strings(text)) && !PythonTree{text}.has_error();
}

/// False when the lines of the body are doubtful and stay so.
bool believe_body(Lines lines, const std::vector<bool>& taken, std::vector<Item>& items, std::size_t head) {
  const std::size_t end = end_of_body(taken, items, head);
  const auto doubted = [&](std::size_t i) { return is_doubted(items[i].evidence); };
  bool any = false;
  for (std::size_t i = head + 1; i < end; ++i)
    any |= doubted(i);
  if (!any)
    return true;
  if (!parses(lines, items[head].first, items[end - 1].end))
    return false;
  for (std::size_t i = head + 1; i < end; ++i)
    if (doubted(i))
      items[i].evidence = text_of(lines, items[i]).find('=') != std::string::npos ? Evidence::weak : Evidence::bare;
  return true;
}

}  // namespace

bool opens(std::string_view logical_line) {
  return trim(logical_line).starts_with('@') || trim_right(without_strings(logical_line)).ends_with(':');
}

void look_again(Lines lines, const std::vector<bool>& taken, std::vector<Item>& items) {
  for (std::size_t i = 1; i + 1 < items.size(); ++i)
    if (items[i].evidence == Evidence::prose && is_code(items[i - 1].evidence) && is_code(items[i + 1].evidence) &&
        !taken[items[i].first] && looks_broken(lines[items[i].first]))
      items[i].evidence = Evidence::weak;
  for (std::size_t i = 1; i < items.size(); ++i)
    if (!is_code(items[i].evidence) && is_code(items[i - 1].evidence) && !taken[items[i].first] && is_gap(lines[items[i].first]))
      items[i].evidence = Evidence::weak;
  int failures = 0;  // since the last line at the margin: hostile nesting ends the search
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].indent == 0 && items[i].evidence != Evidence::blank)
      failures = 0;
    if (failures < kMaxFailures && is_code(items[i].evidence) && opens(text_of(lines, items[i])))
      failures += believe_body(lines, taken, items, i) ? 0 : 1;
  }
}

}  // namespace snipcheck
