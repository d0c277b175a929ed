#include "snippets/directive_lines.hpp"

#include "snippets/foreign_directives.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace snipcheck {
namespace {

using Kind = DirectiveWord::Kind;

constexpr std::size_t kMostLines = 20;         // of one comment
constexpr std::size_t kLongestComment = 4096;  // bytes

struct Brackets {
  std::string_view open, close;
};
constexpr Brackets kBrackets[] = {{"<!--", "-->"},
                                  {"{/*", "*/}"},
                                  {"{#", "#}"},
                                  {"{% comment %}", "{% endcomment %}"},
                                  {"{%- comment -%}", "{%- endcomment -%}"}};
/// Marks that make the rest of their line a comment.
constexpr std::string_view kLineMarks[] = {".. ", "% ", "// "};

/// The text without marks of quotes and lists before it.
std::string_view without_marks(std::string_view line) {
  for (;;) {
    line.remove_prefix(indent_of(line));
    if (line.starts_with('>'))
      line.remove_prefix(1);
    else if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ "))
      line.remove_prefix(2);
    else
      return line;
  }
}

/// `[//]: # (text)`, `[comment]: <> "text"`: the text.
std::optional<std::string_view> in_reference(std::string_view line) {
  const auto colon = line.find("]: ");
  if (!line.starts_with('[') || colon == std::string_view::npos)
    return std::nullopt;
  std::string_view rest = trim(line.substr(colon + 3));
  for (const std::string_view target : {"#", "<>"})
    if (rest.starts_with(target)) {
      rest = trim(rest.substr(target.size()));
      return rest.size() > 2 ? std::optional{rest.substr(1, rest.size() - 2)} : std::nullopt;
    }
  return std::nullopt;
}

/// A line that need not be a comment counts only where every word of it is one of ours.
std::vector<DirectiveWord> sure_words(std::string_view text) {
  if (!is_addressed(text))
    return {};
  std::vector<DirectiveWord> words = words_in_comment(text);
  const bool near = std::ranges::all_of(words, [&](const DirectiveWord& word) {
    const bool told = text.find('"') != std::string_view::npos || text.find('\'') != std::string_view::npos;
    return word.kind == Kind::unknown ? word.value.find("did you mean") != std::string::npos
                                      : word.kind != Kind::skip || word.value.empty() || told;
  });
  return near ? words : std::vector<DirectiveWord>{};
}

/// Goes over the lines between blocks.
class DirectiveLines {
 public:
  DirectiveLines(std::span<const std::string_view> lines, const std::vector<bool>& taken) : lines_(lines), taken_(taken) {}

  void read(std::size_t index) {
    const std::string_view line = without_marks(lines_[index]);
    if (line.empty() || read_brackets(index, line, 0))
      return;
    for (const std::string_view mark : kLineMarks)
      if (line.starts_with(mark))
        return keep(words_in_comment(line.substr(mark.size())), index, 2);
    if (const auto text = in_reference(line))
      return keep(words_in_comment(*text), index, 2);
    const auto start = std::min(line.find_first_not_of("# "), line.size());
    keep(sure_words(line.substr(start)), index, 2);
  }

  /// Comments before the first line of a block, on that very line.
  void read_before(std::size_t index, std::string_view text) { read_brackets(index, without_marks(text), 1); }

  std::vector<PlacedWord> found() { return std::move(found_); }

 private:
  /// Reads the bracketed comments that the line begins with; false when it begins with none.
  bool read_brackets(std::size_t index, std::string_view line, int below) {
    bool any = false;
    for (;;) {
      line = trim(line);
      const auto kind = std::ranges::find_if(kBrackets, [&](const Brackets& one) { return line.starts_with(one.open); });
      if (kind == std::end(kBrackets))
        return any;
      any = true;
      const auto end = line.find(kind->close, kind->open.size());
      if (end == std::string_view::npos) {
        read_long(index, line.substr(kind->open.size()), kind->close);
        return any;
      }
      const std::string_view text = line.substr(kind->open.size(), end - kind->open.size());
      keep(words_in_comment(text.substr(0, kLongestComment)), index, below == 0 ? 2 : below);
      line.remove_prefix(end + kind->close.size());
    }
  }

  /// A comment that goes on over further lines.
  void read_long(std::size_t index, std::string_view first, std::string_view close) {
    std::string text{first.substr(0, kLongestComment)};
    const std::size_t last = std::min(lines_.size(), index + kMostLines);
    for (std::size_t i = index + 1; i < last && !taken_[i] && text.size() < kLongestComment; ++i) {
      const auto end = lines_[i].find(close);
      text += "\n" + std::string{lines_[i].substr(0, std::min(end, kLongestComment))};
      if (end != std::string_view::npos)
        return keep(words_in_comment(text), index, static_cast<int>(i - index) + 2);
    }
  }

