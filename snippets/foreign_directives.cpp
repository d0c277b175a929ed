#include "snippets/foreign_directives.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

using Kind = DirectiveWord::Kind;

constexpr std::string_view kName = "snipcheck";

struct Spelling {
  std::string_view text;
  Kind kind;
};

/// Comments of other tools, without blanks after a colon; what stands behind them (a condition, a reason) is read apart.
constexpr Spelling kComments[] = {
    {"skip:next", Kind::skip},  // Sybil
    {"skip:start", Kind::skip_start},
    {"skip:end", Kind::skip_end},
    {"pytest-codeblocks:skipfile", Kind::skip_file},
    {"pytest-codeblocks:skipif", Kind::skip},
    {"pytest-codeblocks:skip", Kind::skip},
    {"pytest-codeblocks:cont", Kind::go_on},
    {"pytest-codeblocks:expect-exception", Kind::expect_error},
    {"pytest-codeblocks:expect-error", Kind::expect_error},
    {"pytest.mark.skipif", Kind::skip},
    {"pytest.mark.skip", Kind::skip},
    {"pytest.mark.xfail", Kind::allow_error},
    {"exdown-skip", Kind::skip},
    {"exdown-cont", Kind::go_on},
    {"phmdoctest-skip", Kind::skip},
    {"phmdoctest-mark.skipif", Kind::skip},
    {"phmdoctest-mark.skip", Kind::skip},
    {"phmdoctest-setup", Kind::setup},
    {"CODE:SKIP", Kind::skip},  // markdown-code-runner
};

/// Words of info strings, cell tags and metadata comments.
constexpr Spelling kWords[] = {
    {"notest", Kind::skip},  // pytest-markdown-docs
    {"no-test", Kind::skip},
    {"no_test", Kind::skip},
    {"continuation", Kind::go_on},
    {"ignore", Kind::skip},  // rustdoc, and doctests in its manner
    {"no_run", Kind::skip},
    {"should_panic", Kind::expect_error},
    {"compile_fail", Kind::expect_error},
    {"skip-execution", Kind::skip},  // Jupyter, MyST
    {"raises-exception", Kind::allow_error},
    {"nbval-skip", Kind::skip},
    {"nbval-raises-exception", Kind::expect_error},
};

DirectiveWord foreign(Kind kind, std::string_view value = {}) {
  return {.kind = kind, .value = std::string{value}, .foreign = true};
}

/// Says no to `<`, for Pythons on which the block is not to be skipped.
std::string_view opposite(std::string_view sign) {
  static constexpr std::pair<std::string_view, std::string_view> kOpposites[] = {{"<", ">="}, {"<=", ">="}, {">", "<"},
                                                                                 {">=", "<"}, {"==", "!="}, {"!=", "=="}};
  return value_for(sign, kOpposites).value_or("");
}

/// `sys.version_info < (3, 8)`, or `<3.8`, as what a Python has to satisfy for the block to be run; "" for other conditions.
/// `<=` and `>` of a pair of numbers come to the same as `<` and `>=`, since real versions have a third.
std::string python_beyond(std::string_view condition) {
  const auto sign_at = condition.find_first_of("<>=!");
  const std::string_view left = trim(condition.substr(0, std::min(sign_at, condition.size())));
  if (sign_at == std::string_view::npos || (!left.empty() && left != "sys.version_info"))
    return "";
  std::string_view right = condition.substr(sign_at);
  const std::size_t size = right.find_first_not_of("<>=!");
  const std::string_view sign = opposite(right.substr(0, std::min(size, right.size())));
  std::string version;
  for (const char c : right.substr(std::min(size, right.size())))
    if ((c >= '0' && c <= '9') || c == '.')
      version += c;
    else if (c == ',')
      version += '.';
    else if (c != ' ' && c != '(' && c != ')')
      return "";
  while (version.ends_with('.'))
    version.pop_back();
  return sign.empty() || version.empty() ? "" : "python" + std::string{sign} + version;
}

/// What follows `reason=` in quotes, or the whole when it is in quotes.
std::string reason_in(std::string_view arguments) {
  const auto named = arguments.find("reason=");
  if (named != std::string_view::npos)
    arguments.remove_prefix(named + std::string_view{"reason="}.size());
  arguments = trim(arguments);
  if (arguments.empty() || (arguments[0] != '"' && arguments[0] != '\''))
    return "";
  return std::string{arguments.substr(1, arguments.find(arguments[0], 1) - 1)};
}

