#include "reports/renderers/html/source.hpp"

#include "reports/escape.hpp"
#include "reports/renderers/html/markup.hpp"
#include "reports/shown_lines.hpp"
#include "reports/wording.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace snipcheck::page {
namespace {

constexpr int kLongestLine = 1000;  ///< Columns; only machine-made lines are longer.

std::string shown(std::string_view code) { return cut(expand_tabs(code), kLongestLine); }

std::string right(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + std::string{text};
}

/// A line with a number or sign in front. `body` is markup.
std::string line(std::string_view css_class, std::string_view gutter, const std::string& body) {
  return "<span class=\"l " + std::string{css_class} + "\"><span class=\"n\">" + std::string{gutter} + " </span>" + body +
         "\n</span>";
}

std::string caret(const ShownLine& line, const Diagnosis& mark) {
  const auto [begin, end] = bytes_of(line, mark);
  const int before = columns(expand_tabs(line.text.substr(0, begin)));
  const int under = columns(expand_tabs(line.text.substr(0, end))) - before;
  std::string carets(static_cast<std::size_t>(std::min(before, kLongestLine)), ' ');
  carets.append(static_cast<std::size_t>(std::clamp(under, 1, kLongestLine)), '^');
  return html(mark.label.empty() ? carets : carets + ' ' + one_line(mark.label, 80));
}

std::string source_line(const ShownLine& shown_line, std::size_t width) {
  using Kind = ShownLine::Kind;
  const std::string body = html(shown(shown_line.text));
  if (shown_line.kind == Kind::assumed) {
    const std::string why = shown_line.reason.empty() ? "" : "  # added: " + one_line(shown_line.reason, 120);
    return line("added", right("+", width), body + html(why));
  }
  const char* css_class = shown_line.kind == Kind::hit ? "hit" : shown_line.kind == Kind::code ? "code" : "prose";
  std::string out = line(css_class, right(std::to_string(shown_line.number), width), body);
  for (const Diagnosis* mark : shown_line.marks)
    out += line("note", right("", width), caret(shown_line, *mark));
  return out;
}

/// What two texts have in common at both ends, so that the middle can be marked.
struct Middle {
  std::size_t begin = 0, end = 0;  ///< Bytes of the second text.
};

Middle middle(std::string_view one, std::string_view other) {
  const std::size_t shorter = std::min(one.size(), other.size());
  std::size_t prefix = 0, suffix = 0;
  while (prefix < shorter && one[prefix] == other[prefix])
    ++prefix;
  while (suffix < shorter - prefix && one[one.size() - 1 - suffix] == other[other.size() - 1 - suffix])
    ++suffix;
  const auto inside_character = [&](std::size_t at) { return at < other.size() && (other[at] & '\xC0') == '\x80'; };
  std::size_t end = other.size() - suffix;
  while (prefix > 0 && inside_character(prefix))
    --prefix;
  while (inside_character(end))
    ++end;
  return {prefix, end};
}

/// The changed part of `text` in <mark>, seen against `before`; unmarked where the two have little in common.
std::string marked(std::string_view text, std::string_view before) {
  const Middle changed = middle(before, text);
  const std::size_t common = text.size() - (changed.end - changed.begin);
  if (before.empty() || common * 3 < text.size())
    return html(text);
  return html(text.substr(0, changed.begin)) + "<mark>" + html(text.substr(changed.begin, changed.end - changed.begin)) +
         "</mark>" + html(text.substr(changed.end));
}

std::string_view text_at(const Finding& finding, int position) {
  const bool shown = position >= 0 && static_cast<std::size_t>(position) < finding.excerpt.lines.size();
  return shown ? finding.excerpt.lines[static_cast<std::size_t>(position)] : std::string_view{};
}

int position_of(const Finding& finding, const Diagnosis& diagnosis) {
  return diagnosis.line <= 0 ? -1 : position_in(finding.excerpt, diagnosis.line, diagnosis.column);
}

bool snippet_has(const Finding& finding, std::string_view wanted) {
  const auto shown = static_cast<int>(finding.excerpt.lines.size());
  for (int at = std::max(0, position_in(finding.excerpt, finding.start_line)); at < shown; ++at) {
    if (line_at(finding.excerpt, at) > finding.end_line)
      return false;
    if (trim(text_at(finding, at)) == trim(wanted))
      return true;
  }
  return false;
}

/// The new line that resembles the old one most: what it shares with it at both ends is longest.
std::string_view successor(std::string_view old_line, const std::vector<std::string_view>& lines) {
  std::string_view best;
  std::size_t most = 0;
  for (const std::string_view candidate : lines) {
    const Middle changed = middle(old_line, candidate);
    if (const std::size_t common = candidate.size() - (changed.end - changed.begin); common > most) {
      most = common;
      best = candidate;
    }
  }
  return best;
}

}  // namespace

std::string source(const Finding& finding) {
  if (finding.excerpt.lines.empty())
    return {};
  const int last = line_at(finding.excerpt, static_cast<int>(finding.excerpt.lines.size()) - 1);
  const std::size_t width = std::to_string(std::max(last, 1)).size();
  std::string out =
      open_pre("src", "The document, lines " + std::to_string(finding.excerpt.start) + " to " + std::to_string(last));
  for (const ShownLine& each : shown_lines(finding))
    out += source_line(each, width);
  return out + "</pre>\n";
}

std::string instead(const Finding& finding, const Diagnosis& diagnosis) {
  if (!diagnosis.instead)
    return {};
  std::string out = open_pre("diff", "Write instead");
  const std::vector<std::string_view> lines = split_lines(*diagnosis.instead);
  const std::string_view old_line = text_at(finding, position_of(finding, diagnosis));
  const bool replaced =
      !trim(old_line).empty() && std::ranges::none_of(lines, [&](std::string_view each) { return trim(each) == trim(old_line); });
  const std::string_view next = replaced ? successor(old_line, lines) : std::string_view{};
  const std::string old_shown = shown(old_line), next_shown = shown(next);
  const std::string taken_away = replaced ? line("del", "-", marked(old_shown, next_shown)) : std::string{};
  if (next.empty())
    out += taken_away;
  for (const std::string_view each : lines) {
    const bool kept = trim(each).empty() || snippet_has(finding, each);
    const bool is_next = !next.empty() && each.data() == next.data();
    if (is_next)
      out += taken_away;
    out += line(kept ? "same" : "add", kept ? " " : "+", marked(shown(each), is_next ? old_shown : std::string{}));
  }
  return out + "</pre>\n";
}

std::string failing_line(const Finding& finding) {
  const Diagnosis* first = lead(finding);
  const int position = first == nullptr ? -1 : position_of(finding, *first);
  const std::string_view text = text_at(finding, position);
  if (trim(text).empty())
    return {};
  const std::string at = std::to_string(first->line);
  std::string out = open_pre("src", "Line " + at) + line("hit", at, html(shown(text)));
  if (first->column > 0)
    out += line("note", right("", at.size()), caret(shown_line_at(finding.excerpt, position), *first));
  return out + "</pre>\n";
}

}  // namespace snipcheck::page
