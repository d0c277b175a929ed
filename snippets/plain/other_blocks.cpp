#include "snippets/plain/other_blocks.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_languages.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxStatement = 40;  // lines of one SQL statement or JSON text
constexpr std::size_t kMaxServer = 200;    // lines of an nginx configuration

std::string language_of_lines(Lines lines, std::size_t first, std::size_t end) {
  return other_language({lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(end)});
}

/// A line that begins with a tag or template mark and ends with one.
bool is_markup_line(std::string_view line) {
  line = trim(line);
  const bool tag = line.size() > 2 && line[0] == '<' && (line[1] == '/' || line[1] == '!' || (line[1] >= 'a' && line[1] <= 'z'));
  if (!tag && !line.starts_with("{%") && !line.starts_with("{{") && !line.starts_with("{#"))
    return false;
  return line.ends_with('>') || line.ends_with("%}") || line.ends_with("}}") || line.ends_with("#}");
}

/// Markup from its first line to its last; text between tags belongs to it, blank lines only where markup goes on after them.
std::size_t end_of_markup(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  if (!is_markup_line(lines[first]))
    return first;
  std::size_t end = first + 1;
  for (std::size_t i = end, since = 0; i < lines.size() && !taken[i] && since < 3; ++i, ++since) {
    const std::string_view text = trim(lines[i]);
    const bool indented = indent_of(lines[i]) > indent_of(lines[first]);
    if (is_markup_line(lines[i]) || (!text.empty() && indented)) {
      end = i + 1;
      since = 0;
    } else if (!text.empty() && (has_adjacent_words(text) || is_code(evidence_of(text)))) {
      break;
    }
  }
  const std::string language = language_of_lines(lines, first, end);
  return language == "html" || language == "jinja" ? end : first;
}

std::size_t end_of_dockerfile(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  if (!lines[first].starts_with("FROM "))
    return first;
  static const std::set<std::string_view> words{"FROM", "RUN",        "CMD", "COPY", "ADD",    "WORKDIR", "EXPOSE",
                                                "ENV",  "ENTRYPOINT", "ARG", "USER", "VOLUME", "LABEL"};
  std::size_t end = first;
  for (std::size_t i = first; i < lines.size() && !taken[i]; ++i) {
    const std::string_view text = trim(lines[i]);
    const bool continues = i > first && trim_right(lines[i - 1]).ends_with('\\');
    if (words.contains(text.substr(0, text.find(' '))) || continues)
      end = i + 1;
    else if (!text.empty() && !text.starts_with('#'))
      break;
  }
  return end > first + 1 && language_of_lines(lines, first, end) == "dockerfile" ? end : first;
}

std::size_t end_of_json(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  const std::string_view text = trim(lines[first]);
  if (!text.starts_with('{') && text != "[")
    return first;
  const std::size_t end = end_of_logical_line(lines, first);
  if (end == first || end - first > kMaxStatement ||
      std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(first), taken.begin() + static_cast<std::ptrdiff_t>(end),
                  std::identity{}))
    return first;
  const bool announced =
      first > 0 && trim(lines[first - 1].empty() && first > 1 ? lines[first - 2] : lines[first - 1]).ends_with(':');
  if (end == first + 1 && !announced)
    return first;
  return language_of_lines(lines, first, end) == "json" ? end : first;
}

std::size_t end_of_sql(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  static constexpr std::string_view openings[] = {"SELECT ",      "INSERT INTO ", "CREATE TABLE ", "UPDATE ",
                                                  "DELETE FROM ", "ALTER TABLE ", "DROP TABLE ",   "CREATE DATABASE "};
  if (std::ranges::none_of(openings, [&](std::string_view opening) { return trim(lines[first]).starts_with(opening); }))
    return first;
  for (std::size_t i = first; i < lines.size() && i < first + kMaxStatement && !taken[i] && !trim(lines[i]).empty(); ++i)
    if (trim(lines[i]).ends_with(';'))
      return language_of_lines(lines, first, i + 1) == "sql" ? i + 1 : first;
  return first;
}

/// `server {` or `upstream app {` up to its last brace, and the blocks that follow it after blank lines.
std::size_t end_of_nginx(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  static const std::set<std::string_view> contexts{"http", "server", "upstream", "location", "events", "stream", "map"};
  const auto opens_block = [&](std::size_t i) {
    const std::string_view text = trim(lines[i]);
    return text.ends_with('{') && contexts.contains(text.substr(0, text.find_first_of(" \t{")));
  };
  if (!opens_block(first))
    return first;
  std::size_t end = first;
  std::ptrdiff_t depth = 0;
  for (std::size_t i = first; i < lines.size() && i < first + kMaxServer && !taken[i]; ++i) {
    if (depth == 0 && !trim(lines[i]).empty() && !opens_block(i))
      break;
    const std::string shape = without_strings(lines[i]);
    depth += std::ranges::count(shape, '{') - std::ranges::count(shape, '}');
    if (depth == 0 && !trim(lines[i]).empty())
      end = i + 1;
  }
  return end > first && language_of_lines(lines, first, end) == "nginx" ? end : first;
}

}  // namespace

std::size_t end_of_other_block(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  for (const auto end_of : {end_of_markup, end_of_dockerfile, end_of_nginx, end_of_json, end_of_sql})
    if (const std::size_t end = end_of(lines, taken, first); end > first)
      return end;
  return first;
}

}  // namespace snipcheck
