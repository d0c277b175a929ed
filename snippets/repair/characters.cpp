#include "snippets/repair/characters.hpp"

#include "snippets/plain/logical_lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace snipcheck {
namespace {

enum class Oddity { none, quote, dash, space, invisible, full_width };
constexpr std::array<std::string_view, 6> kSays{"",
                                                "typographic quotes instead of plain ones",
                                                "a dash instead of a minus or hyphen",
                                                "spaces that are no plain ones",
                                                "characters that cannot be seen",
                                                "full-width punctuation"};

struct Plain {
  std::string_view odd;
  std::string_view plain;
  Oddity kind;
};

constexpr Plain kPlain[] = {
    {"\u00A0", " ", Oddity::space},      {"\u1680", " ", Oddity::space},      {"\u2000", " ", Oddity::space},
    {"\u2001", " ", Oddity::space},      {"\u2002", " ", Oddity::space},      {"\u2003", " ", Oddity::space},
    {"\u2004", " ", Oddity::space},      {"\u2005", " ", Oddity::space},      {"\u2006", " ", Oddity::space},
    {"\u2007", " ", Oddity::space},      {"\u2008", " ", Oddity::space},      {"\u2009", " ", Oddity::space},
    {"\u200A", " ", Oddity::space},      {"\u202F", " ", Oddity::space},      {"\u205F", " ", Oddity::space},
    {"\u3000", " ", Oddity::space},      {"\u200B", "", Oddity::invisible},   {"\u200C", "", Oddity::invisible},
    {"\u200D", "", Oddity::invisible},   {"\u200E", "", Oddity::invisible},   {"\u200F", "", Oddity::invisible},
    {"\u2028", "", Oddity::invisible},   {"\u202A", "", Oddity::invisible},   {"\u202B", "", Oddity::invisible},
    {"\u202C", "", Oddity::invisible},   {"\u202D", "", Oddity::invisible},   {"\u202E", "", Oddity::invisible},
    {"\u2060", "", Oddity::invisible},   {"\uFEFF", "", Oddity::invisible},   {"\u00AD", "", Oddity::invisible},
    {"\u2010", "-", Oddity::dash},       {"\u2011", "-", Oddity::dash},       {"\u2012", "-", Oddity::dash},
    {"\u2013", "-", Oddity::dash},       {"\u2014", "-", Oddity::dash},       {"\u2015", "-", Oddity::dash},
    {"\u2212", "-", Oddity::dash},       {"\uFF0D", "-", Oddity::dash},       {"\uFF08", "(", Oddity::full_width},
    {"\uFF09", ")", Oddity::full_width}, {"\uFF0C", ",", Oddity::full_width}, {"\uFF1A", ":", Oddity::full_width},
    {"\uFF1B", ";", Oddity::full_width}, {"\uFF0E", ".", Oddity::full_width}, {"\uFF1D", "=", Oddity::full_width},
    {"\uFF0B", "+", Oddity::full_width}, {"\uFF0A", "*", Oddity::full_width}, {"\uFF0F", "/", Oddity::full_width},
    {"\uFF3B", "[", Oddity::full_width}, {"\uFF3D", "]", Oddity::full_width}, {"\uFF5B", "{", Oddity::full_width},
    {"\uFF5D", "}", Oddity::full_width}, {"\uFF20", "@", Oddity::full_width}, {"\uFF1C", "<", Oddity::full_width},
    {"\uFF1E", ">", Oddity::full_width}, {"\u3001", ",", Oddity::full_width}, {"\u3002", ".", Oddity::full_width}};

const Plain* plain_at(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80)
    return nullptr;
  const auto found = std::ranges::find_if(kPlain, [&](const Plain& one) { return text.starts_with(one.odd); });
  return found == std::end(kPlain) ? nullptr : found;
}

/// A quote of any make at the start of a text.
struct Quote {
  char plain;         ///< The one that Python knows.
  std::size_t bytes;  ///< 1: it is plain already.
};

