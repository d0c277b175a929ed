#include "snippets/extract.hpp"

#include "snippets/answer_map.hpp"
#include "snippets/attach_directives.hpp"
#include "snippets/decode.hpp"
#include "snippets/directive_lines.hpp"
#include "snippets/file_names.hpp"
#include "snippets/format.hpp"
#include "snippets/language.hpp"
#include "snippets/places.hpp"
#include "snippets/python_tree.hpp"
#include "snippets/repair/clean.hpp"
#include "snippets/repair/magics.hpp"
#include "snippets/repair/margin_numbers.hpp"
#include "snippets/repair/margins.hpp"
#include "snippets/repair/mojibake.hpp"
#include "snippets/snippet_parts.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace snipcheck {
namespace {

/// What the blocks of one document share.
struct Context {
  const Document& document;
  std::vector<std::string_view> lines;  ///< Of the decoded text.
  std::vector<bool> taken;              ///< Parallel: belongs to a block.

  std::string_view& line(int number) { return lines[static_cast<std::size_t>(number) - 1]; }
};

void set_code(Snippet& snippet, CodeText text) {
  snippet.code.clear();
  for (const std::string& line : text.lines)
    snippet.code += line + "\n";
  for (EchoedResult& one : text.echoed) {
    const auto at = std::ranges::find(text.document_lines, one.line);
    if (at == text.document_lines.end())
      continue;
    one.line = static_cast<int>(at - text.document_lines.begin()) + 1;
    snippet.echoed.push_back(std::move(one));
  }
  snippet.lines = LineMap{std::move(text.document_lines)};
  snippet.shift = std::move(text.shift);
  snippet.repaired = text.repaired;
  std::ranges::move(text.remarks, std::back_inserter(snippet.remarks));
}

/// The nearest lines of text above a block, nearest first: the fence and blank lines are passed over.
std::vector<std::string_view> lines_above(const Context& context, const CodeBlock& block) {
  std::vector<std::string_view> above;
  const int first = block.fenced ? block.first_line - 1 : block.document_lines.front();
  for (int line = first - 1; line >= 1 && above.size() < 3; --line) {
    const auto index = static_cast<std::size_t>(line) - 1;
    if (context.taken[index])
      break;
    const std::string_view text = trim(context.lines[index]);
    const bool unseen = text.starts_with("<!--") && text.ends_with("-->") && text.find('.') == std::string_view::npos;
    if (!text.empty() && !unseen)
      above.push_back(context.lines[index]);
  }
  return above;
}

/// Whether another block stands close above this one.
bool follows_block(const Context& context, const CodeBlock& block) {
  constexpr int kReach = 6;
  const int first = block.document_lines.front() - 1;
  for (int line = first - 1; line >= std::max(0, first - kReach); --line)
    if (context.taken[static_cast<std::size_t>(line)])
      return true;
  return false;
}

/// The nearest line of text below a block: the fence and blank lines are passed over.
std::string_view line_below(const Context& context, const CodeBlock& block) {
  constexpr std::size_t kReach = 5;
  const auto after = static_cast<std::size_t>(block.document_lines.back());
  for (std::size_t line = after; line < std::min(after + kReach, context.lines.size()); ++line) {
    const std::string_view text = trim(context.lines[line]);
    if (!text.empty() && context.taken[line])
      break;
    if (!text.empty() && !text.starts_with("```") && !text.starts_with("~~~"))
      return text;
  }
  return {};
}

bool is_blank(const std::vector<std::string>& lines) {
  return std::ranges::all_of(lines, [](const std::string& line) { return trim(line).empty(); });
}

Snippet snippet_from(const Context& context, const AnswerMap& answers, CodeBlock block) {
  const auto above = lines_above(context, block);
  const bool odd_margin = plain_margins(block);
  Snippet snippet;
  snippet.document = context.document.path;
  snippet.start_line = block.document_lines.front();
  snippet.end_line = block.document_lines.back();
  snippet.start_column = block.columns.front() + static_cast<int>(indent_of(block.lines.front()));
  snippet.label = label_of(block.info);
  snippet.fenced = block.fenced;
  CodeText shown = text_of(block);
  CodeText text = shown;
  take_off_margin_numbers(text);
  snippet.language = language_of(snippet.label, text.lines);
  if (odd_margin && snippet.is_python())
    text.repaired_at(0, "SC104", "spaces that are no plain ones");
  if (snippet.language == "python")
    snippet.language = take_out_magics(text, snippet.label, snippet.language);
  if (snippet.is_python()) {
    clean(text, snippet.language);
    if (!text.lines.empty() && is_blank(text.lines))
      snippet.language = "text";  // a prompt and nothing typed
  }
  if (!snippet.is_python())
    text = std::move(shown);
  snippet.file =
      file_of({block.info, text.lines, above, line_below(context, block), follows_block(context, block)}, snippet.language);
  set_code(snippet, std::move(text));
  if (snippet.code.empty())
    snippet.skip = "a session that shows nothing but exceptions";
  if (snippet.code.size() > kMaxParsed)
    snippet.skip = "longer than 1 MiB";
  const std::size_t answer = answers.at(snippet.start_line);
  snippet.answer = static_cast<int>(answer);
  snippet.question = answers.question(answer);
  snippet.in_question = block.in_question || answers.in_question(answer, snippet.start_line);
  snippet.prose = answers.prose(answer, snippet.start_line, snippet.end_line);
  return snippet;
}

/// Names, roles and remarks of Python. A role depends on what stands before it in its answer: snippets come in reading order,
/// each as soon as it is clean, while its tree is still at hand.
class Describer {
 public:
  void describe(Snippet& snippet) {
    if (!snippet.is_python())
      return;
    if (snippet.answer != answer_)
      known_.clear();
    answer_ = snippet.answer;
    snippet.names = names_of(snippet.code);
    snippet.role = role_of(snippet.code, snippet.names, known_);
    known_.insert(snippet.names.binds.begin(), snippet.names.binds.end());
    for (Remark& remark : remarks_on(snippet))
      snippet.remarks.push_back(std::move(remark));
  }

