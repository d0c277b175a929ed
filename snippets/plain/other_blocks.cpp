#include "snippets/plain/other_blocks.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "snippets/plain/other_languages.hpp"
#include "snippets/plain/shell.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace snipcheck {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMaxStatement = 40;  // lines of one SQL statement or JSON text
constexpr std::size_t kMaxServer = 200;    // lines of a configuration

std::string language_of_lines(Lines lines, std::size_t first, std::size_t end) {
  return other_language({lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(end)});
}

/// A line that begins with a tag or template mark and ends with one.
bool is_markup_line(std::string_view line) {
  line = trim(line);
  const bool tag = opens_with_html_tag(line);
  const bool value = line.starts_with("{{") && line.size() > 2 && line[2] == ' ';  // `{{Note|x}}` is a wiki's
  if (!tag && !value && !line.starts_with("{%") && !line.starts_with("{#"))
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
  static constexpr std::string_view openings[] = {"SELECT ",       "INSERT INTO ", "CREATE TABLE ", "UPDATE ",
                                                  "DELETE FROM ",  "ALTER TABLE ", "DROP TABLE ",   "CREATE DATABASE ",
                                                  "CREATE INDEX ", "CREATE USER ", "CREATE ROLE ",  "CREATE VIEW ",
                                                  "ALTER USER ",   "GRANT ",       "REVOKE "};
  const auto opens_statement = [&](std::size_t i) {
    const std::string_view text = trim(lines[i]);
    return std::ranges::any_of(openings, [&](std::string_view opening) { return text.starts_with(opening); });
  };
  std::size_t end = first;  // of the statements so far
  std::size_t begin = first;
  for (std::size_t i = first; i < lines.size() && i < begin + kMaxStatement && !taken[i] && !trim(lines[i]).empty(); ++i) {
    if (i == begin && !opens_statement(i))
      break;
    if (trim(lines[i]).ends_with(';'))
      end = begin = i + 1;
  }
  return end > first && language_of_lines(lines, first, end) == "sql" ? end : first;
}

/// `web: gunicorn app:app`: the name of a process and the command that it runs.
std::size_t end_of_processes(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  std::size_t end = first;
  while (end < lines.size() && !taken[end] && names_process(trim(lines[end])) &&
         language_of_lines(lines, end, end + 1) == "procfile" && is_shell_line(lines[end].substr(lines[end].find(':') + 1)))
    ++end;
  return end;
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

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_key(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// `[section]`
bool is_section(std::string_view line) {
  line = trim(line);
  return line.size() > 2 && line.front() == '[' && line.back() == ']' && !is_citation(line) &&
         std::ranges::all_of(line.substr(1, line.size() - 2), [](char c) { return is_key(c) || c == ':'; });
}

/// `key=value` or `key = value`; with `capitals` only `KEY=value`.
bool is_setting(std::string_view line, bool capitals) {
  line = trim(line);
  const auto equals = line.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return false;
  const std::string_view name = trim(line.substr(0, equals));
  if (capitals)
    return name.size() == equals && equals + 1 < line.size() && line[equals + 1] != ' ' && line[equals + 1] != '=' &&
           is_capital(name[0]) &&
           std::ranges::all_of(name, [](char c) { return is_capital(c) || c == '_' || (c >= '0' && c <= '9'); });
  return std::ranges::all_of(name, is_key);
}

/// Sections with their settings, or at least two lines of an .env file.
std::size_t end_of_ini(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  const bool sections = is_section(lines[first]);
  if (!sections && !is_setting(lines[first], true))
    return first;
  std::size_t end = first, settings = 0;
  for (std::size_t i = first; i < lines.size() && i < first + kMaxServer && !taken[i]; ++i) {
    const std::string_view text = trim(lines[i]);
    const bool setting = is_setting(text, !sections);
    if (setting || (sections && is_section(text)))
      end = i + 1;
    else if (text.empty() ? !sections : text[0] != '#' && text[0] != ';')
      break;
    if (text.empty() && (i + 1 == lines.size() || !is_section(lines[i + 1])))
      break;
    settings += setting ? 1 : 0;
  }
  const std::string language = settings < (sections ? 1 : 2) ? "" : language_of_lines(lines, first, end);
  return language == "ini" || language == "toml" ? end : first;
}

/// `key:` with deeper entries below it, perhaps after entries of one line: prose has no such thing.
std::size_t end_of_yaml(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  const auto entry = [&](std::size_t i) {
    std::string_view text = trim(lines[i]);
    if (text.starts_with("- "))
      return true;
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && (colon + 1 == text.size() || text[colon + 1] == ' ') &&
           std::ranges::all_of(text.substr(0, colon), is_key);
  };
  if (trim(lines[first]).starts_with("- ") || !entry(first))
    return first;
  const std::size_t margin = indent_of(lines[first]);
  std::size_t end = first, nested = 0;
  for (std::size_t i = first; i < lines.size() && i < first + kMaxServer && !taken[i]; ++i) {
    const std::string_view text = trim(lines[i]);
    const std::size_t indent = indent_of(lines[i]);
    if (text.empty() ? i + 1 == lines.size() || !entry(i + 1) || indent_of(lines[i + 1]) < margin : text[0] == '#')
      continue;
    if (text.empty() || indent < margin || !entry(i) || (indent == margin && text.starts_with("- ") && end == first))
      break;
    nested += end > first && trim_right(lines[end - 1]).ends_with(':') &&
              (indent > indent_of(lines[end - 1]) || text.starts_with("- "));
    end = i + 1;
  }
  return nested > 0 && end > first + 1 && language_of_lines(lines, first, end) == "yaml" ? end : first;
}

/// A request or answer as it goes over the wire: its first line, its headers and, after a blank line, its JSON.
std::size_t end_of_http(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  const std::string_view text = trim(lines[first]);
  static constexpr std::string_view methods[] = {"GET ", "POST ", "PUT ", "DELETE ", "PATCH ", "HEAD ", "OPTIONS "};
  const bool answer = text.starts_with("HTTP/") && text.find(' ') < 9;
  const bool request = text.find(" HTTP/") != std::string_view::npos && text.find(" HTTP/") + 9 == text.size() &&
                       std::ranges::any_of(methods, [&](std::string_view method) { return text.starts_with(method); });
  if (!answer && !request)
    return first;
  std::size_t end = first + 1;
  for (; end < lines.size() && !taken[end]; ++end) {
    const auto colon = trim(lines[end]).find(": ");
    if (colon == std::string_view::npos || !std::ranges::all_of(trim(lines[end]).substr(0, colon), is_key))
      break;
  }
  if (end + 1 >= lines.size() || taken[end] || !trim(lines[end]).empty() || !trim(lines[end + 1]).starts_with('{'))
    return end;
  const std::size_t body = end_of_logical_line(lines, end + 1);
  const bool json = body > end + 1 && body - end < kMaxStatement && language_of_lines(lines, end + 1, body) == "json";
  return json && std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(end), taken.begin() + static_cast<std::ptrdiff_t>(body),
                              std::identity{})
             ? body
             : end;
}

}  // namespace

