#include "snippets/question_text.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace snipcheck {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Bytes of a tag at the start of a text: `<b>`, `</a>`, `<a name="x">`; 0 for none. `<int:id>` is none.
std::size_t tag_at(std::string_view text) {
  static constexpr std::string_view tags[] = {"a",    "b",  "i",   "u",       "em",      "strong", "code",
                                              "span", "br", "sup", "summary", "details", "font",   "mark"};
  constexpr std::size_t kLongest = 200;
  text = text.substr(0, kLongest);
  if (!text.starts_with('<'))
    return 0;
  const std::size_t name = text.starts_with("</") ? 2 : 1;
  const std::size_t end = std::min(text.find_first_of(" />", name), text.size());
  const std::size_t close = text.find('>');
  return close != std::string_view::npos && end <= close && is_any_of(lower(text.substr(name, end - name)), tags) ? close + 1 : 0;
}

/// Without the address of a link at the start, `[Flask](https://...)`: its text, and how many bytes it takes; nothing for none.
std::optional<std::pair<std::string, std::size_t>> link_at(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  text = text.substr(0, kLongest);
  const std::size_t open = text.starts_with("![") ? 2 : 1;
  const std::size_t middle = text.find("](");
  if (!(text.starts_with('[') || text.starts_with("![")) || middle == std::string_view::npos)
    return std::nullopt;
  const std::size_t close = text.find(')', middle);
  const bool nested = text.substr(open, middle - open).find('[') != std::string_view::npos;
  if (close == std::string_view::npos || nested)
    return std::nullopt;
  return std::pair{std::string{text.substr(open, middle - open)}, close + 1};
}

/// Without addresses, tags, `{#anchor}` at the end and backslashes of Markdown.
std::string without_links(std::string_view text) {
  text = trim(text);
  if (const auto brace = text.rfind('{'); brace != std::string_view::npos && brace > 0 && text.ends_with('}') &&
                                          brace + 2 < text.size() &&
                                          std::string_view{"#:."}.find(text[brace + 1]) != std::string_view::npos)
    text = trim(text.substr(0, brace));
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (const std::size_t tag = tag_at(rest); tag > 0) {
      i += tag;
    } else if (const auto link = rest[0] == '[' || rest[0] == '!' ? link_at(rest) : std::nullopt) {
      out += link->first;
      i += link->second;
    } else {
      const bool escape =
          rest.size() > 1 && rest[0] == '\\' && std::string_view{".)#*_[]()-"}.find(rest[1]) != std::string_view::npos;
      out += escape ? rest[1] : rest[0];
      i += escape ? 2 : 1;
    }
  }
  return out;
}

