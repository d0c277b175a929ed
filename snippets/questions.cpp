#include "snippets/questions.hpp"

#include "snippets/file_names.hpp"
#include "snippets/question_text.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>

namespace snipcheck {
namespace {

/// Level of a question in bold type, until it is known whether it heads an answer.
constexpr int kSoftLevel = kNumberedLevel + 1;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number and text of a whole line; `<summary>` counts as a line of its own.
std::optional<NumberedText> numbered_line(std::string_view line) {
  if (indent_of(line) > 3 || line.size() > 600)
    return std::nullopt;
  line = trim(line);
  if (line.starts_with("<summary>"))
    line = line.substr(9, line.find("</summary>") - 9);
  const bool hash = line.size() > 1 && line[0] == '#' && is_digit(line[1]);  // `#3 What`, no heading
  line.remove_prefix(hash ? 0 : std::min(line.find_first_not_of("#* "), line.size()));
  auto numbered = take_number(without_marks(line));
  const bool bare = numbered && numbered->marked && numbered->number && numbered->text.empty();
  if (!numbered || (numbered->text.size() < 3 && !bare))
    return std::nullopt;
  return numbered;
}

/// The words of a line that is nothing but a question in bold type or in `<summary>`; nothing for others.
std::optional<std::string> bold_question(std::string_view line) {
  constexpr std::size_t kLongest = 300;
  line = trim(line);
  if (line.size() < 8 || line.size() > kLongest)
    return std::nullopt;
  const bool stars = line.starts_with("**") && line.ends_with("**");
  const bool lines = line.starts_with("__") && line.ends_with("__");
  const bool tags = (line.starts_with("<summary>") && line.ends_with("</summary>")) ||
                    ((line.starts_with("<b>") || line.starts_with("<strong>")) && line.ends_with('>'));
  std::string words = stars || lines || tags ? without_marks(line) : std::string{};
  return trim_right(words).ends_with('?') ? std::optional{std::move(words)} : std::nullopt;
}

/// Short and without the full stop of a sentence or the colon of a step.
bool is_title(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  return text.size() <= kLongest && std::string_view{".:;,"}.find(text.back()) == std::string_view::npos;
}

/// Below a blank line, above one or above a sentence that begins at the margin; and in no list: the nearest lines of text do not
/// count up to `number` or on from it.
bool stands_alone(std::span<const std::string_view> lines, const std::vector<bool>& taken, std::size_t i, int number) {
  const auto blank = [&](std::size_t line) { return trim(lines[line]).empty(); };
  const auto counts = [&](std::size_t line, int wanted) {
    const auto other = taken[line] ? std::nullopt : numbered_line(lines[line]);
    return other && other->number == wanted;
  };
  if (i > 0 && !taken[i - 1] && !blank(i - 1))
    return false;
  std::size_t next = i + 1;
  if (next < lines.size() && !taken[next] && !blank(next) && !(lines[next][0] >= 'A' && lines[next][0] <= 'Z'))
    return false;
  while (next < lines.size() && blank(next))
    ++next;
  std::size_t above = i;
  while (above > 0 && blank(above - 1))
    --above;
  return (next == lines.size() || !counts(next, number + 1)) && (above == 0 || !counts(above - 1, number - 1));
}

/// Bold questions are such only where nothing else asks; elsewhere they are rhetoric.
std::vector<Heading> without_rhetoric(const std::vector<Heading>& headings) {
  const bool others = std::ranges::any_of(headings, [](const Heading& heading) {
    return heading.level != kSoftLevel && !opens_answer(heading.text) && (asks(heading.text) || heading.number);
  });
  std::vector<Heading> kept;
  for (const Heading& heading : headings) {
    if (heading.level == kSoftLevel && others)
      continue;
    kept.push_back(heading);
    kept.back().level = std::min(heading.level, kNumberedLevel);
  }
  return kept;
}

/// "Step 2: use it": goes on with what stands above.
bool names_step(std::string_view text) {
  const std::string low = lower(text.substr(0, 16));
  for (const std::string_view word : {"step ", "part ", "stage ", "phase "})
    if (low.starts_with(word) && low.size() > word.size() && is_digit(low[word.size()]))
      return true;
  return false;
}

}  // namespace

Heading heading_from(std::string_view text, int line, int level) {
  Heading heading{line, level, without_marks(text), std::nullopt};
  if (auto numbered = take_number(heading.text)) {
    heading.number = numbered->number;
    heading.text = std::move(numbered->text);
  }
  return heading;
}

std::optional<Heading> marked_heading(std::string_view line, int number) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level >= line.size() || line[level] != ' ')
    return std::nullopt;
  std::string_view text = trim(line.substr(level));
  while (text.ends_with('#'))
    text.remove_suffix(1);
  return heading_from(trim(text), number, static_cast<int>(level));
}

std::optional<Heading> numbered_question(std::string_view line) {
  auto numbered = numbered_line(line);
  if (!numbered)
    return std::nullopt;
  return Heading{0, kNumberedLevel, std::move(numbered->text), numbered->number};
}