/// A skip of another tool with what stands behind it: `if(sys.version_info < (3, 8), reason="...")`, `(reason="...")`, `<3.8`.
DirectiveWord foreign_skip(Kind kind, std::string_view spelt, std::string_view arguments) {
  std::string reason = reason_in(arguments);
  std::string_view condition = arguments.substr(0, arguments.find("reason="));
  if (condition.starts_with("if"))
    condition.remove_prefix(2);
  condition = trim(condition);
  if (condition.starts_with('('))
    condition.remove_prefix(1);
  while (!condition.empty() && (condition.back() == ',' || condition.back() == ' '))
    condition.remove_suffix(1);
  if (const std::string pythons = python_beyond(condition); kind == Kind::skip && !pythons.empty())
    return foreign(Kind::only_for, pythons);
  return foreign(kind, reason.empty() ? trim(std::string{spelt} + " " + std::string{arguments}) : std::string_view{reason});
}

std::vector<DirectiveWord> metadata_words(std::string_view text) {
  std::vector<DirectiveWord> words = words_in_info(text);
  if (words.empty())
    words.push_back(foreign(Kind::nothing));
  return words;
}

/// The text behind `snipcheck` and its colon, blank or dash; nothing when it does not begin so.
std::optional<std::string_view> behind_name(std::string_view comment) {
  comment = trim(comment);
  const auto size = std::min(comment.find_first_of(": \t\n-"), comment.size());
  const std::string name = lower(comment.substr(0, std::min<std::size_t>(size, 20)));
  const std::string_view rest = trim(comment.substr(size));
  if (rest.empty() || !name.starts_with("s") || (name != kName && nearest(name, {std::string{kName}}).empty()))
    return std::nullopt;
  const bool colon = rest[0] == ':';
  const std::string_view words = trim(colon || rest[0] == '-' ? rest.substr(1) : rest);
  if (colon && name == kName)
    return words;
  // Without a colon, or with another name, it may be a sentence that begins so.
  return is_directive_word(words.substr(0, words.find_first_of(" =,;\"\n"))) && (colon || name == kName) ? std::optional{words}
                                                                                                         : std::nullopt;
}

bool is_spelt_rightly(std::string_view comment) { return lower(trim(comment)).starts_with(kName); }

/// The words of an info string: quoted values stay whole; a comma before a version belongs to it.
std::vector<std::string> info_words(std::string_view info) {
  std::vector<std::string> words{""};
  char quote = 0;
  for (std::size_t i = 0; i < info.size(); ++i) {
    const char c = info[i];
    const bool in_version =
        c == ',' && i + 1 < info.size() && std::string_view{"<>=!~"}.find(info[i + 1]) != std::string_view::npos;
    if (quote == 0 && !in_version && std::string_view{" \t,;{}[]()\n"}.find(c) != std::string_view::npos) {
      if (!words.back().empty())
        words.emplace_back();
      continue;
    }
    if (c == quote)
      quote = 0;
    else if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    words.back() += c;
  }
  if (words.back().empty())
    words.pop_back();
  return words;
}

/// A value without its quotes, in lower case.
std::string bare(std::string_view value) {
  if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
    value = value.substr(1, value.size() - 2);
  return lower(value);
}

/// `test="skip"`, `eval=FALSE`, `requires="3.12"` and the like.
std::optional<DirectiveWord> foreign_setting(std::string_view word) {
  const auto sign = word.find_first_of("=:");
  if (sign == std::string_view::npos)
    return std::nullopt;
  const std::string_view key = word.substr(0, sign);
  const std::string value = bare(word.substr(sign + 1));
  if (key == "test" && value.starts_with("skip"))  // pytest-examples
    return foreign(Kind::skip, word);
  if (key == "test" && value.starts_with("xfail"))
    return foreign(Kind::allow_error);
  if (key == "requires" && !value.empty() && value.find_first_not_of("0123456789.") == std::string::npos)
    return foreign(Kind::only_for, "python>=" + value);
  if (key == "eval" && value == "false")  // Quarto, R Markdown
    return foreign(Kind::skip, word);
  if (key == "error" && value == "true")
    return foreign(Kind::allow_error);
  return std::nullopt;
}

