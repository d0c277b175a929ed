#include "tests/fuzz/check_document.hpp"

#include "snippets/decode.hpp"
#include "snippets/extract.hpp"
#include "snippets/format.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace snipcheck::testing {
namespace {

constexpr std::pair<char, std::string_view> kNames[] = {{'m', "a.md"},    {'t', "a.txt"},   {'h', "a.html"},    {'r', "a.rst"},
                                                        {'o', "a.org"},   {'n', "a.ipynb"}, {'x', "Posts.xml"}, {'j', "a.json"},
                                                        {'l', "a.jsonl"}, {'d', "a.mdx"}};
constexpr std::size_t kMostProse = 4096;

std::string_view name_for(char kind) {
  const auto found = std::ranges::find(kNames, kind, &std::pair<char, std::string_view>::first);
  return found != std::end(kNames) ? found->second : kNames[static_cast<unsigned char>(kind) % std::size(kNames)].second;
}

/// The document that the snippets have to fit.
struct Page {
  std::vector<std::string_view> lines;
  bool plain = false;         ///< A reader sees the text as it stands: nothing is encoded.
  bool line_by_line = false;  ///< Nor can one line hold several, as `<br>` makes of HTML in Markdown.

  [[nodiscard]] bool has(int line) const { return line >= 1 && static_cast<std::size_t>(line) <= lines.size(); }
  [[nodiscard]] bool has(int line, int column) const {
    return has(line) && column >= 1 && column <= code_points(lines[static_cast<std::size_t>(line) - 1]) + 1;
  }
};

bool is_utf8(std::string_view text) { return escape_invalid_utf8(text) == text; }

std::string fault_of_text(const Snippet& snippet) {
  if (trim(snippet.code).empty() || !snippet.code.ends_with('\n'))
    return "code is blank or does not end its last line";
  if (!is_utf8(snippet.code) || !is_utf8(snippet.label) || !is_utf8(snippet.prose))
    return "code, label or prose is no UTF-8";
  if (!is_utf8(snippet.file.value_or("")) || !is_utf8(snippet.skip.value_or("")))
    return "file or skip is no UTF-8";
  if (snippet.question && !is_utf8(snippet.question->title))
    return "the question's title is no UTF-8";
  if (!std::ranges::all_of(snippet.around.lines, is_utf8) || snippet.around.lines.size() != snippet.around.numbers.size())
    return "the lines around it are no UTF-8 or not numbered";
  if (snippet.prose.size() > kMostProse)
    return "too much prose";
  if (snippet.language.empty() || snippet.is_python() != snippet.role.has_value())
    return "a language without name, or a role that does not go with it";
  return "";
}

std::string fault_of_place(const Snippet& snippet, const Page& page) {
  const std::vector<int>& lines = snippet.lines.lines();
  const auto code = split_lines(snippet.code);
  if (!page.has(snippet.start_line) || !page.has(snippet.end_line) || snippet.start_line > snippet.end_line)
    return "lines outside of the document, or in disorder";
  if (snippet.start_column < 1 || (page.plain && !page.has(snippet.start_line, snippet.start_column)))
    return "a first column outside of its line";
  if (code.size() != lines.size() || code.size() != snippet.shift.size())
    return "lines of code, of the map and of the shifts differ in number";
  if (!std::ranges::is_sorted(lines) || lines.front() < snippet.start_line || lines.back() > snippet.end_line)
    return "the map leaves the snippet, or goes backwards";
  if (page.line_by_line && std::ranges::adjacent_find(lines) != lines.end())
    return "two lines of code from one line of the document";
  for (std::size_t i = 0; i < code.size() && page.plain; ++i) {
    const int column = column_of(code[i], indent_of(code[i])) + snippet.shift[i];
    if (!trim(code[i]).empty() && !page.has(lines[i], snippet.repaired ? std::max(1, column) : column))  // a repair may begin it
      return "line " + std::to_string(i + 1) + " of the code has a shift that leaves the document";
  }
  for (const Remark& remark : snippet.remarks)
    if (!page.has(remark.line) || !is_utf8(remark.message))
      return "a remark outside of the document, or no UTF-8";
  return "";
}

/// Whether `next` begins after the end of `before`; two may share a line of HTML.
bool follows(const Snippet& next, const Snippet& before) {
  if (next.start_line != before.end_line)
    return next.start_line > before.end_line;
  return before.start_line < before.end_line || next.start_column > before.start_column;
}

}  // namespace

std::string check_document(std::string_view bytes) {
  if (bytes.empty())
    return "";
  const Document document{.path = std::string{name_for(bytes[0])}, .text = std::string{bytes.substr(1)}};
  const std::string decoded = decode(document.text);
  if (!is_utf8(decoded) || decode(decoded) != decoded)
    return "the decoded text is no UTF-8, or another one when it is decoded again";
  const std::string_view format = format_of(document.path, decoded).name;
  const Page page{split_lines(decoded), format == "markdown" || format == "plain_text", format == "plain_text"};
  const Extraction found = extract(document);
  std::set<std::string_view> ids;
  const Snippet* before = nullptr;
  for (const Snippet& snippet : found.snippets) {
    const std::string at = "lines " + std::to_string(snippet.start_line) + " to " + std::to_string(snippet.end_line) + ": ";
    for (const std::string& fault : {fault_of_text(snippet), fault_of_place(snippet, page)})
      if (!fault.empty())
        return at + fault;
    if (snippet.id.empty() || !ids.insert(snippet.id).second)
      return at + "an id that is empty, or taken";
    if (before != nullptr && (!follows(snippet, *before) || snippet.answer < before->answer))
      return at + "overlaps what comes before, or stands in an earlier answer";
    before = &snippet;
  }
  for (const Remark& remark : found.remarks)
    if (remark.line < 0 || (remark.line > 1 && !page.has(remark.line)) || !is_utf8(remark.message))  // 1: of an empty one too
      return "a remark on the document outside of it, or no UTF-8";
  return "";
}

}  // namespace snipcheck::testing