 private:
  int answer_ = -1;
  std::set<std::string> known_;  ///< What the snippets before bind.
};

/// Whether the first heading stands above all others: it is the document's title, and what follows it no answer yet.
bool is_titled(const std::vector<Heading>& headings) {
  return !headings.empty() && !headings.front().number &&
         std::ranges::all_of(headings.begin() + 1, headings.end(),
                             [&](const Heading& one) { return one.level > headings.front().level; });
}

void mark_taken(Context& context, const std::vector<CodeBlock>& blocks) {
  context.taken.resize(context.lines.size());
  for (const CodeBlock& block : blocks)
    for (const int line : block.document_lines)
      context.taken[static_cast<std::size_t>(line) - 1] = true;
}

/// The directives between blocks of code, whose lines are no headings and no words of an answer: `hidden` gets them.
std::vector<PlacedWord> take_out_directives(Context& context, Outline& outline, std::map<int, std::string_view>& hidden) {
  std::vector<PlacedWord> found = directives_between(context.lines, context.taken, outline.blocks);
  std::set<int> lines;
  for (const PlacedWord& directive : found) {
    lines.insert(directive.line);
    if (!context.taken[static_cast<std::size_t>(directive.line) - 1])
      hidden.emplace(directive.line, std::exchange(context.line(directive.line), ""));
  }
  std::erase_if(outline.headings, [&](const Heading& heading) { return lines.contains(heading.line); });
  return found;
}

/// What makes the text itself hard to read.
void remark_on_text(std::vector<Remark>& remarks, const Document& document, const Outline& outline,
                    std::optional<Remark> mojibake, const Places& places) {
  if (!document.damage.empty())
    remarks.push_back({"", document.damage, document.first_line});
  for (const Remark& remark : outline.remarks)
    remarks.push_back({remark.code, remark.message, remark.line + document.first_line - 1});
  if (mojibake)
    remarks.push_back({mojibake->code, mojibake->message, places.of(mojibake->line).line});
  std::ranges::stable_sort(remarks, {}, &Remark::line);
}

/// Code that stands before the first answer is everybody's.
void share_setup(std::vector<Snippet>& snippets, const std::vector<Heading>& headings, const AnswerMap& answers) {
  const int last_of_all = is_titled(headings) && answers.size() > 2 ? 1 : 0;
  for (Snippet& snippet : snippets)
    snippet.directives.setup_of_all = snippet.directives.setup && snippet.answer <= last_of_all;
}

}  // namespace

Extraction extract(const Document& document, std::span<const SidecarEntry> sidecar) {
  const std::string decoded = decode(document.text);
  Outline outline = format_of(document.path, decoded).outline(decoded);
  Context context{document, split_lines(outline.places.empty() ? decoded : outline.text), {}};
  mark_taken(context, outline.blocks);
  std::map<int, std::string_view> hidden;
  std::vector<PlacedWord> directives = take_out_directives(context, outline, hidden);
  const AnswerMap answers{context.lines, context.taken, outline.headings, document.title};
  for (PlacedWord& directive : directives)
    directive.answer = outline.one_session ? 0 : static_cast<int>(answers.at(directive.line));

  Extraction found;
  std::vector<std::vector<PlacedWord>> own;  // parallel to the snippets: their own directives
  found.snippets.reserve(outline.blocks.size());
  Describer describer;
  for (CodeBlock& block : outline.blocks) {
    found.snippets.push_back(snippet_from(context, answers, block));
    if (outline.one_session)
      found.snippets.back().answer = 0;
    found.snippets.back().top_level_await = outline.one_session;
    describer.describe(found.snippets.back());
    own.push_back(directives_within(block, found.snippets.back()));
    block = {};  // the snippet has it all
  }
  std::optional<Remark> mojibake = mojibake_in(context.lines);
  for (const auto& [line, text] : hidden)
    context.line(line) = text;

  // Up to here lines are those of the text, from here on those of the file.
  const Places places{outline.places, {document.first_line, document.first_column}};
  DirectiveDesk desk{found.snippets, places};
  desk.hand_out(directives, own);
  Ruler ruler;
  for (Snippet& snippet : found.snippets)
    place(snippet, places, context.lines, ruler);
  give_ids(found.snippets, document.key);
  desk.hand_out(sidecar);
  found.remarks = desk.close();
  share_setup(found.snippets, outline.headings, answers);
  remark_on_text(found.remarks, document, outline, std::move(mojibake), places);
  return found;
}

}  // namespace snipcheck