std::optional<Quote> quote_at(std::string_view text) {
  if (text.empty())
    return std::nullopt;
  if (text[0] == '"' || text[0] == '\'')
    return Quote{text[0], 1};
  if (static_cast<unsigned char>(text[0]) < 0x80)
    return std::nullopt;
  for (const std::string_view one : {"\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\u2033", "\uFF02"})
    if (text.starts_with(one))
      return Quote{'"', one.size()};
  for (const std::string_view one : {"\u2018", "\u2019", "\u201A", "\u201B", "\u2032", "\u00B4", "\uFF07"})
    if (text.starts_with(one))
      return Quote{'\'', one.size()};
  return std::nullopt;
}

/// Whether a plain string may close with a typographic quote although a plain one follows on its line.
enum class Closers { alike, any };

/// Rewrites lines from top to bottom.
class Retyping {
 public:
  explicit Retyping(Closers closers) : closers_(closers) {}

  std::string line(std::string_view text) {
    std::string out;
    std::size_t i = 0;
    while (i < text.size())
      i += triple_ != '\0' ? inside_triple(text.substr(i), out) : in_code(text, i, out);
    return out;
  }
  /// Whether the lines so far held such a thing outside of strings and comments; to be asked after each.
  [[nodiscard]] bool met(Oddity kind) const { return met_.at(static_cast<std::size_t>(kind)); }
  void forget() { met_ = {}; }

 private:
  void meet(Oddity kind) { met_.at(static_cast<std::size_t>(kind)) = true; }

  /// How many bytes three quotes of that make take at the start of `text`; 0: there are none.
  static std::size_t three(std::string_view text, char plain) {
    std::size_t bytes = 0;
    for (int i = 0; i < 3; ++i) {
      const auto quote = quote_at(text.substr(bytes));
      if (!quote || quote->plain != plain)
        return 0;
      bytes += quote->bytes;
    }
    return bytes;
  }

  std::size_t inside_triple(std::string_view text, std::string& out) {
    if (text[0] == '\\') {
      out += text.substr(0, 2);
      return std::min<std::size_t>(2, text.size());
    }
    const std::size_t closes = three(text, triple_);
    if (closes == 0 || (closes > 3 && !odd_triple_)) {
      out += text[0];
      return 1;
    }
    if (closes > 3)
      meet(Oddity::quote);
    out.append(3, triple_);
    triple_ = '\0';
    return closes;
  }

  std::size_t in_code(std::string_view line, std::size_t i, std::string& out) {
    const std::string_view text = line.substr(i);
    if (text[0] == '#') {
      out += text;
      return text.size();
    }
    if (const auto quote = quote_at(text))
      return string(text, *quote, out);
    if (const Plain* plain = plain_at(text)) {
      meet(plain->kind);
      out += plain->plain;
      return plain->odd.size();
    }
    out += text[0];
    return 1;
  }

  /// A string from its first quote to its last, or to the end of the line.
  std::size_t string(std::string_view text, const Quote& open, std::string& out) {
    if (const std::size_t bytes = three(text, open.plain); bytes > 0) {
      triple_ = open.plain;
      odd_triple_ = bytes > 3;
      if (odd_triple_)
        meet(Oddity::quote);
      out.append(3, triple_);
      return bytes;
    }
    const std::size_t end = closing(text, open);
    if (end == text.size()) {
      if (open.bytes > 1)
        meet(Oddity::quote);
      out += open.bytes > 1 ? std::string(1, open.plain) : std::string{text.substr(0, 1)};
      return open.bytes;  // an apostrophe astray: what follows is code for all we know
    }
    const std::string_view inside = text.substr(open.bytes, end - open.bytes);
    const std::size_t closes = quote_at(text.substr(end))->bytes;
    if (open.bytes > 1 || closes > 1)
      meet(Oddity::quote);
    const bool taken = (open.bytes > 1 || closes > 1) && inside.find(open.plain) != std::string_view::npos;
    const char quote = taken ? (open.plain == '"' ? '\'' : '"') : open.plain;
    out += quote;
    out += inside;
    out += quote;
    return end + closes;
  }

