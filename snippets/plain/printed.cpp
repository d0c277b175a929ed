#include "snippets/plain/printed.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/second_look.hpp"
#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxTrace = 2000;  // lines; endless recursion prints a thousand frames
constexpr std::size_t kMaxShown = 200;   // lines of output below its label

bool is_frame(std::string_view line) {
  line = trim(line);
  return line.starts_with("File \"") && line.find("\", line ") != std::string_view::npos;
}

/// `ValueError: no`, `jinja2.exceptions.TemplateNotFound: x`: what a traceback ends with.
bool ends_trace(std::string_view line) {
  const std::string_view name = trim(line).substr(0, trim(line).find(':'));
  return !name.empty() && name.find_first_of(" ('\"=[") == std::string_view::npos;
}

/// The line of source under a frame and the marks under that.
std::size_t end_of_frame(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  std::size_t i = first + 1;
  if (i < lines.size() && !taken[i] && !trim(lines[i]).empty() && !is_frame(lines[i]))
    ++i;
  if (i < lines.size() && !taken[i] && !trim(lines[i]).empty() &&
      trim(lines[i]).find_first_not_of("^~ ") == std::string_view::npos)
    ++i;
  return i;
}

/// `Output:`, `Result :`, `It prints:`: the last word says that what follows was not typed.
bool announces_output(std::string_view line) {
  line = trim(line);
  constexpr std::size_t kLongest = 60;
  if (!line.ends_with(':') || line.size() > kLongest)
    return false;
  line = trim(line.substr(0, line.size() - 1));
  const auto space = line.find_last_of(" \t*");
  const std::string word = lower(space == std::string_view::npos ? line : line.substr(space + 1));
  static constexpr std::string_view words[] = {"output", "outputs", "result", "results", "prints", "printed", "console"};
  return is_any_of(word, words);
}

/// Whether a line binds, defines or decides: then it was typed.
bool was_typed(std::string_view line) {
  line = trim(line);
  return opens(line) || line.starts_with("from ") || line.starts_with("import ") || line.find(" = ") != std::string_view::npos ||
         line.starts_with("return ");
}

}  // namespace

std::size_t end_of_trace(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  if (is_frame(lines[first]))
    return end_of_frame(lines, taken, first);
  const std::string_view head = trim(lines[first]);
  if (!head.starts_with("Traceback (most recent call last)") && !head.starts_with("Traceback (innermost last)"))
    return first;
  const std::size_t margin = indent_of(lines[first]);
  std::size_t i = first + 1;
  while (i < lines.size() && i < first + kMaxTrace && !taken[i]) {
    if (is_frame(lines[i])) {
      i = end_of_frame(lines, taken, i);
      continue;
    }
    if (trim(lines[i]).empty() || indent_of(lines[i]) <= margin)
      return i + (ends_trace(lines[i]) ? 1 : 0);
    ++i;
  }
  return i;
}

void hide_output(Lines lines, std::vector<Item>& items) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    if (items[i].evidence != Evidence::prose || !announces_output(lines[items[i].first]))
      continue;
    std::size_t begin = i + 1;
    while (begin < items.size() && items[begin].evidence == Evidence::blank)
      ++begin;
    std::size_t end = begin;
    bool typed = false;
    for (; end < items.size() && end < begin + kMaxShown && items[end].evidence != Evidence::blank &&
           items[end].evidence != Evidence::prompt;
         ++end)
      typed |= was_typed(lines[items[end].first]);
    for (std::size_t below = begin; below < end && !typed; ++below)
      if (items[below].evidence >= Evidence::bare)
        items[below].evidence = Evidence::prose;
  }
}

}  // namespace snipcheck
