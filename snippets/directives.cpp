#include "snippets/directives.hpp"

#include "support/text.hpp"

#include <algorithm>

namespace snipcheck {
namespace {

using Kind = DirectiveWord::Kind;

constexpr std::size_t kLongestWord = 40;  // of those that are compared with the words there are

struct Known {
  std::string_view name;
  Kind kind;
};
constexpr Known kKnown[] = {{"skip", Kind::skip},
                            {"expect-error", Kind::expect_error},
                            {"for", Kind::only_for},
                            {"requires", Kind::package},
                            {"continue", Kind::go_on},
                            {"group", Kind::group},
                            {"fresh", Kind::fresh},
                            {"setup", Kind::setup},
                            {"allow-error", Kind::allow_error},
                            {"continues", Kind::go_on},
                            {"continuation", Kind::go_on},
                            {"expect-exception", Kind::expect_error}};

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_separator(char c) { return c == ',' || c == ';' || c == '\n'; }
bool is_quote(char c) { return c == '"' || c == '\''; }

const Known* known_word(std::string_view word) {
  const std::string name = replace_all(lower(word.substr(0, kLongestWord)), "_", "-");
  const auto found = std::ranges::find(kKnown, name, &Known::name);
  return found == std::end(kKnown) ? nullptr : &*found;
}

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

DirectiveWord unknown(std::string what) { return {.kind = Kind::unknown, .value = std::move(what)}; }

DirectiveWord unknown_word(std::string_view word) {
  const std::string shown{word.substr(0, kLongestWord)};
  std::vector<std::string> names;
  for (const Known& one : kKnown)
    names.emplace_back(one.name);
  const std::string near = nearest(replace_all(lower(shown), "_", "-"), names);
  return unknown("unknown directive '" + shown + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

/// Exception names with `|` between them.
bool is_error_list(std::string_view text) {
  const auto is_name = [](std::string_view name) {
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
           std::ranges::all_of(name, [](char c) { return (is_word_char(c) && c != '-') || c == '.'; });
  };
  return std::ranges::all_of(split(text, '|'), is_name);
}

/// Reads the text of a directive from left to right.
class DirectiveReader {
 public:
  explicit DirectiveReader(std::string_view text) : rest_(text) {}

  std::vector<DirectiveWord> read() {
    std::vector<DirectiveWord> words;
    for (pass_separators(); !rest_.empty(); pass_separators())
      words.push_back(next());
    if (words.empty())
      words.push_back(unknown("the directive says nothing"));
    return words;
  }

  /// As many requirements as stand here, "; " between them; "" when there is none or one is without the version it needs.
  std::string requirements(bool with_version) {
    if (pass_blanks(); !rest_.empty() && is_quote(rest_[0])) {
      const std::string inner = quotation();
      DirectiveReader reader{inner};
      std::string all = reader.requirements(with_version);
      return trim(reader.rest_).empty() ? all : "";
    }
    std::vector<std::string> all;
    for (;;) {
      const std::string_view before = rest_;
      const std::string one = requirement();
      const bool versioned = one.find_first_of("<>=!~") != std::string::npos;
      if (one.empty() || (with_version && !versioned) || (!all.empty() && !versioned && known_word(one) != nullptr)) {
        rest_ = before;
        break;
      }
      all.push_back(one);
      const std::string_view after = rest_;
      pass_blanks();
      if (rest_.starts_with("and "))
        rest_.remove_prefix(4);
      else if (rest_.starts_with(','))
        rest_.remove_prefix(1);
      else {
        rest_ = after;
        break;
      }
    }
    return join(all, "; ");
  }

 private:
  DirectiveWord next() {
    std::size_t size = 0;
    while (size < rest_.size() && is_word_char(rest_[size]))
      ++size;
    const std::string_view word = rest_.substr(0, std::max<std::size_t>(size, 1));
    const Known* known = known_word(word);
    if (known == nullptr) {
      const std::string_view whole = until_separator();
      return unknown_word(size == 0 ? whole : word);
    }
    rest_.remove_prefix(size);
    switch (known->kind) {
      case Kind::skip: return skip();
      case Kind::expect_error:
      case Kind::allow_error: return error(known->kind, known->name);
      case Kind::only_for:
      case Kind::package: return requirement_word(*known);
      case Kind::group: return group();
      default: return flag(*known);
    }
  }

  DirectiveWord skip() {
    const bool given = take_sign();
    pass_blanks();
    if (!rest_.empty() && is_quote(rest_[0]))
      return {.kind = Kind::skip, .value = quotation()};
    const std::string_view text = trim(until_separator());
    if (given && text == "false")
      return {};
    if (given && text == "true")
      return {.kind = Kind::skip};
    static constexpr Known kReaches[] = {
        {"next", Kind::skip}, {"start", Kind::skip_start}, {"end", Kind::skip_end}, {"file", Kind::skip_file}};
    for (const Known& reach : kReaches) {
      if (!text.starts_with(reach.name))
        continue;
      const std::string_view reason = trim(text.substr(reach.name.size()));
      const bool ends = text.size() == reach.name.size() || is_blank(text[reach.name.size()]);
      if (ends && reason.empty())
        return {.kind = reach.kind};
      if (ends && is_quote(reason[0]))
        return {.kind = reach.kind, .value = DirectiveReader{reason}.quotation()};
    }
    return {.kind = Kind::skip, .value = std::string{text}};
  }

  DirectiveWord error(Kind kind, std::string_view name) {
    const bool given = take_sign();
    pass_blanks();
    const std::string_view before = rest_;
    const std::string value = token();
    const bool is_class = is_error_list(value) && lower(value) != value;
    if (given && !is_error_list(value))
      return unknown("`" + std::string{name} + "` needs the name of an exception: " + std::string{name} + "=NameError");
    if (given || is_class)
      return {.kind = kind, .value = value};
    rest_ = before;
    return {.kind = kind};
  }

  DirectiveWord requirement_word(const Known& known) {
    take_sign();
    const bool versions = known.kind == Kind::only_for;
    std::string all = requirements(versions);
    if (!all.empty())
      return {.kind = known.kind, .value = std::move(all)};
    until_separator();
    return unknown(versions ? "`for` needs a package and its versions: for flask<2.3"
                            : "`requires` needs the name of a package: requires=redis>=4");
  }

  DirectiveWord group() {
    take_sign();
    pass_blanks();
    std::string name = token();
    if (name.empty())
      return unknown("`group` needs a name: group=shop");
    return {.kind = Kind::group, .value = std::move(name)};
  }

  /// A word that takes no value but true and false.
  DirectiveWord flag(const Known& known) {
    if (!take_sign())
      return {.kind = known.kind};
    const std::string value = lower(token());
    if (value == "true")
      return {.kind = known.kind};
    if (value == "false")
      return {};
    return unknown("`" + std::string{known.name} + "` takes no value");
  }

  /// `flask >= 2.0, <3` without its blanks; "" when there is none.
  std::string requirement() {
    pass_blanks();
    std::size_t size = 0;
    while (size < rest_.size() && (is_word_char(rest_[size]) || rest_[size] == '.'))
      ++size;
    std::string out = replace_all(replace_all(lower(rest_.substr(0, size)), "_", "-"), ".", "-");
    if (out.empty())
      return out;
    rest_.remove_prefix(size);
    if (rest_.starts_with('[') && rest_.find(']') != std::string_view::npos)  // extras: what they bring is not ours to say
      rest_.remove_prefix(rest_.find(']') + 1);
    for (std::string_view separator = "";; separator = ",") {
      const std::string_view before = rest_;
      pass_blanks();
      if (!separator.empty() && rest_.starts_with(','))
        rest_.remove_prefix(1);
      else if (!separator.empty()) {
        rest_ = before;
        return out;
      }
      const std::string specifier = one_specifier();
      if (specifier.empty()) {
        rest_ = before;
        return out;
      }
      out += std::string{separator} + specifier;
    }
  }

  /// `>= 2.0`
  std::string one_specifier() {
    pass_blanks();
    std::string sign;
    while (!rest_.empty() && std::string_view{"<>=!~"}.find(rest_[0]) != std::string_view::npos) {
      sign += rest_[0];
      rest_.remove_prefix(1);
    }
    pass_blanks();
    std::size_t size = 0;
    while (size < rest_.size() && ((is_word_char(rest_[size]) && rest_[size] != '-') || rest_[size] == '.' || rest_[size] == '*'))
      ++size;
    static constexpr std::string_view kSigns[] = {"<", "<=", ">", ">=", "==", "===", "!=", "~="};
    if (!is_any_of(sign, kSigns) || size == 0 || rest_[0] < '0' || rest_[0] > '9')
      return "";
    sign += rest_.substr(0, size);
    rest_.remove_prefix(size);
    return sign;
  }

  /// `=` or `:` in front of a value.
  bool take_sign() {
    const std::string_view before = rest_;
    pass_blanks();
    if (rest_.starts_with('=') || rest_.starts_with(':')) {
      rest_.remove_prefix(1);
      return true;
    }
    rest_ = before;
    return false;
  }

  /// What stands in quotes here; a quotation that is never closed goes to the end.
  std::string quotation() {
    const char quote = rest_[0];
    const auto end = rest_.find(quote, 1);
    std::string inner{rest_.substr(1, end == std::string_view::npos ? end : end - 1)};
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return inner;
  }

  /// What stands in quotes, or up to a blank or separator.
  std::string token() {
    pass_blanks();
    if (!rest_.empty() && is_quote(rest_[0]))
      return quotation();
    std::size_t size = 0;
    while (size < rest_.size() && !is_blank(rest_[size]) && !is_separator(rest_[size]))
      ++size;
    std::string out{rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return out;
  }

  /// Quotations may hold separators.
  std::string_view until_separator() {
    std::size_t size = 0;
    for (char quote = 0; size < rest_.size() && (quote != 0 || !is_separator(rest_[size])); ++size) {
      if (quote == 0 && rest_[size] == '"')
        quote = rest_[size];
      else if (rest_[size] == quote)
        quote = 0;
    }
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }

  void pass_blanks() {
    while (!rest_.empty() && is_blank(rest_[0]))
      rest_.remove_prefix(1);
  }
  void pass_separators() {
    while (!rest_.empty() && (is_blank(rest_[0]) || is_separator(rest_[0])))
      rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

}  // namespace

std::string to_string(const DirectiveWord& word) {
  const auto with_reason = [&](std::string_view name) {
    return std::string{name} + (word.value.empty() ? "" : " " + quoted(word.value));
  };
  switch (word.kind) {
    case Kind::skip: return with_reason("skip");
    case Kind::skip_start: return with_reason("skip start");
    case Kind::skip_end: return "skip end";
    case Kind::skip_file: return with_reason("skip file");
    case Kind::expect_error: return "expect-error" + (word.value.empty() ? "" : "=" + word.value);
    case Kind::allow_error: return "allow-error" + (word.value.empty() ? "" : "=" + word.value);
    case Kind::only_for: return "for " + replace_all(word.value, "; ", " and ");
    case Kind::package: return "requires=" + replace_all(word.value, "; ", " and ");
    case Kind::go_on: return "continue";
    case Kind::group: return "group=" + word.value;
    case Kind::fresh: return "fresh";
    case Kind::setup: return "setup";
    case Kind::nothing:
    case Kind::unknown: return "";
  }
  return "";
}

std::vector<DirectiveWord> directive_words(std::string_view text) { return DirectiveReader{text}.read(); }

bool is_directive_word(std::string_view word) { return known_word(word) != nullptr; }

std::optional<Requirement> requirement_from(std::string_view text) {
  const std::string all = DirectiveReader{text}.requirements(false);
  if (all.empty() || all.find(';') != std::string::npos)
    return std::nullopt;
  const auto sign = std::min(all.find_first_of("<>=!~"), all.size());
  return Requirement{all.substr(0, sign), all.substr(sign)};
}

}  // namespace snipcheck
