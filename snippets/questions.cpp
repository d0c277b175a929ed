#include "snippets/questions.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace snipcheck {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Without `**`, `__`, backticks, and single `*` at the edges of words.
std::string without_marks(std::string_view text) {
  std::string out = replace_all(replace_all(std::string{text}, "**", ""), "`", "");
  if (out.starts_with("__") && out.ends_with("__") && out.size() > 4)
    out = out.substr(2, out.size() - 4);
  std::string kept;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool star = out[i] == '*';
    const bool opens = star && (i == 0 || out[i - 1] == ' ') && i + 1 < out.size() && out[i + 1] != ' ';
    const bool closes = star && i > 0 && out[i - 1] != ' ' && (i + 1 == out.size() || !is_letter(out[i + 1]));
    if (!opens && !closes)
      kept += out[i];
  }
  return std::string{trim(kept)};
}

struct Numbered {
  std::optional<int> number;
  std::string text;
  bool marked = false;  ///< `Q` or `Question` stands before the number.
};

/// Takes `12.`, `12)`, `Q12:`, `Question 12 -` or `Q.` off the front; what is no letter or digit (an emoji) may stand before it
/// and stays.
std::optional<Numbered> take_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80)
    ++at;
  while (at > 0 && at < text.size() && text[at] == ' ')
    ++at;
  const std::string before{text.substr(0, at)};
  std::string_view rest = text.substr(at);
  const std::string low = lower(rest.substr(0, 9));
  bool marked = false;
  for (const std::string_view mark : {"question", "ques", "que", "q"}) {
    if (!low.starts_with(mark) || (rest.size() > mark.size() && is_letter(rest[mark.size()])))
      continue;
    rest.remove_prefix(mark.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" #.-"), rest.size()));
    marked = true;
    break;
  }
  std::optional<int> number;
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 5 && is_digit(rest[digits]))
    ++digits;
  if (digits > 0 && digits < 5) {
    int value = 0;
    std::from_chars(rest.data(), rest.data() + digits, value);
    number = value;
    rest.remove_prefix(digits);
  }
  if (!number && !marked)
    return std::nullopt;
  for (const std::string_view keycap : {"\uFE0F\u20E3", "\u20E3"})
    if (rest.starts_with(keycap))
      return Numbered{number, before + std::string{trim(rest.substr(keycap.size()))}, marked};
  const std::size_t space = std::min(rest.find_first_not_of(' '), rest.size());
  std::string_view tail = rest.substr(space);
  if (tail.empty() || (tail[0] != '.' && tail[0] != ')' && tail[0] != ':' && tail[0] != '-' && !(marked && number)))
    return std::nullopt;
  const bool dash = tail[0] == '-';  // `12 - What`, but `30-sec answer`
  if (tail[0] == '.' || tail[0] == ')' || tail[0] == ':' || dash)
    tail.remove_prefix(1);
  if (tail.empty() || (tail[0] != ' ' && (dash || (!marked && !is_letter(tail[0])))))
    return std::nullopt;
  tail = trim(tail);
  return Numbered{number, before + std::string{tail}, marked};
}

bool has_question_mark(std::string_view text) {
  return trim_right(text).ends_with('?') || text.find("? ") != std::string_view::npos;
}

/// Asks, or tells the reader to explain, write, build ...
bool asks(std::string_view text) {
  if (has_question_mark(text))
    return true;
  static constexpr std::string_view openings[] = {
      "what",       "how",           "why",     "when",      "where",   "which",    "who",     "explain", "describe",
      "difference", "differentiate", "define",  "write",     "can ",    "is ",      "are ",    "does ",   "do ",
      "should ",    "compare",       "discuss", "implement", "create ", "build ",   "design ", "give ",   "name ",
      "list ",      "mention",       "show ",   "scenario",  "tell ",   "have you", "suppose", "you ",    "in flask",
      "state ",     "demonstrate",   "could ",  "would ",    "if "};
  std::string low = lower(text);
  std::size_t letter = 0;
  while (letter < low.size() && !is_letter(low[letter]))
    ++letter;
  low.erase(0, letter);
  return std::ranges::any_of(openings, [&](std::string_view opening) { return low.starts_with(opening); });
}

/// The number and text of a whole line; `<summary>` counts as a line of its own.
std::optional<Numbered> numbered_line(std::string_view line) {
  if (indent_of(line) > 3 || line.size() > 600)
    return std::nullopt;
  line = trim(line);
  if (line.starts_with("<summary>"))
    line = line.substr(9, line.find("</summary>") - 9);
  line.remove_prefix(std::min(line.find_first_not_of("#* "), line.size()));
  auto numbered = take_number(without_marks(line));
  if (!numbered || numbered->text.size() < 3)
    return std::nullopt;
  return numbered;
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
    if (taken[i] || lines[i].starts_with('#'))
      continue;
    auto here = numbered_line(lines[i]);
    if (!here)
      continue;
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

std::vector<Answer> answers_of(const std::vector<Heading>& headings) {
  const auto is_question = [](const Heading& heading) { return asks(heading.text) || heading.number.has_value(); };
  const auto is_line = [](const Heading& heading) { return heading.level == kNumberedLevel; };
  // "Code", "Why needed?": what heads a part of every answer divides nothing.
  std::map<std::pair<int, std::string>, int> times;
  for (const Heading& heading : headings)
    ++times[{heading.level, heading.text}];
  const auto is_label = [&](const Heading& heading) {
    return opens_answer(heading.text) || (!is_line(heading) && !heading.number && times[{heading.level, heading.text}] > 1);
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
  line = trim(line);
  line.remove_prefix(std::min(line.find_first_not_of("#*_> "), line.size()));
  const std::string low = lower(line.substr(0, 24));
  for (const std::string_view mark : {"answer", "solution", "correct answer", "model answer", "sample answer", "ans", "a"}) {
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
