#include "verifier/expectation.hpp"

#include "support/text.hpp"
#include "verifier/culprit.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

/// What a view raises to answer with that status is no fault of its run.
constexpr std::pair<std::string_view, int> kHttpErrors[] = {{"BadRequest", 400},
                                                            {"BadRequestKeyError", 400},
                                                            {"Unauthorized", 401},
                                                            {"Forbidden", 403},
                                                            {"NotFound", 404},
                                                            {"MethodNotAllowed", 405},
                                                            {"NotAcceptable", 406},
                                                            {"Conflict", 409},
                                                            {"Gone", 410},
                                                            {"UnsupportedMediaType", 415},
                                                            {"RequestEntityTooLarge", 413},
                                                            {"TooManyRequests", 429},
                                                            {"UnprocessableEntity", 422}};

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

bool is_a(const Fault& fault, std::string_view name) {
  const std::string_view wanted = last_part(name);
  return last_part(fault.type) == wanted ||
         std::ranges::any_of(fault.bases, [&](const std::string& base) { return last_part(base) == wanted; });
}

/// The comments on a line of code and on the lines of comments that follow it; of a class, or of what is decorated, all of its
/// own.
std::string comments_at(const Snippet& snippet, int line) {
  const auto lines = split_lines(snippet.code);
  const auto first = static_cast<std::size_t>(line) - 1;
  if (line < 1 || first >= lines.size())
    return {};
  const std::size_t indent = indent_of(lines[first]);
  bool in_header = lines[first].substr(indent).starts_with('@') || lines[first].substr(indent).starts_with("class ");
  const bool is_block = in_header;
  std::string comments;
  for (std::size_t i = first; i < lines.size(); ++i) {
    const std::string_view text = lines[i].substr(indent_of(lines[i]));
    const bool is_inside = is_block && (in_header || indent_of(lines[i]) > indent || text.empty());
    if (i > first && !is_inside && !text.starts_with('#'))
      break;
    in_header = in_header && text.starts_with('@');
    if (const auto hash = text.find('#'); hash != std::string_view::npos)
      comments += std::string{text.substr(hash)} + '\n';
  }
  return comments;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [&](std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_part(at - 1)) && !is_part(at + word.size()))
      return true;
  return false;
}

/// Words by which authors say that something fails.
constexpr std::string_view kRaises[] = {"raise", "raises", "raised",  "fails",  "fail",   "throws", "throw", "gives",  "give",
                                        "get",   "causes", "results", "result", "errors", "error",  "ends",  "crashes"};

/// A comment on its own, on the line above a line of code; "" for none.
std::string_view comment_above(const Snippet& snippet, int line) {
  const auto lines = split_lines(snippet.code);
  if (line < 2 || static_cast<std::size_t>(line) > lines.size())
    return {};
  const std::string_view above = trim(lines[static_cast<std::size_t>(line) - 2]);
  return above.starts_with('#') ? above : std::string_view{};
}

/// `1 / 0  # ZeroDivisionError`: the author says of a line which error it raises.
bool is_announced(const Fault& fault, const Snippet& snippet) {
  const std::string_view type = last_part(fault.type);
  const auto says = [&](int line) {
    const std::string_view above = comment_above(snippet, line);
    const bool leads = has_word(above, type) && std::ranges::any_of(kRaises, [&](auto word) { return has_word(above, word); });
    return line > 0 && (leads || has_word(comments_at(snippet, line), type));
  };
  return says(fault.line) || says(fault.statement) ||
         std::ranges::any_of(fault.frames, [&](const Frame& frame) { return frame.file == "snippet.py" && says(frame.line); });
}

/// "werkzeug.routing.BuildError: Could not build ...": the last line of a traceback that shows this fault.
bool shows(std::string_view line, const Fault& fault) {
  line = trim(line);
  const std::string_view name = line.substr(0, line.find(':'));
  return last_part(name) == last_part(fault.type) && std::ranges::all_of(name, [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
         });
}

