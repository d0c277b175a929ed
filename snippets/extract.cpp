#include "snippets/extract.hpp"

#include "snippets/decode.hpp"
#include "snippets/format.hpp"
#include "snippets/language.hpp"
#include "snippets/places.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/questions.hpp"
#include "snippets/repair/console.hpp"
#include "snippets/repair/reindent.hpp"
#include "snippets/snippet_parts.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>

namespace snipcheck {
namespace {

constexpr std::size_t kProseAround = 2048;  // bytes before the snippet, and as many after it

/// What the blocks of one document share.
struct Context {
  const Document& document;
  std::vector<std::string_view> lines;  ///< Of the decoded text.
  std::vector<bool> taken;              ///< Parallel: belongs to a block.
  std::vector<Answer> answers;
  std::vector<int> answer_lines;  ///< Parallel to answers: the line `Answer:` that ends its question part; 0: none.
};

void trim_edges(CodeBlock& block) {
  std::size_t begin = 0, end = block.lines.size();
  while (begin < end && trim(block.lines[begin]).empty())
    ++begin;
  while (end > begin && trim(block.lines[end - 1]).empty())
    --end;
  const auto cut = [&](auto& list) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(end), list.end());
    list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(begin));
  };
  cut(block.lines);
  cut(block.document_lines);
  cut(block.columns);
}

/// Takes away the white space that all lines begin with.
void dedent(CodeBlock& block) {
  std::size_t margin = std::string::npos;
  std::string_view first;
  for (const std::string& line : block.lines) {
    if (trim(line).empty())
      continue;
    if (margin == std::string::npos) {
      margin = indent_of(line);
      first = line;
    }
    const std::size_t here = std::min(margin, indent_of(line));
    std::size_t same = 0;
    while (same < here && line[same] == first[same])
      ++same;
    margin = same;
  }
  if (margin == 0 || margin == std::string::npos)
    return;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const std::size_t cut = std::min(margin, indent_of(block.lines[i]));
    block.lines[i].erase(0, cut);
    block.columns[i] += static_cast<int>(cut);
  }
}

void set_code(Snippet& snippet, const std::vector<std::string>& lines, std::vector<int> document_lines, std::vector<int> shift) {
  snippet.code.clear();
  for (const std::string& line : lines)
    snippet.code += line + "\n";
  snippet.lines = LineMap{std::move(document_lines)};
  snippet.shift = std::move(shift);
}

/// The input of a session alone.
void strip_prompts(Snippet& snippet, const CodeBlock& block) {
  std::vector<std::string> lines;
  std::vector<int> places, shift;
  for (const TypedLine& typed : typed_lines(block.lines)) {
    lines.push_back(typed.text);
    places.push_back(block.document_lines[typed.line]);
    shift.push_back(block.columns[typed.line] - 1 + static_cast<int>(typed.cut));
  }
  set_code(snippet, lines, std::move(places), std::move(shift));
}

void repair_indentation(Snippet& snippet, const CodeBlock& block) {
  if (!lost_indentation(block.lines))
    return;
  snippet.remarks.push_back({"SC102", "the indentation was lost", snippet.start_line});
  const auto repaired = reindent(block.lines);
  if (!repaired)
    return;
  snippet.repaired = true;
  for (std::size_t i = 0; i < snippet.shift.size(); ++i)
    snippet.shift[i] -= 4 * repaired->depth[i];
  set_code(snippet, repaired->lines, block.document_lines, std::move(snippet.shift));
}

/// The nearest lines of text above a block, nearest first: the fence and blank lines are passed over.
std::vector<std::string_view> lines_above(const Context& context, const CodeBlock& block) {
  std::vector<std::string_view> above;
  const int first = block.fenced ? block.first_line - 1 : block.document_lines.front();
  for (int line = first - 1; line >= 1 && above.size() < 3; --line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (context.taken[index])
      break;
    if (!trim(context.lines[index]).empty())
      above.push_back(context.lines[index]);
  }
  return above;
}

void apply_directives(Snippet& snippet, const std::vector<std::string_view>& above, const CodeBlock& block) {
  std::vector<std::string_view> candidates{block.lines.front()};
  for (const std::string_view line : above) {
    if (!directive_in(line))
      break;
    candidates.push_back(line);
  }
  for (const std::string_view line : candidates) {
    const auto directive = directive_in(line);
    if (!directive)
      continue;
    if (directive->word == "skip")
      snippet.skip = directive->reason.empty() ? "directive" : directive->reason;
    else
      snippet.remarks.push_back({"SC901", "unknown directive '" + directive->word + "'", snippet.start_line});
  }
}

/// The answer that a line belongs to.
std::size_t answer_at(const Context& context, int line) {
  std::size_t found = 0;
  while (found + 1 < context.answers.size() && context.answers[found + 1].line <= line)
    ++found;
  return found;
}