std::optional<int> number_from(std::string_view digits) {
  constexpr std::size_t kMost = 4;
  int value = 0;
  if (digits.empty() || digits.size() > kMost || !std::ranges::all_of(digits, is_digit))
    return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// `(3) What`, `[Q3] What`, `#3 What`.
std::optional<NumberedText> in_brackets(std::string_view text) {
  if (text.size() < 3)
    return std::nullopt;
  const char close = text[0] == '(' ? ')' : text[0] == '[' ? ']' : text[0] == '#' ? ' ' : '\0';
  const std::size_t end = text.find(close, 1);
  if (close == '\0' || end == std::string_view::npos || end > 12)
    return std::nullopt;
  std::string_view inside = text.substr(1, end - 1);
  if (close == ' ' && (inside.ends_with(':') || inside.ends_with('.') || inside.ends_with(')')))
    inside.remove_suffix(1);
  if (lower(inside.substr(0, 1)) == "q")
    inside.remove_prefix(1);
  const auto number = number_from(trim(inside));
  std::string_view rest = text.substr(end + 1);
  if (!number || rest.empty())
    return std::nullopt;
  rest.remove_prefix(std::min(rest.find_first_not_of(" .:-"), rest.size()));
  return NumberedText{number, std::string{trim(rest)}, true};
}

/// Behind the ` of 20` or `/20` of `Question 4 of 20`.
std::string_view behind_total(std::string_view rest) {
  const std::string_view text = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
  const std::size_t word = text.starts_with("of ") ? 3 : text.starts_with('/') ? 1 : 0;
  std::size_t digits = word;
  while (word > 0 && digits < text.size() && is_digit(text[digits]))
    ++digits;
  return digits > word ? text.substr(digits) : rest;
}

/// `IV. What`, `ii) Why`: up to 39.
std::optional<NumberedText> take_roman(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, int>, 5> values{{{"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}};
  const std::size_t end = std::min(text.find_first_not_of("IVXivx"), text.size());
  constexpr std::size_t kLongest = 8;
  if (end == 0 || end > kLongest || end + 2 >= text.size() || (text[end] != '.' && text[end] != ')') || text[end + 1] != ' ')
    return std::nullopt;
  const std::string low = lower(text.substr(0, end));
  std::string_view left = low;
  int number = 0;
  for (const auto& [sign, value] : values)
    while (left.starts_with(sign) && (sign.size() == 1 || number % 10 == 0)) {
      number += value;
      left.remove_prefix(sign.size());
    }
  if (!left.empty())
    return std::nullopt;
  return NumberedText{number, std::string{trim(text.substr(end + 2))}, false};
}

}  // namespace

std::string without_marks(std::string_view text) {
  if (text.find_first_of("*`_[!<{\\") == std::string_view::npos)
    return std::string{trim(text)};
  std::string out = replace_all(replace_all(without_links(text), "**", ""), "`", "");
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

std::optional<NumberedText> take_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80)
    ++at;
  while (at > 0 && at < text.size() && text[at] == ' ')
    ++at;
  const std::string before{text.substr(0, at)};
  std::string_view rest = text.substr(at);
  if (auto enclosed = in_brackets(rest))
    return NumberedText{enclosed->number, before + enclosed->text, true};
  const std::string low = lower(rest.substr(0, 9));
  bool marked = false, dotted = false;  // `Q. What`
  for (const std::string_view mark : {"question", "ques", "que", "q"}) {
    if (!low.starts_with(mark) || (rest.size() > mark.size() && is_letter(rest[mark.size()])))
      continue;
    rest.remove_prefix(mark.size());
    dotted = rest.starts_with(". ") && asks(rest);
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
  if (!number && !marked) {
    auto roman = take_roman(rest);
    if (roman)
      roman->text = before + roman->text;
    return roman;
  }
  for (const std::string_view keycap : {"\uFE0F\u20E3", "\u20E3"})
    if (rest.starts_with(keycap))
      return NumberedText{number, before + std::string{trim(rest.substr(keycap.size()))}, marked};
  if (number && marked)
    rest = behind_total(rest);
  const std::size_t space = std::min(rest.find_first_not_of(' '), rest.size());
  std::string_view tail = rest.substr(space);
  if (marked && tail.find_first_not_of(".):- ") == std::string_view::npos)
    return NumberedText{number, before, marked};
  if (tail.empty() || (tail[0] != '.' && tail[0] != ')' && tail[0] != ':' && tail[0] != '-' && !(marked && (number || dotted))))
    return std::nullopt;
  const bool dash = tail[0] == '-';  // `12 - What`, but `30-sec answer`
  if (tail[0] == '.' || tail[0] == ')' || tail[0] == ':' || dash)
    tail.remove_prefix(1);
  if (tail.empty() || (tail[0] != ' ' && (dash || (!marked && !is_letter(tail[0])))))
    return std::nullopt;
  tail = trim(tail);
  return NumberedText{number, before + std::string{tail}, marked};
}

bool has_question_mark(std::string_view text) {
  return trim_right(text).ends_with('?') || text.find("? ") != std::string_view::npos;
}

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

bool asks_about_code(std::string_view text) {
  const std::string low = lower(text);
  static constexpr std::string_view phrases[] = {
      "following code",     "following snippet", "following program",   "following route",
      "following view",     "following flask",   "following python",    "the following function",
      "the following app",  "this code",         "this snippet",        "this program",
      "this route",         "this view",         "this function",       "code below",
      "snippet below",      "below code",        "below snippet",       "code above",
      "given the code",     "given this",        "given the following", "consider the following",
      "predict the output", "find the bug",      "spot the bug",        "find the error",
      "find the mistake",   "spot the error",    "what is wrong with",  "what's wrong with",
      "what is wrong here", "what's wrong here", "what\u2019s wrong"};
  return std::ranges::any_of(phrases, [&](std::string_view phrase) { return low.find(phrase) != std::string::npos; });
}

bool is_bare_question(std::string_view text) {
  const std::string low = lower(trim(text));
  return low.empty() || low == "question" || low == "question:" || low == "the question" || low == "problem" || low == "problem:";
}

}  // namespace snipcheck