/// How only a script of a browser or of Node begins a statement.
bool opens_script(std::string_view line) {
  line = trim(line);
  const std::string_view word = line.substr(0, line.find_first_of(" (.["));
  static constexpr std::string_view declares[] = {"const", "let", "var"};
  static constexpr std::string_view objects[] = {"document", "window", "console", "navigator", "localStorage", "axios", "$"};
  if (is_any_of(word, declares))
    return line.find('=') != std::string_view::npos && line.find(" = ") != std::string_view::npos;
  if (word == "function" || (word == "async" && line.starts_with("async function ")))
    return line.ends_with('{') || line.ends_with('}');
  const bool ends = line.ends_with(';') || line.ends_with("=> {") || line.ends_with("({");
  return ends && (is_any_of(word, objects) || line.starts_with("fetch("));
}

/// Whether a line looks like one of a script among others: ended by a semicolon, a bracket or a comma.
bool goes_on_script(std::string_view line) {
  line = trim(line);
  return line.starts_with("//") || line.starts_with('}') || line.starts_with('.') ||
         (!line.empty() && std::string_view{";{}(,"}.find(line.back()) != std::string_view::npos && !has_adjacent_words(line)) ||
         opens_script(line) || line.ends_with(';');
}

/// JavaScript from its first statement on; blank lines only where it goes on after them.
std::size_t end_of_script(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  if (!opens_script(lines[first]))
    return first;
  std::size_t end = first + 1;
  int depth = 0;  // of braces
  for (std::size_t i = first; i < lines.size() && !taken[i] && i - first < kMaxServer; ++i) {
    const std::string_view text = trim(lines[i]);
    if (text.empty())
      continue;
    if (i > first && depth <= 0 && !goes_on_script(text))
      break;
    if (i > end && depth <= 0 && !text.ends_with(';') && !opens_script(text))
      break;  // below a blank line
    const std::string shape = without_strings(text);
    depth += static_cast<int>(std::ranges::count(shape, '{') - std::ranges::count(shape, '}'));
    end = i + 1;
  }
  return language_of_lines(lines, first, end) == "javascript" ? end : first;
}

std::size_t end_of_other_block(Lines lines, const std::vector<bool>& taken, std::size_t first) {
  for (const auto end_of : {end_of_markup, end_of_dockerfile, end_of_nginx, end_of_json, end_of_sql, end_of_processes, end_of_ini,
                            end_of_yaml, end_of_http, end_of_script})
    if (const std::size_t end = end_of(lines, taken, first); end > first)
      return end;
  return first;
}

}  // namespace snipcheck