/// Lines of an answer, 1-based, end exclusive.
std::pair<int, int> lines_of_answer(const Context& context, std::size_t answer) {
  const int end =
      answer + 1 < context.answers.size() ? context.answers[answer + 1].line : static_cast<int>(context.lines.size()) + 1;
  return {std::max(context.answers[answer].line, 1), end};
}

std::string prose_around(const Context& context, const Snippet& snippet, std::size_t answer) {
  const auto [begin, end] = lines_of_answer(context, answer);
  std::string before, after;
  for (int line = snippet.start_line - 1; line >= begin; --line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (before.size() + context.lines[index].size() >= kProseAround)
      break;
    if (!context.taken[index])
      before.insert(0, std::string{context.lines[index]} + "\n");
  }
  for (int line = snippet.end_line + 1; line < end; ++line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (after.size() + context.lines[index].size() >= kProseAround)
      break;
    if (!context.taken[index])
      after += std::string{context.lines[index]} + "\n";
  }
  return before + after;
}

/// The first line `Answer:` of an answer; 0 when it has none.
int answer_line(const Context& context, std::size_t answer) {
  const auto [begin, end] = lines_of_answer(context, answer);
  for (int line = begin; line < end && answer > 0; ++line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (!context.taken[index] && opens_answer(context.lines[index]))
      return line;
  }
  return 0;
}

Snippet snippet_from(const Context& context, CodeBlock block) {
  const auto above = lines_above(context, block);
  trim_edges(block);
  dedent(block);
  Snippet snippet;
  snippet.document = context.document.path;
  snippet.start_line = block.document_lines.front();
  snippet.end_line = block.document_lines.back();
  const std::size_t lead = indent_of(block.lines.front());
  snippet.start_column = block.columns.front() + static_cast<int>(lead);
  snippet.label = label_of(block.info);
  snippet.fenced = block.fenced;
  snippet.language = language_of(snippet.label, block.lines);
  std::vector<int> shift;
  for (const int column : block.columns)
    shift.push_back(column - 1);
  set_code(snippet, block.lines, block.document_lines, std::move(shift));
  if (snippet.language == "python-console") {
    strip_prompts(snippet, block);
    if (snippet.code.empty())
      snippet.skip = "a session that shows nothing but exceptions";
  }
  if (snippet.language == "python" && snippet.code.size() <= kMaxParsed)
    repair_indentation(snippet, block);
  if (snippet.code.size() > kMaxParsed)
    snippet.skip = "longer than 1 MiB";
  snippet.file = file_of(block, above.empty() ? std::string_view{} : above.front(), snippet.is_python());
  apply_directives(snippet, above, block);
  const std::size_t answer = answer_at(context, snippet.start_line);
  snippet.answer = static_cast<int>(answer);
  snippet.question = context.answers[answer].question;
  snippet.in_question = block.in_question || snippet.start_line < context.answer_lines[answer];
  snippet.prose = prose_around(context, snippet, answer);
  return snippet;
}

/// Names, roles and remarks of Python; a role depends on what stands before it in its answer.
void describe(std::vector<Snippet>& snippets) {
  int answer = -1;
  std::set<std::string> known;
  for (Snippet& snippet : snippets) {
    if (!snippet.is_python())
      continue;
    if (snippet.answer != answer)
      known.clear();
    answer = snippet.answer;
    snippet.names = names_of(snippet.code);
    snippet.role = role_of(snippet.code, snippet.names, known);
    known.insert(snippet.names.binds.begin(), snippet.names.binds.end());
    for (Remark& remark : remarks_on(snippet))
      snippet.remarks.push_back(std::move(remark));
  }
}

}  // namespace

Extraction extract(const Document& document) {
  const std::string decoded = decode(document.text);
  Outline outline = format_of(document.path, decoded).outline(decoded);
  Context context{document, split_lines(outline.places.empty() ? decoded : outline.text), {}, {}, {}};
  context.taken.resize(context.lines.size());
  for (const CodeBlock& block : outline.blocks)
    for (const int line : block.document_lines)
      context.taken[static_cast<std::size_t>(line) - 1] = true;
  context.answers = answers_of(outline.headings);
  if (!document.title.empty())
    context.answers.front().question = Question{.title = document.title, .line = 1};
  for (std::size_t answer = 0; answer < context.answers.size(); ++answer)
    context.answer_lines.push_back(answer_line(context, answer));
  Extraction found;
  if (!document.damage.empty())
    found.remarks.push_back({"", document.damage, document.first_line});
  for (CodeBlock& block : outline.blocks)
    found.snippets.push_back(snippet_from(context, std::move(block)));
  describe(found.snippets);
  const Places places{outline.places, {document.first_line, document.first_column}};
  for (Snippet& snippet : found.snippets)
    place(snippet, places, context.lines);
  give_ids(found.snippets, document.key);
  for (Remark& remark : outline.remarks) {
    remark.line += document.first_line - 1;
    found.remarks.push_back(std::move(remark));
  }
  return found;
}

}  // namespace snipcheck
