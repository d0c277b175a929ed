#include "snippets/shown_results.hpp"

#include "snippets/repair/code_text.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>
#include <utility>

namespace snipcheck {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Text behind one of the words that announce a result at the start of `text`; nothing without one.
std::optional<std::string_view> behind_mark(std::string_view text, std::span<const std::string_view> marks) {
  const std::string lowered = lower(text);
  for (const std::string_view mark : marks)
    if (lowered.starts_with(mark))
      return trim(text.substr(mark.size()));
  return std::nullopt;
}

constexpr std::array<std::string_view, 4> kArrows = {"->", "=>", "\xE2\x86\x92", "\xE2\x87\x92"};
constexpr std::array<std::string_view, 5> kWords = {"output:", "prints:", "result:", "outputs:", "expected output:"};

/// The comment of a line without its "#", where it has one; `alone` says that nothing stands before it.
std::optional<std::string_view> comment_of(const std::string& line, const std::vector<Zone>& zones, bool& alone) {
  const auto at = static_cast<std::size_t>(std::ranges::find(zones, Zone::comment) - zones.begin());
  if (at >= line.size())
    return std::nullopt;
  alone = trim(std::string_view{line}.substr(0, at)).empty();
  std::string_view text = std::string_view{line}.substr(at);
  text.remove_prefix(std::min(text.find_first_not_of('#'), text.size()));
  return trim(text);
}

/// A result that goes on in the comment lines below its mark.
std::string with_lines_below(std::string_view first, const std::vector<std::string>& lines, Zones& zones, std::size_t below) {
  std::string text{first};
  for (std::size_t i = below; i < lines.size(); ++i) {
    bool alone = false;
    const auto comment = comment_of(lines[i], zones.of(i), alone);
    if (!comment || !alone || comment->empty())
      break;
    text += (text.empty() ? "" : "\n") + std::string{*comment};
  }
  return text;
}

void add_comments(const Snippet& snippet, std::vector<ShownResult>& out) {
  std::vector<std::string> lines;
  for (const std::string_view line : split_lines(snippet.code))
    lines.emplace_back(line);
  Zones zones{lines};
  int code_line = 0;  // the last one with code on it
  for (std::size_t i = 0; i < lines.size(); ++i) {
    bool alone = false;
    const auto comment = comment_of(lines[i], zones.of(i), alone);
    if (!comment ? !trim(lines[i]).empty() : !alone)
      code_line = static_cast<int>(i) + 1;
    if (!comment || code_line == 0)
      continue;
    const bool is_next = alone && static_cast<std::size_t>(code_line) == i;
    auto text = behind_mark(*comment, kWords);
    const bool by_word = text.has_value();
    if (!text && !alone)
      text = behind_mark(*comment, kArrows);
    if (!text || (alone && !is_next))
      continue;
    ShownResult one{.line = code_line, .text = std::string{*text}};
    if (by_word && alone && (text->empty() || !one.is_value()))
      one.text = with_lines_below(*text, lines, zones, i + 1);
    if (one.text.empty() || (!by_word && !one.is_value()))
      continue;  // "# -> see below"
    out.push_back(std::move(one));
  }
}

/// "/user/Sam" at the start of a line or in backticks, perhaps behind a host; what follows it is in `rest`.
std::optional<std::string> path_in(std::string_view line, std::string_view& rest) {
  std::string_view text = line;
  while (!text.empty() && (text.front() == '-' || text.front() == '*' || text.front() == ' ' || text.front() == '`'))
    text.remove_prefix(1);
  if (text.starts_with("GET "))
    text = trim(text.substr(4));
  for (const std::string_view host : {"http://localhost:5000", "http://127.0.0.1:5000", "localhost:5000", "127.0.0.1:5000"})
    if (text.starts_with(host))
      text.remove_prefix(host.size());
  if (!text.starts_with('/') || text.starts_with("//"))
    return std::nullopt;
  const std::size_t end = std::min(text.find_first_of(" `\t<>"), text.size());
  const std::string_view path = text.substr(0, end);
  rest = text.substr(end);
  while (!rest.empty() && (rest.front() == '`' || rest.front() == ' '))
    rest.remove_prefix(1);
  return std::string{path};
}

/// Sentences of the answer that say what a page shows.
void add_sentences(const Snippet& snippet, std::vector<ShownResult>& out) {
  if (snippet.code.find(".route(") == std::string::npos && snippet.code.find(".get(\"") == std::string::npos)
    return;
  for (const std::string_view line : split_lines(snippet.prose)) {
    std::string_view rest;
    const auto path = path_in(trim(line), rest);
    if (!path)
      continue;
    auto text = behind_mark(rest, kArrows);
    if (!text)
      continue;
    if (const auto behind = behind_mark(*text, kWords))
      text = behind;
    std::string_view words = *text;
    while (words.size() > 1 && (words.front() == '`' || words.front() == '"' || words.front() == '\'') &&
           words.back() == words.front())
      words = words.substr(1, words.size() - 2);
    if (!words.empty())
      out.push_back({.request = *path, .text = std::string{words}});
  }
}

/// Blanks in rows become one, and quotes of one kind.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank && (out.empty() || out.back() == ' '))
      continue;
    out += blank ? ' ' : c == '"' ? '\'' : c;
  }
  return out;
}

