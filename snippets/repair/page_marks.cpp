#include "snippets/repair/page_marks.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <optional>

namespace snipcheck {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::string_view kHighlights[] = {"highlight-next-line", "highlight-start", "highlight-end",  "highlight-line",
                                            "highlight-this-line", "[!code ",         "prettier-ignore"};

/// Where a comment of another language begins that speaks to a highlighter: `// highlight-start`; the size when none does.
std::size_t foreign_comment(std::string_view line, Zones& zones, std::size_t number) {
  for (std::size_t at = line.find("//"); at != std::string_view::npos; at = line.find("//", at + 1)) {
    const std::string_view says = trim(line.substr(at + 2));
    if (std::ranges::any_of(kHighlights, [&](std::string_view one) { return says.starts_with(one); }) &&
        zones.is(Zone::code, number, at))
      return at;
  }
  return line.size();
}

/// Where a callout stands behind the code of a line: ` <1>`, ` ①`; the size when none does.
std::size_t callout(std::string_view line, Zones& zones, std::size_t number) {
  std::string_view rest = trim_right(line);
  const std::size_t end = rest.size();
  while (!rest.empty()) {
    std::size_t digits = 0;
    if (rest.ends_with('>')) {
      while (digits + 1 < rest.size() && rest[rest.size() - 2 - digits] >= '0' && rest[rest.size() - 2 - digits] <= '9')
        ++digits;
      const std::size_t open = rest.size() - 2 - digits;
      if (digits == 0 || digits > 2 || digits + 2 > rest.size() || rest[open] != '<')
        break;
      rest = trim_right(rest.substr(0, open));
    } else if (rest.size() >= 3 && rest[rest.size() - 3] == '\xE2' &&
               (rest[rest.size() - 2] == '\x91' || rest[rest.size() - 2] == '\x9D')) {  // ① to ⑳, ❶ to ❿
      rest = trim_right(rest.substr(0, rest.size() - 3));
    } else {
      break;
    }
  }
  return rest.size() == end || rest.empty() || zones.is(Zone::comment, number, rest.size() - 1) ? line.size() : rest.size();
}

/// Without the pairs of `mark` that stand around something outside of strings; with `struck`, without that as well.
std::string unmarked(std::string_view line, const std::vector<Zone>& zones, std::string_view mark, bool struck) {
  std::string out;
  std::size_t open = std::string::npos;  // where the text of an open pair begins in `out`
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (zones[i] == Zone::string || !line.substr(i).starts_with(mark)) {
      out += line[i];
      continue;
    }
    const bool before = i == 0 || !is_word(line[i - 1]);
    const bool after = i + mark.size() == line.size() || !is_word(line[i + mark.size()]);
    if (open == std::string::npos && before) {
      open = out.size();
    } else if (open != std::string::npos && (after || struck)) {
      if (struck)
        out.resize(open);
      open = std::string::npos;
    } else {
      out += mark;
    }
    i += mark.size() - 1;
  }
  return open == std::string::npos ? out : std::string{line};
}

/// Bold type from the first line to the last.
std::vector<std::string> without_outer_stars(std::vector<std::string> lines) {
  std::string& last = lines.back();
  last = std::string{trim_right(last)};
  const std::size_t margin = indent_of(lines.front());
  if (!lines.front().substr(margin).starts_with("**") || !last.ends_with("**"))
    return {};
  last.resize(last.size() - 2);
  lines.front().erase(margin, 2);
  return lines;
}

}  // namespace