/// One of our own words without our name before it.
std::optional<DirectiveWord> own_word(const std::string& text) {
  const std::vector<DirectiveWord> words = directive_words(text);
  if (words.size() != 1 || words[0].kind == Kind::unknown || words[0].kind == Kind::nothing)
    return std::nullopt;
  DirectiveWord word = words[0];
  word.foreign = true;
  return word;
}

/// `expect-eror`: nobody else's attribute is that close to ours.
bool is_misspelt(std::string_view word) {
  constexpr std::size_t kLongest = 16;
  static const std::vector<std::string> ours{"expect-error", "allow-error"};
  const bool alike = (word.starts_with("ex") || word.starts_with("al")) && word.ends_with("or");
  return alike && word.size() < kLongest && word.find_first_of("-_") != std::string_view::npos && !nearest(word, ours).empty();
}

}  // namespace

bool is_addressed(std::string_view comment) { return behind_name(comment).has_value(); }

std::vector<DirectiveWord> words_in_comment(std::string_view comment) {
  comment = trim(comment);
  if (const auto text = behind_name(comment)) {
    std::vector<DirectiveWord> words = directive_words(*text);
    if (!is_spelt_rightly(comment))
      words = {{.kind = Kind::unknown,
                .value = "'" + std::string{comment.substr(0, comment.find(':'))} + "': did you mean 'snipcheck'?"}};
    return words;
  }
  if (comment.starts_with("pmd-metadata:"))  // pytest-markdown-docs in MDX
    return metadata_words(comment.substr(comment.find(':') + 1));
  if (comment.starts_with("doctest:"))
    return {foreign(comment.find("+SKIP") == std::string_view::npos ? Kind::nothing : Kind::skip, comment)};
  const auto colon = comment.find(':');
  std::string head{comment.substr(0, std::min(colon, comment.size()))};
  if (colon != std::string_view::npos)
    head += ':' + std::string{trim(comment.substr(colon + 1, 400))};
  for (const Spelling& one : kComments) {
    if (!head.starts_with(one.text))
      continue;
    const std::string_view rest = std::string_view{head}.substr(one.text.size());
    if (!rest.empty() && std::string_view{" (<"}.find(rest[0]) == std::string_view::npos)
      continue;
    const bool skips = one.kind == Kind::skip || one.kind == Kind::skip_start || one.kind == Kind::skip_file;
    return {skips ? foreign_skip(one.kind, one.text, trim(rest)) : foreign(one.kind)};
  }
  return {};
}

std::vector<DirectiveWord> words_in_info(std::string_view info) {
  std::vector<DirectiveWord> found;
  const std::vector<std::string> words = info_words(info.substr(0, 4096));
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (word.starts_with('.'))
      word.remove_prefix(1);
    const std::string next = i + 1 < words.size() ? words[i + 1] : "";
    if (word.starts_with("snipcheck:") || word.starts_with("snipcheck=")) {
      std::string text{word.substr(kName.size() + 1)};
      const bool wants_more = text.empty() || text == "for" || (!next.empty() && (next[0] == '"' || next[0] == '\''));
      if (wants_more && !next.empty())
        text += " " + words[++i];
      if (text == " skip" && i + 1 < words.size() && words[i + 1][0] == '"')
        text += " " + words[++i];
      std::ranges::move(directive_words(text), std::back_inserter(found));
      continue;
    }
    const auto known = std::ranges::find(kWords, word, &Spelling::text);
    if (known != std::end(kWords)) {
      found.push_back(foreign(known->kind, known->kind == Kind::skip ? word : std::string_view{}));
    } else if (auto setting = foreign_setting(word)) {
      found.push_back(std::move(*setting));
    } else if (is_directive_word(word.substr(0, word.find_first_of("=:")))) {
      const bool takes_next = word == "for" && requirement_from(next) && !requirement_from(next)->specifiers.empty();
      if (auto own = own_word(takes_next ? "for " + words[++i] : std::string{word}))
        found.push_back(std::move(*own));
    } else if (is_misspelt(word.substr(0, word.find('=')))) {
      std::ranges::move(directive_words(word), std::back_inserter(found));
    }
  }
  return found;
}

}  // namespace snipcheck