std::vector<Heading> question_lines(std::span<const std::string_view> lines, const std::vector<bool>& taken, Titles titles) {
  std::vector<Heading> found;
  int last = 0;        // number of the last question
  int item = -1;       // number of the last item of a list that asks nothing
  bool loose = false;  // that item stood in a paragraph of its own
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool hash = lines[i].size() > 1 && lines[i][0] == '#' && is_digit(lines[i][1]);
    if (taken[i] || (lines[i].starts_with('#') && !hash))
      continue;
    auto here = numbered_line(lines[i]);
    if (!here) {
      if (auto bold = bold_question(lines[i]))
        found.push_back({static_cast<int>(i) + 1, kSoftLevel, std::move(*bold), std::nullopt});
      continue;
    }
    const int number = here->number.value_or(0);
    const bool alone = titles == Titles::bare && is_title(here->text) && stands_alone(lines, taken, i, number);
    const bool next_item = number == item + 1 && (loose || !alone);
    const bool in_turn = here->number && number == last + 1 && !next_item;
    const bool wordy = here->text.find(' ') != std::string::npos;
    const bool follows_item = i > 0 && numbered_line(lines[i - 1]).has_value();
    const bool expected = in_turn && (alone || asks(here->text) || (last > 0 && wordy && !follows_item));
    if (!has_question_mark(here->text) && !here->marked && !expected) {
      item = number;
      loose = alone;
      continue;
    }
    item = -1;
    last = here->number.value_or(last);
    found.push_back({static_cast<int>(i) + 1, kNumberedLevel, std::move(here->text), here->number});
  }
  return found;
}

std::vector<Answer> answers_of(const std::vector<Heading>& all) {
  const auto is_question = [](const Heading& heading) {
    return asks(heading.text) || heading.number.has_value() || is_bare_question(heading.text);
  };
  const std::vector<Heading> headings = without_rhetoric(all);
  const auto is_line = [](const Heading& heading) { return heading.level == kNumberedLevel; };
  // "Code", "Why needed?": what heads a part of every answer divides nothing.
  std::map<std::pair<int, std::string>, int> times;
  for (const Heading& heading : headings)
    ++times[{heading.level, heading.text}];
  const auto is_label = [&](const Heading& heading) {
    return opens_answer(heading.text) || names_step(heading.text) || is_file_name(replace_all(heading.text, "\\_", "_")) ||
           (!is_line(heading) && !is_bare_question(heading.text) && !heading.number && times[{heading.level, heading.text}] > 1);
  };
  // Without questions, the highest level that has several headings divides the document.
  const bool has_questions =
      std::ranges::any_of(headings, [&](const Heading& heading) { return is_question(heading) && !is_label(heading); });
  int dividing = 1;
  while (dividing < kNumberedLevel && std::ranges::count(headings, dividing, &Heading::level) < 2)
    ++dividing;
  // A heading beside those that ask divides as they do, though it asks nothing.
  int asking = 0;
  for (const Heading& heading : headings)
    if (!is_line(heading) && is_question(heading) && !is_label(heading))
      asking = asking == 0 ? heading.level : std::min(asking, heading.level);
  std::vector<Answer> answers{Answer{}};
  bool in_question = false;        // the current answer began with a question
  int level = kNumberedLevel + 1;  // of the heading that began it
  int section = 0;                 // level of the last heading that is no line
  for (const Heading& heading : headings) {
    if (is_label(heading))
      continue;
    const bool numbered_line = is_line(heading) && is_question(heading);
    const int own = numbered_line ? section + 1 : heading.level;
    const bool asks_anew = in_question ? numbered_line && has_question_mark(heading.text) : is_question(heading);
    const bool begins = has_questions ? own <= level || asks_anew || heading.level <= asking : heading.level <= dividing;
    if (!begins)
      continue;
    answers.push_back({heading.line, Question{heading.number, heading.text, heading.line}});
    in_question = is_question(heading);
    level = own;
    if (!numbered_line)
      section = heading.level;
  }
  return answers;
}

bool opens_answer(std::string_view line) {
  constexpr std::size_t kLongestMark = 32;
  const std::string words = line.find('<') < 8 ? without_marks(line) : std::string{};
  line = trim(words.empty() ? line : words);
  line.remove_prefix(std::min(line.find_first_not_of("#*_> "), line.size()));
  const std::string low = lower(line.substr(0, kLongestMark));
  for (const std::string_view mark : {"answer",
                                      "solution",
                                      "correct answer",
                                      "model answer",
                                      "sample answer",
                                      "show answer",
                                      "show the answer",
                                      "view answer",
                                      "see answer",
                                      "reveal answer",
                                      "click to see the answer",
                                      "click for answer",
                                      "click to reveal",
                                      "show solution",
                                      "view solution",
                                      "suggested answer",
                                      "expected answer",
                                      "example answer",
                                      "possible answer",
                                      "ideal answer",
                                      "the answer",
                                      "my answer",
                                      "explanation and answer",
                                      "ans",
                                      "a"}) {
    if (!low.starts_with(mark))
      continue;
    std::string_view rest = std::string_view{low}.substr(mark.size());
    while (!rest.empty() && (is_digit(rest[0]) || rest[0] == ' ' || rest[0] == '*' || rest[0] == '_'))
      rest.remove_prefix(1);
    const bool whole = rest.empty() && mark.size() > 1;
    const bool stopped =
        !rest.empty() && (rest[0] == ':' || rest[0] == '.') && (rest.size() == 1 || rest[1] == ' ' || rest[1] == '*');
    if (whole || stopped)
      return true;
  }
  return false;
}

}  // namespace snipcheck