  /// `below`: how many lines below the one before this the block may begin.
  void keep(std::vector<DirectiveWord> words, std::size_t index, int below) {
    const int line = static_cast<int>(index) + 1;
    for (DirectiveWord& word : words)
      found_.push_back({.word = std::move(word), .line = line, .below = line + below - 1});
  }

  std::span<const std::string_view> lines_;
  const std::vector<bool>& taken_;
  std::vector<PlacedWord> found_;
};

/// The bytes of a line before that column.
std::string_view before_column(std::string_view line, int column) {
  std::size_t at = 0;
  for (int here = 1; here < column && at < line.size(); ++here)
    at += std::max<std::size_t>(1, utf8_length(line.substr(at)));
  return line.substr(0, at);
}

/// The text of a comment of Python; nothing for other lines.
std::optional<std::string_view> comment_on(std::string_view line) {
  line = trim(line);
  if (!line.starts_with('#'))
    return std::nullopt;
  line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
  return line;
}

bool is_doctest_skip(std::string_view line) {
  const auto at = line.find("doctest:");
  return at != std::string_view::npos && line.substr(0, at).find('#') != std::string_view::npos &&
         line.find("+SKIP", at) != std::string_view::npos;
}

}  // namespace

std::vector<PlacedWord> directives_between(std::span<const std::string_view> lines, const std::vector<bool>& taken,
                                           std::span<const CodeBlock> blocks) {
  std::map<int, int> columns;  // of first lines of blocks
  for (const CodeBlock& block : blocks)
    if (!block.document_lines.empty() && block.columns.front() > 1)
      columns.try_emplace(block.document_lines.front(), block.columns.front());
  DirectiveLines reader{lines, taken};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!taken[i])
      reader.read(i);
    else if (const auto begins = columns.find(static_cast<int>(i) + 1); begins != columns.end())
      reader.read_before(i, before_column(lines[i], begins->second));
  }
  return reader.found();
}

bool is_directive_alone(const CodeBlock& block) {
  if (block.fenced || block.lines.size() > kMostLines)
    return false;
  const std::vector<std::string_view> lines(block.lines.begin(), block.lines.end());
  const std::vector<bool> taken(lines.size());
  return std::ranges::all_of(lines, [&](std::string_view line) {
    DirectiveLines reader{std::span{&line, 1}, taken};
    reader.read(0);
    return trim(line).empty() || !reader.found().empty();
  });
}

std::vector<PlacedWord> directives_within(const CodeBlock& block, const Snippet& snippet) {
  std::vector<PlacedWord> found;
  const auto keep = [&](std::vector<DirectiveWord> words, int line) {
    for (DirectiveWord& word : words)
      found.push_back({.word = std::move(word), .line = line, .below = line});
  };
  const int head = block.fenced ? std::max(1, block.first_line - 1) : snippet.start_line;
  keep(words_in_info(block.info), head);
  for (const std::string& line : block.directives)
    keep(words_in_info(line), head);
  for (const std::string& line : block.lines)  // MyST: `:tags: [skip-execution]` before the code
    if (!line.starts_with(':'))
      break;
    else if (line.starts_with(":tags:"))
      keep(words_in_info(std::string_view{line}.substr(6)), head);
  if (!snippet.is_python())
    return found;
  bool first = true;  // still among the comments before the code
  int number = 0;
  for (const std::string_view line : split_lines(snippet.code)) {
    const int place = snippet.lines.document_line(++number);
    if (is_doctest_skip(line))
      keep({{.kind = Kind::skip, .value = "doctest: +SKIP", .foreign = true}}, place);
    const auto comment = comment_on(line);
    first = first && (comment || trim(line).empty());
    if (comment && comment->starts_with('|') && first)  // Quarto's cell options
      keep(words_in_info(replace_all(std::string{comment->substr(1)}, ": ", ":")), place);
    if (!comment || !is_addressed(*comment))
      continue;
    if (first)
      keep(words_in_comment(*comment), place);
    else
      keep({{.kind = Kind::unknown, .value = "a directive inside of code says nothing; hint: put it above the code"}}, place);
  }
  return found;
}

std::string without_directives(std::string_view code) {
  if (code.find("snip") == std::string_view::npos && code.find("doctest:") == std::string_view::npos)
    return std::string{code};
  std::string out;
  for (std::string_view line : split_lines(code)) {
    if (const auto comment = comment_on(line); comment && is_addressed(*comment))
      continue;
    if (is_doctest_skip(line))
      line = trim_right(line.substr(0, line.rfind('#', line.find("doctest:"))));
    out += std::string{line} + "\n";
  }
  return out;
}

}  // namespace snipcheck