/// The blocks that are no Python and stand between a snippet and the next one of its answer.
std::vector<const Snippet*> blocks_after(const Subject& subject) {
  std::vector<const Snippet*> blocks;
  const auto here = std::ranges::find(subject.answer, subject.snippet);
  for (auto next = here; next != subject.answer.end(); ++next) {
    if (next == here)
      continue;
    if ((*next)->is_python() || (*next)->document != subject.snippet->document)
      break;
    blocks.push_back(*next);
  }
  return blocks;
}

/// The output that the author shows below the snippet ends with the error.
bool is_shown_below(const Fault& fault, const Subject& subject) {
  return std::ranges::any_of(blocks_after(subject), [&](const Snippet* block) {
    return std::ranges::any_of(split_lines(block->code), [&](std::string_view line) { return shows(line, fault); });
  });
}

/// Without what stands in backticks.
std::string without_code(std::string_view text) {
  std::string out;
  bool in_code = false;
  for (const char c : text) {
    in_code = in_code != (c == '`');
    if (!in_code && c != '`')
      out += c;
  }
  return out;
}

/// What stands on the lines right above the snippet, or right below it.
std::string lines_beside(const Snippet& snippet, bool above) {
  std::string text;
  for (std::size_t i = 0; i < snippet.around.lines.size(); ++i) {
    const int number = snippet.around.numbers[i];
    if ((above ? number < snippet.start_line : number > snippet.end_line) && !trim(snippet.around.lines[i]).starts_with("```"))
      text += ' ' + snippet.around.lines[i];
  }
  return std::string{trim(text)};
}

/// "To avoid the TypeError, write"
bool mends(const std::string& sentence) {
  static constexpr std::string_view kWords[] = {"avoid",   "avoids",   "fix",     "fixes",   "solve",   "solves",
                                                "prevent", "prevents", "instead", "not",     "without", "handle",
                                                "handles", "catch",    "catches", "correct", "never",   "no"};
  return std::ranges::any_of(kWords, [&](std::string_view word) { return has_word(sentence, word); });
}

/// Does a sentence say that the error comes?
bool says_that_it_comes(const std::string& sentence) {
  return std::ranges::any_of(kRaises, [&](std::string_view word) { return has_word(sentence, word); }) && !mends(sentence);
}

/// The last sentence above the snippet, in small letters.
std::string sentence_above(const Snippet& snippet) {
  const std::string words = lower(without_code(lines_beside(snippet, true)));
  const auto stop = words.rfind(". ");
  return stop == std::string::npos ? words : words.substr(stop + 2);
}

/// "This raises a TypeError:" above the snippet.
bool is_led_to(const Fault& fault, const Snippet& snippet) {
  const std::string above = lines_beside(snippet, true);
  return above.ends_with(':') && has_word(above, last_part(fault.type)) && says_that_it_comes(sentence_above(snippet));
}

/// "Lists have no hash, so Python raises a `TypeError`." below it: in its first sentence.
bool is_told_below(const Fault& fault, const Snippet& snippet) {
  const std::string below = replace_all(lines_beside(snippet, false), "`", "");
  const std::string type{last_part(fault.type)};
  for (const std::string_view clause : split(std::string_view{below}.substr(0, below.find(". ")), ',')) {
    const std::string before = lower(clause.substr(0, clause.find(type)));
    if (has_word(clause, type) && says_that_it_comes(before))
      return true;
  }
  return false;
}

/// The prose of the answer shows the very words: "you get `NameError: name 'e' is not defined`", or a traceback that nobody
/// marked.
bool is_quoted(const Fault& fault, const Snippet& snippet) {
  constexpr std::size_t kEnough = 8;
  if (mends(sentence_above(snippet)))
    return false;
  const std::string said = fault.message.substr(0, std::min(fault.message.find('\n'), fault.message.find(". ")));
  const std::string type{last_part(fault.type)}, &prose = snippet.prose;
  for (const std::string& words :
       {type + " is raised", type + " will be raised", "raises " + type, "raises a " + type, "raises an " + type})
    if (prose.find(words) != std::string::npos)
      return true;
  return said.size() >= kEnough && prose.find(type + ": " + said) != std::string::npos;
}

