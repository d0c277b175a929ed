#include "snippets/repair/printed_output.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

/// `Output:`, `Result`, `Expected output: 5`.
bool opens_output(std::string_view line) {
  line = trim(line);
  const std::size_t colon = line.find(':');
  const std::string word = lower(line.substr(0, std::min<std::size_t>(colon, 24)));
  static constexpr std::string_view words[] = {"output",          "outputs",        "result",        "prints",
                                               "expected output", "console output", "sample output", "terminal output",
                                               "printed",         "response",       "you will see",  "you should see"};
  return colon != std::string_view::npos ? is_any_of(word, words) : is_any_of(word, words) && line.size() == word.size();
}

bool is_servers(std::string_view line) {
  const std::string_view text = trim(line);
  for (const std::string_view start : {"* Running on ", "* Serving Flask app", "* Debug mode:", "* Debugger ",
                                       "* Restarting with ", "* Environment:", "* Tip: ", "WARNING: This is a development server",
                                       "Press CTRL+C to quit", "127.0.0.1 - - [", "INFO:werkzeug:", "HTTP/1.1 ", "HTTP/1.0 "})
    if (text.starts_with(start))
      return true;
  return false;
}

bool is_arrow(std::string_view line) {
  const std::string_view text = trim(line);
  for (const std::string_view start : {"=> ", "==> ", "-> ", "--> ", "\u2192 ", "\u21D2 ", ">> "})
    if (text.starts_with(start))
      return true;
  return false;
}

bool prints(std::string_view line) {
  line = trim(line);
  return line.starts_with("print(") || line.starts_with("pprint(") || line.find(": print(") != std::string_view::npos;
}

/// Whether the line is, word for word, the string that the line above it prints.
bool repeats(std::string_view line, std::string_view above) {
  line = trim(line);
  above = trim(above);
  if (line.size() < 3 || !above.starts_with("print(") || above.size() < line.size() + 9)
    return false;
  const std::string_view inside = above.substr(6);
  return (inside[0] == '"' || inside[0] == '\'') && inside.substr(1).starts_with(line) && inside[line.size() + 1] == inside[0];
}

/// Marks the lines of a traceback that begins at `first`; returns the line after it.
std::size_t mark_traceback(const std::vector<std::string>& lines, std::size_t first, std::vector<bool>& gone) {
  std::size_t i = first;
  gone[i++] = true;
  while (i < lines.size() && (indent_of(lines[i]) > indent_of(lines[first]) || trim(lines[i]).empty()))
    gone[i++] = true;
  if (i < lines.size())
    gone[i++] = true;  // `ValueError: no`
  return i;
}

/// Lines that say themselves that they were printed.
std::vector<bool> plainly_printed(const std::vector<std::string>& lines) {
  std::vector<bool> gone(lines.size());
  for (std::size_t i = 0; i < lines.size();) {
    if (trim(lines[i]).starts_with("Traceback (most recent call last)")) {
      i = mark_traceback(lines, i, gone);
      continue;
    }
    gone[i] = is_servers(lines[i]) || is_arrow(lines[i]);
    ++i;
  }
  return gone;
}

/// What stands below `Output:`, to the end.
std::vector<bool> below_output(const std::vector<std::string>& lines) {
  std::vector<bool> gone(lines.size());
  const auto first = std::ranges::find_if(lines, opens_output);
  for (auto i = static_cast<std::size_t>(first - lines.begin()); i < lines.size(); ++i)
    gone[i] = true;
  return gone;
}

/// From a `print` to the next line that is Python by itself, or blank.
std::vector<bool> below_prints(const std::vector<std::string>& lines) {
  constexpr std::size_t kMost = 200;  // lines that are worth a parse each
  std::vector<bool> gone(lines.size());
  std::size_t tried = 0;
  for (std::size_t i = 1; i < lines.size() && tried < kMost; ++i) {
    if (!(prints(lines[i - 1]) || gone[i - 1]) || trim(lines[i]).empty() || indent_of(lines[i]) > 0)
      continue;
    ++tried;
    gone[i] = !reads_as_python({lines[i]}) && !trim_right(lines[i]).ends_with(':');
  }
  return gone;
}

std::vector<std::string> without(const std::vector<std::string>& lines, const std::vector<bool>& gone) {
  std::vector<std::string> left = lines;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (gone[i])
      left[i].clear();
  return left;
}

/// Takes the lines out, and remarks on the first.
void take_out(CodeText& text, const std::vector<bool>& gone) {
  const auto first = std::ranges::find(gone, true);
  text.repaired_at(static_cast<std::size_t>(first - gone.begin()), "SC105", "printed output stands among the code");
  text.drop(gone);
}

}  // namespace

void take_out_printed_lines(CodeText& text) {
  std::vector<bool> repeated(text.lines.size());
  for (std::size_t i = 1; i < text.lines.size(); ++i)
    repeated[i] = repeats(text.lines[i], text.lines[i - 1]);
  if (std::ranges::find(repeated, true) != repeated.end())
    take_out(text, repeated);
  std::vector<bool> all(text.lines.size());
  for (const auto& find : {plainly_printed, below_output, below_prints}) {
    const std::vector<bool> gone = find(text.lines);
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = all[i] || gone[i];
    if (std::ranges::find(all, true) == all.end() || std::ranges::find(all, false) == all.end())
      continue;
    if (reads_as_python(text.lines))
      return;
    if (!reads_as_python(without(text.lines, all)))
      continue;
    take_out(text, all);
    return;
  }
}

}  // namespace snipcheck
