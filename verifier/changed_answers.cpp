#include "verifier/changed_answers.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace snipcheck {
namespace {

constexpr std::size_t kLongestEntity = 10;

enum class Sort { good, refused, limited, other };

/// 404 says that a route is not there, which its registration tells better; 500 is a fault and has its own ground.
Sort sort_of(int status) {
  if (status == 429)
    return Sort::limited;
  if (status >= 200 && status < 400)
    return Sort::good;
  return status == 400 || status == 401 || status == 403 || status == 405 || status == 415 || status == 422 ? Sort::refused
                                                                                                            : Sort::other;
}

/// The last environment before a change that parts the row in two; nothing where the answers do not fall so.
std::optional<std::size_t> boundary_of(const std::vector<int>& statuses) {
  std::optional<std::size_t> last_before;
  bool changed = false;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    const Sort first = sort_of(statuses.front()), now = sort_of(statuses[i]);
    const bool is_good_first = first == Sort::good && now == Sort::refused;
    const bool is_limited_first = first == Sort::limited && now == Sort::good;
    if (now == first && !changed)
      last_before = i;
    else if (is_good_first || is_limited_first)
      changed = true;
    else
      return std::nullopt;
  }
  return changed ? last_before : std::nullopt;
}

/// What an environment answered each request with at first.
std::map<std::string, const Response*> answers_in(const RunResult& result) {
  std::map<std::string, const Response*> out;
  for (const Response& one : result.responses)
    out.emplace(one.request, &one);
  return out;
}

/// The last environment before the only change of a property along the row.
template <typename Value>
std::optional<std::size_t> only_change(const std::vector<Value>& values) {
  std::optional<std::size_t> before;
  for (std::size_t i = 1; i < values.size(); ++i)
    if (values[i] != values[i - 1]) {
      if (before)
        return std::nullopt;
      before = i - 1;
    }
  return before;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

Ground answered_otherwise(const std::string& text, std::size_t good) {
  return {.kind = Ground::Kind::answer, .text = text, .boundary = Boundary{good, good + 1, ""}};
}

/// The words that a reader of a page sees, sorted: no tags, no entities, and nothing with a digit, which may be a date or an id.
std::vector<std::string> words_of(std::string_view body) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && std::ranges::none_of(word, is_digit))
      words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char closes = body[i] == '<' ? '>' : body[i] == '&' ? ';' : '\0';
    const std::size_t end = closes != '\0' ? body.find(closes, i) : std::string_view::npos;
    if (end != std::string_view::npos && (closes == '>' || end - i < kLongestEntity)) {
      end_word();
      i = end;
    } else if (is_word(body[i])) {
      word += body[i];
    } else {
      end_word();
    }
  }
  end_word();
  std::ranges::sort(words);
  return words;
}

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& others) {
  std::vector<std::string> left;
  std::ranges::set_difference(all, others, std::back_inserter(left));
  return left;
}

bool is_nothing(const std::string& word) { return word == "None" || word == "null" || word == "False" || word == "false"; }

/// A value became nothing (`chrome`, and now `None`), or the page is empty. Other words are no sign: packages word their messages
/// anew, and orders, dates and ids change from run to run.
std::optional<Ground> lost_value(const std::vector<const Response*>& answers) {
  std::vector<std::vector<std::string>> words;
  for (const Response* one : answers)
    words.push_back(words_of(one->body));
  const auto good = only_change(words);
  if (!good)
    return std::nullopt;
  const auto lost = without(words[*good], words.back()), gained = without(words.back(), words[*good]);
  const bool is_empty = words.back().empty() && !answers[*good]->body.empty() && answers.back()->body.empty();
  const bool is_gone = !gained.empty() && std::ranges::all_of(gained, is_nothing) && std::ranges::none_of(lost, is_nothing);
  if (lost.empty() || (!is_empty && !is_gone))
    return std::nullopt;
  const std::string now = is_empty ? "is empty" : "says `" + join(gained, " ") + "`";
  return answered_otherwise("`" + answers.back()->request + "` said `" + join(lost, " ") + "` and " + now, *good);
}

/// Text became data, or the other way round.
std::optional<Ground> other_type(const std::vector<const Response*>& answers) {
  std::vector<bool> is_json;
  for (const Response* one : answers) {
    if (one->body.empty())
      return std::nullopt;
    is_json.push_back(one->mimetype == "application/json");
  }
  const auto good = only_change(is_json);
  if (!good)
    return std::nullopt;
  return answered_otherwise(
      "`" + answers.back()->request + "` was " + answers[*good]->mimetype + " and is " + answers.back()->mimetype, *good);
}

std::optional<Ground> other_status(const std::vector<const Response*>& answers) {
  std::vector<int> statuses;
  for (const Response* one : answers)
    statuses.push_back(one->status);
  const auto good = boundary_of(statuses);
  if (!good)
    return std::nullopt;
  return answered_otherwise("`" + answers.back()->request + "` was answered with " + std::to_string(statuses[*good]) +
                                " and is answered with " + std::to_string(statuses.back()),
                            *good);
}

bool all_good(const std::vector<const Response*>& answers) {
  return std::ranges::all_of(answers, [](const Response* one) { return sort_of(one->status) == Sort::good; });
}

}  // namespace

std::vector<Ground> changed_answers(const Row& row) {
  std::vector<std::map<std::string, const Response*>> all;
  for (const RunResult& result : row)
    all.push_back(answers_in(result));
  std::vector<Ground> out;
  for (const auto& [request, last] : all.back()) {
    std::vector<const Response*> answers;
    for (const auto& one : all)
      if (const auto found = one.find(request); found != one.end())
        answers.push_back(found->second);
    if (answers.size() != all.size())
      continue;
    auto ground = other_status(answers);
    if (!ground && all_good(answers))
      ground = other_type(answers);
    if (!ground && all_good(answers))
      ground = lost_value(answers);
    if (ground)
      out.push_back(std::move(*ground));
  }
  return out;
}

}  // namespace snipcheck
