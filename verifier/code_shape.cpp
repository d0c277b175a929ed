#include "verifier/code_shape.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace snipcheck {
namespace {

/// The line with the insides of its strings, and its comment, blanked out.
std::string without_strings(std::string_view line) {
  std::string out{line};
  char quote = '\0';
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = out[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
      out[i] = ' ';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      out.resize(i);
    }
  }
  return out;
}

/// Words in brackets of that kind: letters, blanks and what joins words, beginning with a letter.
bool has_words_between(std::string_view line, char open, char close, bool capitals) {
  for (auto at = line.find(open); at != std::string_view::npos; at = line.find(open, at + 1)) {
    const std::string_view inside = line.substr(at + 1, line.find(close, at) - at - 1);
    const bool closed = line.find(close, at) != std::string_view::npos;
    const auto fits = [&](char c) {
      const bool letter =
          capitals ? std::isupper(static_cast<unsigned char>(c)) != 0 : std::isalpha(static_cast<unsigned char>(c)) != 0;
      return letter || c == ' ' || c == '_' || c == '-';
    };
    const bool several = !capitals || inside.find(' ') != std::string_view::npos;
    if (closed && several && !inside.empty() && inside.front() != ' ' && std::ranges::all_of(inside, fits))
      return true;
  }
  return false;
}

}  // namespace

std::string_view code_line(const Snippet& snippet, int line) {
  const auto lines = split_lines(snippet.code);
  const auto index = static_cast<std::size_t>(std::max(line, 1) - 1);
  return line > 0 && index < lines.size() ? lines[index] : std::string_view{};
}

bool has_placeholder(std::string_view line) {
  const std::string shape = without_strings(line);
  return shape.find("....") != std::string::npos || has_words_between(shape, '<', '>', false) ||
         has_words_between(shape, '[', ']', true);
}

bool leaves_out(std::string_view code) {
  const auto lines = split_lines(code);
  return std::ranges::any_of(lines, [](std::string_view one) { return trim(one) == "..."; });
}

std::string function_body(std::string_view code, std::string_view name) {
  std::string body;
  std::size_t indent = 0;
  bool inside = false;
  for (const std::string_view line : split_lines(code)) {
    const std::string_view text = trim(line);
    if (inside) {
      if (!text.empty() && indent_of(line) <= indent)
        break;
      (body += text) += '\n';
    } else if (text.starts_with("def " + std::string{name} + "(") || text.starts_with("async def " + std::string{name} + "(")) {
      inside = true;
      indent = indent_of(line);
      const auto colon = text.rfind(':');
      if (colon != std::string_view::npos && colon + 1 < text.size())
        (body += trim(text.substr(colon + 1))) += '\n';
    }
  }
  return body;
}

bool is_left_open(std::string_view body) {
  bool in_docstring = false;
  for (const std::string_view line : split_lines(body)) {
    const std::string_view text = trim(line);
    const bool quotes = text.starts_with("\"\"\"") || text.starts_with("'''");
    const bool closes = text.size() >= 6 && (text.ends_with("\"\"\"") || text.ends_with("'''"));
    if (in_docstring || quotes) {
      in_docstring = in_docstring ? !(text.ends_with("\"\"\"") || text.ends_with("'''")) : !closes;
      continue;
    }
    if (!text.empty() && !text.starts_with('#') && text != "pass" && text != "..." && !text.starts_with("pass ") &&
        !text.starts_with("... "))
      return false;
  }
  return !body.empty();
}

std::vector<std::string> called_in(std::string_view line) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::vector<std::string> out;
  for (std::size_t at = line.find('('); at != std::string_view::npos; at = line.find('(', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && is_word(line[begin - 1]))
      --begin;
    if (begin < at)
      out.emplace_back(line.substr(begin, at - begin));
  }
  return out;
}

bool begins_within(std::string_view code) {
  static constexpr std::string_view kClauses[] = {"except", "except*", "elif", "else", "finally", "case"};
  const std::string_view line = trim(code.substr(0, code.find('\n')));
  return line.ends_with(':') && is_any_of(line.substr(0, line.find_first_of(" :(")), kClauses);
}

}  // namespace snipcheck
