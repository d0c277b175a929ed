#include "snippets/answer_map.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

constexpr std::size_t kProseAround = 2048;  // bytes before the lines, and as many after them
constexpr int kLinesAround = 1000;          // likewise

bool is_fence(std::string_view line) {
  line = trim(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

}  // namespace

AnswerMap::AnswerMap(std::span<const std::string_view> lines, const std::vector<bool>& taken,
                     const std::vector<Heading>& headings, std::string_view title)
    : lines_(lines), taken_(taken), answers_(answers_of(headings)) {
  if (!title.empty())
    answers_.front().question = Question{.number = std::nullopt, .title = std::string{title}, .line = 1};
  for (std::size_t answer = 0; answer < answers_.size(); ++answer) {
    name(answers_[answer], lines_of(answer).second);
    ends_.push_back(end_of_question(answer));
  }
}

/// `## Question 4` has its title below.
void AnswerMap::name(Answer& answer, int end) const {
  if (!answer.question || !is_bare_question(answer.question->title))
    return;
  const int line_of_heading = std::max(answer.line, 1);
  for (int line = line_of_heading + 1; line < end && !taken(line) && !is_fence(text(line)); ++line) {
    const std::string words = heading_from(trim(text(line)), line, 0).text;
    if (words.find_first_not_of("=-~ ") == std::string::npos)
      continue;
    if (!opens_answer(text(line)))
      answer.question->title = words;
    return;
  }
}

std::size_t AnswerMap::at(int line) const {
  const auto next = std::ranges::upper_bound(answers_.begin() + 1, answers_.end(), line, {}, &Answer::line);
  return static_cast<std::size_t>(next - answers_.begin()) - 1;
}

std::pair<int, int> AnswerMap::lines_of(std::size_t answer) const {
  const int end = answer + 1 < answers_.size() ? answers_[answer + 1].line : static_cast<int>(lines_.size()) + 1;
  return {std::max(answers_[answer].line, 1), end};
}

int AnswerMap::end_of_question(std::size_t answer) const {
  if (!answers_[answer].question)
    return 0;
  const auto [begin, end] = lines_of(answer);
  if (answer > 0)
    for (int line = begin; line < end; ++line)
      if (!taken(line) && opens_answer(text(line)))
        return line;
  const int quoted = end_of_quotation(begin, end);
  if (quoted > 0)
    return quoted;
  return asks_about_code(answers_[answer].question->title) ? end_of_shown_code(begin, end) : 0;
}

/// The line behind the quotation that an answer begins with; 0 where it begins otherwise or is nothing else.
int AnswerMap::end_of_quotation(int begin, int end) const {
  bool quoted = false;
  for (int line = begin + 1; line < end; ++line) {
    const std::string_view here = trim(text(line));
    if (here.empty())
      continue;
    if (!here.starts_with('>') || (taken(line) && here.starts_with(">>>")))
      return quoted ? line : 0;
    quoted = true;
  }
  return 0;
}

/// The line behind the first block of code, where little is said above it.
int AnswerMap::end_of_shown_code(int begin, int end) const {
  constexpr int kMostWords = 3;  // lines of text between the question and its code
  int words = 0;
  for (int line = begin + 1; line < end; ++line) {
    if (taken(line)) {
      while (line < end && taken(line))
        ++line;
      return line;
    }
    if (!trim(text(line)).empty() && !is_fence(text(line)) && ++words > kMostWords)
      return 0;
  }
  return 0;
}

bool AnswerMap::in_question(std::size_t answer, int line) const { return line < ends_[answer]; }

std::string AnswerMap::prose(std::size_t answer, int first, int last) const {
  const auto [begin, end] = lines_of(answer);
  const auto size_of = [&](int line) { return taken(line) ? 0 : text(line).size() + 1; };
  const int highest = std::max(begin, first - kLinesAround), lowest = std::min(end, last + kLinesAround);
  int top = first, bottom = last + 1;
  for (std::size_t size = 0; top > highest && (size += size_of(top - 1)) <= kProseAround;)
    --top;
  for (std::size_t size = 0; bottom < lowest && (size += size_of(bottom)) <= kProseAround;)
    ++bottom;
  std::string out;
  const auto add = [&](int from, int to) {
    for (int line = from; line < to; ++line)
      if (!taken(line) && !trim(text(line)).empty() && !is_fence(text(line)))
        out.append(text(line)).append(1, '\n');
  };
  add(top, first);
  add(last + 1, bottom);
  return out;
}

}  // namespace snipcheck