void take_off_page_marks(CodeText& text) {
  Zones zones{text.lines};
  std::vector<bool> gone(text.lines.size());
  std::vector<std::size_t> kept(text.lines.size());  // bytes of each line
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view line = text.lines[i];
    gone[i] = line.find("[!code --]") != std::string_view::npos;
    kept[i] = line.size();
    const std::size_t at = foreign_comment(line, zones, i);
    if (!gone[i] && at == line.size())
      continue;
    first = first.value_or(i);
    kept[i] = trim_right(line.substr(0, at)).size();
  }
  if (first) {
    for (std::size_t i = 0; i < kept.size(); ++i)
      text.lines[i].resize(kept[i]);
    text.repaired_at(*first, "SC105", "marks for a highlighter stand among the code");
    text.drop(gone);
  }
  std::vector<std::string> changed;  // from the first callout on
  std::optional<std::size_t> called;
  Zones now{text.lines};
  for (std::size_t i = 0; i < text.lines.size(); ++i)
    if (const std::size_t at = callout(text.lines[i], now, i); at < text.lines[i].size()) {
      if (!called)
        changed = text.lines;
      changed[i].resize(at);
      called = called.value_or(i);
    }
  if (called && accept(text, std::move(changed)))
    text.repaired_at(*called, "SC105", "numbers of notes stand behind the code");
}

void take_off_emphasis(CodeText& text) {
  for (const std::string_view mark : {"**", "~~"}) {
    const auto has_it = [&](const std::string& line) { return line.find(mark) != std::string::npos; };
    const auto first = std::ranges::find_if(text.lines, has_it);
    if (first == text.lines.end() || reads_as_python(text.lines))
      continue;
    const auto at = static_cast<std::size_t>(first - text.lines.begin());
    const auto zones = zones_of(text.lines);
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < text.lines.size(); ++i)
      changed.push_back(unmarked(text.lines[i], zones[i], mark, mark == "~~"));
    bool done = accept(text, std::move(changed));
    if (!done && mark == "**")
      if (auto outer = without_outer_stars(text.lines); !outer.empty())
        done = accept(text, std::move(outer));
    if (done)
      text.repaired_at(at, "SC105",
                       mark == "**" ? "marks of bold type stand among the code" : "struck text stands among the code");
  }
}

void apply_diff_marks(CodeText& text) {
  const auto is_header = [](std::string_view line) {
    return line.starts_with("@@ ") || line.starts_with("diff --git ") || line.starts_with("index ") || line.starts_with("--- ") ||
           line.starts_with("+++ ");
  };
  std::optional<std::size_t> first;
  bool every = true;  // every line has a column for its mark
  std::vector<bool> gone(text.lines.size());
  for (std::size_t i = 0; i < text.lines.size(); ++i) {
    const std::string_view line = text.lines[i];
    const bool marked = line.starts_with('+') || line.starts_with('-');
    gone[i] = line.starts_with('-') || is_header(line);
    if (marked || gone[i])
      first = first.value_or(i);
    every = every && (marked || gone[i] || line.starts_with(' ') || line.empty());
  }
  if (!first || std::ranges::all_of(gone, [](bool one) { return one; }) || reads_as_python(text.lines))
    return;
  const auto even = [](const std::string& line) { return indent_of(line) % 2 == 0; };
  for (const std::string_view mark : {"+ ", "+", "+blank"}) {
    CodeText changed = text;
    for (std::size_t i = 0; i < changed.lines.size(); ++i) {
      std::string& line = changed.lines[i];
      if (mark == "+blank" && line.starts_with('+'))
        line[0] = ' ';
      else if (every && mark == "+ ")
        break;
      else if (mark == "+" && every && !line.empty())
        changed.cut(i, 1);
      else if (mark != "+blank" && line.starts_with(mark))
        changed.cut(i, mark.size());
    }
    changed.drop(gone);
    changed.cut_margin();
    if (!reads_as_python(changed.lines) || (!every && !std::ranges::all_of(changed.lines, even)))
      continue;
    text.lines = std::move(changed.lines);
    const int at = text.document_lines[*first];
    text.document_lines = std::move(changed.document_lines);
    text.shift = std::move(changed.shift);
    text.repaired = true;
    text.remarks.push_back({"SC105", "marks of a diff stand before the lines", at});
    return;
  }
}

}  // namespace snipcheck
