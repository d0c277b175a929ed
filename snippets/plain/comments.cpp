#include "snippets/plain/comments.hpp"

#include "snippets/file_names.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <string>

namespace snipcheck {
namespace {

/// The words of the comment's first line in lower case, without the marks around them.
std::string words_of(std::string_view comment) {
  comment = trim(comment);
  comment = comment.substr(0, comment.find('\n'));
  const auto begin = comment.find_first_not_of("#-=*~_/ \t");
  return begin == std::string_view::npos ? "" : lower(comment.substr(begin));
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Whether a number, a single letter, a mark or nothing follows: `option 2`, `option b:`, `option:`, but not `option names`.
bool is_counted(std::string_view rest) {
  rest = trim(rest);
  if (rest.empty() || !is_letter(rest[0]))
    return true;
  return rest.size() == 1 || !is_letter(rest[1]);
}

/// Whether nothing, a mark or a word such as `way` follows: `good`, `good:`, `good (safe)`, `good way`, but not `good users`.
bool is_verdict(std::string_view rest) {
  if (rest.empty() || (rest[0] != ' ' && !is_letter(rest[0])))
    return true;
  static constexpr std::string_view nouns[] = {"way",      "style", "version", "code",   "example", "practice",
                                               "approach", "idea",  "api",     "syntax", "usage"};
  rest = trim(rest);
  const std::string_view word =
      rest.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(rest, is_letter) - rest.begin()));
  return word.empty() || is_any_of(word, nouns);
}

}  // namespace

bool says_alternative(std::string_view comment) {
  if (!trim(comment).starts_with('#'))
    return false;
  const std::string words = words_of(comment);
  const std::string_view text = words;
  if (text.starts_with("alternativ"))
    return true;
  static constexpr std::string_view counted[] = {"option",  "method",  "way",      "example",
                                                 "variant", "version", "approach", "solution"};
  static constexpr std::string_view verdicts[] = {"bad", "good", "wrong",     "right",   "before", "after",
                                                  "old", "new",  "incorrect", "correct", "better", "instead of"};
  const auto follows = [&](std::string_view word) {
    return text.starts_with(word) && (text.size() == word.size() || !is_letter(text[word.size()]));
  };
  const auto after = [&](std::string_view word) { return text.substr(word.size()); };
  return std::ranges::any_of(counted, [&](std::string_view word) { return follows(word) && is_counted(after(word)); }) ||
         std::ranges::any_of(verdicts, [&](std::string_view word) { return follows(word) && is_verdict(after(word)); }) ||
         follows("or");
}

bool names_python_file(std::string_view comment) {
  std::string_view name = trim(comment);
  if (!name.starts_with('#'))
    return false;
  name.remove_prefix(std::min(name.find_first_not_of("# \t"), name.size()));
  return name.ends_with(".py") && is_file_name(name);
}

bool heads_part(std::string_view comment) {
  const std::string_view line = trim(comment);
  if (!line.starts_with('#'))
    return false;
  if (line.find(".py") != std::string_view::npos)
    return true;
  const std::string_view inside = trim(line.substr(1));
  if (line.starts_with("###") || inside.starts_with("---") || inside.starts_with("===") || inside.starts_with("***"))
    return true;
  const std::string words = words_of(comment);
  for (const std::string_view word : {"step", "part", "example", "option", "method", "version", "way"})
    if (words.starts_with(word) && words.size() > word.size() && words[word.size()] == ' ' &&
        is_counted(std::string_view{words}.substr(word.size())))
      return true;
  return false;
}

bool reads_as_title(std::string_view comment) {
  constexpr std::ptrdiff_t kLongest = 7;  // words
  const std::string_view text = trim(comment.substr(std::min(comment.find_first_not_of("# \t"), comment.size())));
  if (text.empty())
    return true;
  const bool capital = text[0] >= 'A' && text[0] <= 'Z';
  const bool digit = text[0] >= '0' && text[0] <= '9';
  return (capital || digit) && std::ranges::count(text, ' ') < kLongest && text.find_first_of("(){}[]=/_\"'`<>") == text.npos &&
         !text.ends_with('.');
}

}  // namespace snipcheck
