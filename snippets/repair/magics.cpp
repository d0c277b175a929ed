#include "snippets/repair/magics.hpp"

#include "snippets/notebook_cell.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <vector>

namespace snipcheck {
namespace {

bool is_magic(std::string_view line) {
  line = trim(line);
  const auto letter = [&](std::size_t at) { return line.size() > at && std::isalpha(static_cast<unsigned char>(line[at])) != 0; };
  return (line.starts_with("%%") && letter(2)) || ((line.starts_with('%') || line.starts_with('!')) && letter(1));
}

bool begins_with_magic(const std::vector<std::string>& lines) {
  const auto first = std::ranges::find_if(lines, [](const std::string& line) {
    const std::string_view text = trim(line);
    return !text.empty() && !text.starts_with('#');
  });
  return first != lines.end() && is_magic(*first);
}

}  // namespace

std::string take_out_magics(CodeText& text, std::string_view label, std::string language) {
  if (!begins_with_magic(text.lines) && !(label.starts_with("ipython") && std::ranges::any_of(text.lines, is_magic)))
    return language;
  std::string whole;
  std::vector<std::size_t> starts;
  for (const std::string& line : text.lines) {
    starts.push_back(whole.size());
    whole += line + '\n';
  }
  EncodedText source;
  source.add_plain(whole, 0);
  const NotebookCell cell = notebook_cell(source, "python");
  const std::string& out = cell.code.text();
  CodeText left;
  left.remarks = std::move(text.remarks);
  left.repaired = text.repaired;
  std::size_t at = 0;
  for (const std::string_view line : split_lines(out)) {
    const std::size_t origin = cell.code.origin(std::min(at, out.size() - 1));
    const auto index = static_cast<std::size_t>(std::ranges::upper_bound(starts, origin) - starts.begin()) - 1;
    left.lines.emplace_back(line);
    left.document_lines.push_back(text.document_lines[index]);
    left.shift.push_back(text.shift[index]);
    at += line.size() + 1;
  }
  text = std::move(left);
  const std::string_view word = std::string_view{cell.info}.substr(0, cell.info.find(' '));
  return word.empty() || word == "python" ? language : std::string{word};
}

}  // namespace snipcheck