/// The members of a dict or a set in an order of their own, without blanks; other texts as they are.
std::string in_order(std::string text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}')
    return text;
  std::erase(text, ' ');
  std::vector<std::string_view> members = split(std::string_view{text}.substr(1, text.size() - 2), ',');
  std::ranges::sort(members);
  std::string out = "{";
  for (const std::string_view member : members)
    out += std::string{member} + ",";
  return out + "}";
}

/// `...` in the pattern stands for anything.
bool fits(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  bool first = true;
  for (auto dots = pattern.find("..."); true; dots = pattern.find("...")) {
    const std::string_view part = trim(pattern.substr(0, dots));
    const bool last = dots == std::string_view::npos;
    const std::size_t found =
        first  ? (text.starts_with(part) ? 0 : std::string_view::npos)
        : last ? (text.size() >= at + part.size() && text.ends_with(part) ? text.size() - part.size() : std::string_view::npos)
               : text.find(part, at);
    if (found == std::string_view::npos)
      return false;
    at = found + part.size();
    if (last)
      return !first || at == text.size();
    pattern.remove_prefix(dots + 3);
    first = false;
  }
}

/// The value behind "0x7f..." differs from run to run.
std::string without_addresses(std::string text) {
  for (auto at = text.find("0x"); at != std::string::npos; at = text.find("0x", at + 2)) {
    std::size_t end = at + 2;
    while (end < text.size() && std::isxdigit(static_cast<unsigned char>(text[end])) != 0)
      ++end;
    text.replace(at, end - at, "0x");
  }
  return text;
}

std::string without_quotes(const std::string& text) {
  const bool quoted = text.size() > 1 && text.front() == '\'' && text.back() == '\'';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// The text of a page, tags taken out.
std::string without_tags(std::string_view html) {
  std::string out;
  bool in_tag = false;
  for (const char c : html) {
    in_tag = in_tag || c == '<';
    if (!in_tag)
      out += c;
    if (c == '>')
      in_tag = false;
  }
  return out;
}

}  // namespace

bool ShownResult::is_value() const {
  const std::string_view value = trim(text);
  if (value.empty())
    return false;
  const char first = value.front(), last = value.back();
  const bool closed = (first == '\'' && last == '\'') || (first == '"' && last == '"') || (first == '[' && last == ']') ||
                      (first == '{' && last == '}') || (first == '(' && last == ')') || value.starts_with("b'") ||
                      value.starts_with("b\"");
  const bool number = (is_digit(first) || first == '-') &&
                      std::ranges::all_of(value.substr(1), [](char c) { return is_digit(c) || c == '.' || c == 'e'; });
  return (closed && value.size() > 1) || (number && (value.size() > 1 || first != '-')) || value == "True" || value == "False" ||
         value == "None";
}

std::vector<ShownResult> shown_results(const Snippet& snippet) {
  std::vector<ShownResult> out;
  for (const EchoedResult& one : snippet.echoed)
    if (one.statement.find("doctest: +SKIP") == std::string::npos)
      out.push_back({.line = one.line, .text = one.text, .echoed = true});
  if (snippet.code.find('#') != std::string::npos)
    add_comments(snippet, out);
  add_sentences(snippet, out);
  return out;
}

bool agrees(const ShownResult& shown, std::string_view came) {
  const std::string wanted = without_addresses(plain(shown.text)), got = without_addresses(plain(came));
  if (fits(wanted, got) || fits(without_quotes(wanted), without_quotes(got)) || in_order(wanted) == in_order(got))
    return true;
  if (shown.request.empty())
    return false;
  const std::string page = plain(without_tags(came)), part = without_quotes(wanted);
  const auto at = page.find(part);
  const auto is_word = [&](std::size_t i) { return i < page.size() && std::isalnum(static_cast<unsigned char>(page[i])) != 0; };
  return at != std::string::npos && !is_word(at + part.size());
}

}  // namespace snipcheck