  /// Where the quote stands that ends the string; the size of `text` when none does.
  std::size_t closing(std::string_view text, const Quote& open) {
    constexpr std::size_t kLongest = 2'000;
    if (open.bytes == 1 && closers_ == Closers::alike)
      if (const std::size_t end = plain_closing(text); end < text.size())
        return end;
    std::size_t of_any_make = text.size();
    for (std::size_t i = open.bytes; i < std::min(text.size(), kLongest) && budget_ > 0; ++i, --budget_) {
      if (text[i] == '\\') {
        ++i;
        continue;
      }
      const auto quote = quote_at(text.substr(i));
      if (!quote)
        continue;
      const bool ends = (open.bytes == 1 && quote->bytes == 1) || may_end(text.substr(i + quote->bytes));
      if (ends && quote->plain == open.plain)
        return i;
      if (ends && quote->bytes > 1)
        of_any_make = std::min(of_any_make, i);
      i += quote->bytes - 1;
    }
    return of_any_make;
  }

  /// Where the plain quote that `text` begins with stands again.
  static std::size_t plain_closing(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == text[0])
        return i;
    }
    return text.size();
  }

  /// Whether code goes on like that behind a string: an apostrophe inside a word ends none.
  static bool may_end(std::string_view rest) {
    if (rest.empty())
      return true;
    const char c = rest[0];
    if (c == ' ')
      return trim(rest).empty() || std::string_view{"()[]{},:.=+-%*/<>!|&#\\ifoa"}.find(trim(rest)[0]) != std::string_view::npos;
    return std::string_view{")]},:.[+%=!}\t"}.find(c) != std::string_view::npos;
  }

  Closers closers_;
  std::size_t budget_ = std::size_t{1} << 20;  ///< Bytes that may still be searched for closing quotes.
  char triple_ = '\0';                         ///< Plain quote of the triple-quoted string we are in.
  bool odd_triple_ = false;                    ///< That string began with a typographic quote.
  std::array<bool, kSays.size()> met_{};
};

/// All lines rewritten, and per kind the first line (its index) that held it.
struct Retyped {
  std::vector<std::string> lines;
  std::array<std::optional<std::size_t>, kSays.size()> first;
};

Retyped retyped(const std::vector<std::string>& lines, Closers closers) {
  Retyped out;
  Retyping typing{closers};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    typing.forget();
    out.lines.push_back(typing.line(lines[i]));
    for (std::size_t kind = 1; kind < kSays.size(); ++kind)
      if (typing.met(static_cast<Oddity>(kind)) && !out.first.at(kind))
        out.first.at(kind) = i;
  }
  return out;
}

/// Bytes of white space and unseen characters at the start of a line, and what plain blanks say the same.
std::pair<std::size_t, std::string> lead_of(std::string_view line) {
  std::string blanks;
  std::size_t i = 0;
  while (i < line.size()) {
    if (line[i] == ' ' || line[i] == '\t') {
      blanks += line[i++];
      continue;
    }
    const Plain* plain = plain_at(line.substr(i));
    if (plain == nullptr || (plain->kind != Oddity::space && plain->kind != Oddity::invisible))
      break;
    blanks += plain->plain;
    i += plain->odd.size();
  }
  return {i, blanks};
}

}  // namespace

bool plain_indentation(std::vector<std::string>& lines, std::vector<int>& columns) {
  bool odd = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [bytes, blanks] = lead_of(lines[i]);
    columns[i] += code_points(std::string_view{lines[i]}.substr(0, bytes)) - static_cast<int>(blanks.size());
    odd = odd || (lines[i].compare(0, bytes, blanks) != 0 && bytes < lines[i].size());
    lines[i].replace(0, bytes, blanks);
  }
  return odd;
}

void plain_characters(CodeText& text) {
  if (std::ranges::all_of(text.lines, [](const std::string& line) {
        return std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
      }))
    return;
  Retyped plain = retyped(text.lines, Closers::alike);
  const bool quotes = plain_quotes(join(text.lines, "\n")).size() < join(text.lines, "\n").size();
  if (quotes && !reads_as_python(plain.lines))
    if (Retyped other = retyped(text.lines, Closers::any); reads_as_python(other.lines))
      plain = std::move(other);
  text.lines = std::move(plain.lines);
  for (std::size_t kind = 1; kind < kSays.size(); ++kind)
    if (const auto first = plain.first.at(kind))
      text.repaired_at(*first, "SC104", std::string{kSays.at(kind)});
}

}  // namespace snipcheck
