#include "snippets/plain/other_languages.hpp"

#include "snippets/plain/line_kind.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <gumbo.h>

namespace snipcheck {
namespace {

using Lines = std::vector<std::string_view>;  // trimmed, none blank

template <typename Holds>
bool any(const Lines& lines, const Holds& holds) {
  return std::ranges::any_of(lines, holds);
}
template <typename Holds>
bool all(const Lines& lines, const Holds& holds) {
  return std::ranges::all_of(lines, holds);
}
bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' || (c >= '0' && c <= '9');
}

std::string_view word_of(std::string_view line) {
  const auto end = std::ranges::find_if(line, [](char c) { return c == ' ' || c == '\t' || c == '('; });
  return line.substr(0, static_cast<std::size_t>(end - line.begin()));
}

bool opens_tag(std::string_view line) {
  return line.size() > 2 && line[0] == '<' && (line[1] == '/' || line[1] == '!' || (is_name(line[1]) && line[1] != '-'));
}

bool is_markup(const Lines& lines) {
  if (!opens_tag(lines[0]) || !any(lines, [](std::string_view line) { return line.ends_with('>'); }))
    return false;
  return opens_with_html_tag(lines[0]) || any(lines, [](std::string_view line) { return has(line, "</") || has(line, "/>"); });
}

/// Template marks that stand outside of Python's strings.
bool is_jinja(const Lines& lines) {
  const bool marks = any(lines, [](std::string_view line) {
    if (!has(line, "{") || !has(line, "}"))
      return false;
    const std::string shape = without_strings(line);
    return (has(shape, "{{") && has(line, "}}")) || (has(shape, "{%") && has(line, "%}")) || (has(line, "{#") && has(line, "#}"));
  });
  return marks || (is_markup(lines) && any(lines, [](std::string_view line) { return has(line, "{{") || has(line, "{%"); }));
}

bool is_dockerfile(const Lines& lines) {
  static const std::set<std::string_view> words{"FROM", "RUN",        "CMD", "COPY", "ADD",    "WORKDIR", "EXPOSE",
                                                "ENV",  "ENTRYPOINT", "ARG", "USER", "VOLUME", "LABEL",   "HEALTHCHECK"};
  const auto instructions =
      std::ranges::count_if(lines, [&](std::string_view line) { return words.contains(word_of(line)) && has(line, " "); });
  return instructions * 2 > static_cast<std::ptrdiff_t>(lines.size()) &&
         (instructions > 1 || lines[0].starts_with("FROM ") || lines[0].starts_with("RUN "));
}

bool is_nginx(const Lines& all_lines) {
  Lines lines;
  for (const std::string_view line : all_lines)
    if (const auto code = trim(line.substr(0, line.find(" #"))); !code.starts_with('#'))
      lines.push_back(code);
  static const std::set<std::string_view> words{"proxy_pass",          "server_name", "listen", "location",   "upstream",
                                                "proxy_set_header",    "server",      "root",   "uwsgi_pass", "include",
                                                "client_max_body_size"};
  const bool directives = any(lines, [&](std::string_view line) {
    return words.contains(word_of(line)) && (line.ends_with(';') || line.ends_with('{'));
  });
  return directives &&
         all(lines, [](std::string_view line) { return line.ends_with(';') || line.ends_with('{') || line.ends_with('}'); });
}

bool is_procfile(const Lines& lines) { return all(lines, names_process); }

/// Outside strings nothing but brackets, commas, numbers and the three words; double quotes alone.
bool is_json(const Lines& lines) {
  const char first = lines.front().front(), last = lines.back().back();
  if (!(first == '{' && last == '}') && !(first == '[' && last == ']'))
    return false;
  std::string text;
  for (const std::string_view line : lines)
    text += std::string{line} + "\n";
  const std::string_view whole = trim(text);
  if (!has(whole, "\"") || has(whole, "'"))
    return false;
  std::string shape = without_strings(whole);
  if (whole.starts_with('{') && !has(shape, ":"))
    return false;
  for (const std::string_view word : {"true", "false", "null", "..."})
    shape = replace_all(std::move(shape), word, "");
  return shape.find_first_not_of("{}[]\":,0123456789.eE+- \n\t") == std::string::npos;
}

bool is_sql(const Lines& lines) {
  const std::string first = lower(lines[0]);
  const auto says = [&](std::string_view word) {
    std::string text;
    for (const std::string_view line : lines)
      text += lower(line) + " ";
    return has(text, word);
  };
  return (first.starts_with("select ") && says(" from ") && !has(first, "=  ")) || first.starts_with("insert into ") ||
         first.starts_with("create table ") || first.starts_with("create database ") || first.starts_with("create user ") ||
         first.starts_with("create role ") || first.starts_with("create index ") || first.starts_with("grant ") ||
         first.starts_with("revoke ") || first.starts_with("alter table ") || first.starts_with("drop table ") ||
         first.starts_with("delete from ") || (first.starts_with("update ") && says(" set "));
}

bool is_diff(const Lines& lines) {
  return lines[0].starts_with("diff --git ") || (any(lines, [](std::string_view line) { return line.starts_with("@@ -"); })) ||
         (lines.size() > 2 && lines[0].starts_with("--- ") && lines[1].starts_with("+++ "));
}

bool is_section(std::string_view line) {
  return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
         std::ranges::all_of(line.substr(1, line.size() - 2),
                             [](char c) { return is_name(c) || c == ':' || c == ' ' || c == '[' || c == ']'; }) &&
         !is_citation(line);
}

/// `name = value` with nothing before the sign but a key.
bool is_setting(std::string_view line) {
  const auto equals = line.find('=');
  return equals != std::string_view::npos && equals > 0 && !trim(line.substr(equals + 1)).empty() &&
         std::ranges::all_of(trim(line.substr(0, equals)), [](char c) { return is_name(c) || c == '"'; });
}

bool is_ini(const Lines& lines) {
  std::size_t settings = 0;  // before the first section
  while (settings < lines.size() && is_setting(lines[settings]))
    ++settings;
  if (settings > 0 && settings + 1 < lines.size() && is_section(lines[settings]))
    return all(lines, [](std::string_view line) { return is_section(line) || line[0] == '#' || is_setting(line); });
  return is_section(lines[0]) && lines.size() > 1 && all(lines, [](std::string_view line) {
           return is_section(line) || line[0] == '#' || line[0] == ';' || has(line, "=") || line[0] == '"' || line[0] == ']';
         });
}

/// `KEY=value`, as in an .env file.
bool is_env(const Lines& lines) {
  return all(lines,
             [](std::string_view line) {
               const auto equals = line.find('=');
               return line[0] == '#' ||
                      (equals != std::string_view::npos && equals > 0 && equals + 1 < line.size() && line[equals + 1] != ' ' &&
                       line[equals - 1] != ' ' && std::ranges::all_of(line.substr(0, equals), [](char c) {
                         return (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
                       }));
             }) &&
         !all(lines, [](std::string_view line) { return line[0] == '#'; });
}

bool is_yaml(const Lines& lines) {
  if (lines.size() < 2)
    return false;
  const auto entry = [](std::string_view line) {
    if (line.starts_with("- ") || line == "---" || line[0] == '#')
      return true;
    const auto colon = line.find(':');
    return colon != std::string_view::npos && colon > 0 && (colon + 1 == line.size() || line[colon + 1] == ' ') &&
           std::ranges::all_of(line.substr(0, colon), [](char c) { return is_name(c) || c == '/' || c == '"'; });
  };
  static const std::set<std::string_view> python{"else:", "try:", "finally:", "except:", "def",
                                                 "class", "for",  "while",    "with",    "if"};
  return all(lines, entry) && std::ranges::count_if(lines, [](std::string_view line) { return has(line, ":"); }) >= 2 &&
         !any(lines, [&](std::string_view line) { return python.contains(word_of(line)); });
}

bool is_javascript(const Lines& lines) {
  if (!any(lines, [](std::string_view line) { return line.ends_with(';') || line.ends_with('{') || line.ends_with("})"); }))
    return false;
  const auto telling = std::ranges::count_if(lines, [](std::string_view line) {
    return line.starts_with("const ") || line.starts_with("let ") || line.starts_with("var ") || has(line, "=> {") ||
           has(line, "console.log(") || (line.starts_with("function ") && line.ends_with('{')) || has(line, "document.") ||
           has(line, "fetch(") || line.starts_with("});") || has(line, ".addEventListener(") || line.starts_with("window.");
  });
  return telling > 0;
}

bool is_http(const Lines& lines) {
  static const std::set<std::string_view> methods{"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
  if (lines[0].starts_with("HTTP/"))
    return true;
  const auto is_header = [](std::string_view line) {
    const auto colon = line.find(": ");
    return colon != std::string_view::npos && std::ranges::all_of(line.substr(0, colon), is_name);
  };
  return methods.contains(word_of(lines[0])) && has(lines[0], " /") &&
         (has(lines[0], " HTTP/") || (lines.size() > 1 && is_header(lines[1])));
}

bool is_path(std::string_view line) {
  line = trim(line.substr(0, line.find(" #")));
  if (line.empty() ||
      !std::ranges::all_of(line, [](char c) { return is_name(c) || c == '/' || c == '<' || c == '>' || c == '*'; }))
    return false;
  return line.ends_with('/') || line.starts_with('/') || line.ends_with(".py") || line.ends_with(".html") ||
         line.ends_with(".txt") || line.ends_with(".css") || line.ends_with(".js");
}

/// `flask==2.3.1`, `requests>=2.0`, `gunicorn`: what pip is to install, at least one with its version.
bool is_requirements(const Lines& lines) {
  const auto pinned = [](std::string_view line) {
    if (line.back() < '0' || line.back() > '9')
      return false;
    const auto mark = line.find_first_of("=<>~!");
    return mark != std::string_view::npos && mark > 0 && has(line.substr(mark), "=") && has(line.substr(mark), ".") &&
           line.find_first_of(" ('\"") == std::string_view::npos;
  };
  return any(lines, pinned) &&
         all(lines, [&](std::string_view line) { return pinned(line) || line[0] == '#' || std::ranges::all_of(line, is_name); });
}

bool is_tree(const Lines& lines) {
  return any(lines,
             [](std::string_view line) {
               return has(line, "\u251C") || has(line, "\u2514") || line.starts_with("|--") || line.starts_with("+--");
             }) ||
         all(lines, is_path);
}

}  // namespace

bool opens_with_html_tag(std::string_view line) {
  if (line.size() < 3 || line[0] != '<')
    return false;
  if (line[1] == '!')
    return true;
  line.remove_prefix(line[1] == '/' ? 2 : 1);
  const std::string name = lower(line.substr(0, line.find_first_of(" \t/>")));
  return gumbo_tag_enum(name.c_str()) != GUMBO_TAG_UNKNOWN;
}

bool names_process(std::string_view line) {
  static constexpr std::string_view types[] = {"web:", "worker:", "release:", "clock:", "beat:", "celery:"};
  const std::string_view type = word_of(line);
  return type.size() < line.size() && is_any_of(type, types);
}

std::string other_language(const std::vector<std::string>& block) {
  Lines lines;
  lines.reserve(block.size());
  for (const std::string& line : block)
    if (const std::string_view text = trim(line); !text.empty())
      lines.push_back(text);
  if (lines.empty())
    return "";
  struct Test {
    std::string_view name;
    bool (*holds)(const Lines&);
  };
  static constexpr Test tests[] = {
      {"diff", is_diff},
      {"jinja", is_jinja},
      {"html", is_markup},
      {"dockerfile", is_dockerfile},
      {"procfile", is_procfile},
      {"nginx", is_nginx},
      {"json", is_json},
      {"sql", is_sql},
      {"http", is_http},
      {"text", is_tree},
      {"text", is_requirements},
      {"javascript", is_javascript},
      {"toml",
       [](const Lines& l) { return is_ini(l) && any(l, [](std::string_view s) { return has(s, "= \"") || has(s, "= ["); }); }},
      {"ini", is_ini},
      {"ini", is_env},
      {"yaml", is_yaml}};
  for (const Test& test : tests)
    if (test.holds(lines))
      return std::string{test.name};
  return "";
}

}  // namespace snipcheck