bool is_expected(const Fault& fault, const Subject& subject) {
  if (!fault.context.empty())
    return false;
  const Snippet& snippet = *subject.snippet;
  const auto& error = snippet.directives.error;
  const bool by_directive =
      error &&
      (error->names.empty() || std::ranges::any_of(error->names, [&](const std::string& name) { return is_a(fault, name); }));
  const bool by_itself = fault.detail("raised") == "always" && fault.stage == "import";  // `raise ValueError("so")`, and no more
  return by_directive || by_itself || is_announced(fault, snippet) || is_led_to(fault, snippet) ||
         is_told_below(fault, snippet) || is_quoted(fault, snippet) || is_shown_below(fault, subject);
}

const Fault* expected_fault(const RunResult& result, const Subject& subject) {
  const auto found = std::ranges::find_if(result.faults, [&](const Fault& fault) { return is_expected(fault, subject); });
  return found == result.faults.end() ? nullptr : &*found;
}

bool answers_as_said(const RunResult& result, const ExpectedError& error) {
  return std::ranges::any_of(error.names, [&](const std::string& name) {
    const auto known = std::ranges::find(kHttpErrors, last_part(name), &std::pair<std::string_view, int>::first);
    return known != std::end(kHttpErrors) &&
           std::ranges::find(result.responses, known->second, &Response::status) != result.responses.end();
  });
}

std::string name_of(const ExpectedError& error) { return error.names.empty() ? "an error" : join(error.names, " or "); }

bool is_verdict_on_its_run(Status status) {
  return status != Status::incomplete && status != Status::unverified && status != Status::error;
}

}  // namespace

bool may_lack_names(const Snippet& snippet) {
  static constexpr std::string_view kNameErrors[] = {"NameError", "UnboundLocalError", "Exception", "BaseException"};
  const auto& error = snippet.directives.error;
  if (!error && snippet.prose.find("NameError: name '") != std::string::npos)
    return true;
  if (!error)
    return snippet.code.find('#') != std::string::npos &&
           (has_word(snippet.code, kNameErrors[0]) || has_word(snippet.code, kNameErrors[1]));
  return error->names.empty() ||
         std::ranges::any_of(error->names, [](const std::string& name) { return is_any_of(last_part(name), kNameErrors); });
}

bool raises_as_said(const RunResult& result, const Subject& subject) {
  const auto& error = subject.snippet->directives.error;
  return expected_fault(result, subject) != nullptr || (error && answers_as_said(result, *error));
}

Row without_expected(const Row& row, const Subject& subject) {
  Row rest = row;
  for (RunResult& result : rest)
    std::erase_if(result.faults, [&](const Fault& fault) { return is_expected(fault, subject); });
  return rest;
}

Verdict judge_expecting(const Subject& subject, const Context& context, const Row& row, const Row& rest, const Matrix& matrix) {
  Verdict verdict = judge(subject, context, rest, matrix);
  const Snippet& snippet = *subject.snippet;
  const auto& error = snippet.directives.error;
  if (!error || !error->must_happen || raises_as_said(row.back(), subject) || !is_verdict_on_its_run(verdict.status))
    return verdict;
  Ground ground{.kind = Ground::Kind::unraised, .text = name_of(*error), .line = error->line};
  const bool fails_otherwise = verdict.status != Status::ok && verdict.status != Status::deprecated;
  if (fails_otherwise) {
    verdict.grounds.push_back(std::move(ground));
    return verdict;
  }
  verdict.status = Status::broken;
  for (std::size_t i = row.size() - 1; i-- > 0;)
    if (const Fault* fault = expected_fault(row[i], subject)) {
      ground.boundary = Boundary{i, i + 1, culprit_of(*fault, i, i + 1, subject, context, matrix)};
      verdict.status = Status::outdated;
      break;
    }
  verdict.grounds.insert(verdict.grounds.begin(), std::move(ground));
  return verdict;
}

}  // namespace snipcheck
