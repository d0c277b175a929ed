#include "snippets/json_text.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostValues = 4'000'000;
constexpr std::size_t kEscape = 6;  // \uXXXX

/// The code unit of an escape \uXXXX, or nothing.
std::optional<char32_t> unit_at(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  if (at + kEscape > text.size() || text[at] != '\\' || text[at + 1] != 'u')
    return std::nullopt;
  const char* end = text.data() + at + kEscape;
  return std::from_chars(end - 4, end, value, 16).ptr == end ? std::optional<char32_t>{value} : std::nullopt;
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// What Python's json writes though no standard has it, in a spelling of the same length that parsers take.
std::string tolerated(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> numbers[] = {{"NaN", "0.0"}, {"Infinity", "0.000000"}};
  std::string out{text};
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      in_string = !in_string;
    } else if (in_string && text[at] == '\\') {
      const char32_t unit = unit_at(text, at).value_or(0);
      const bool pair = is_high(unit) && is_low(unit_at(text, at + kEscape).value_or(0));
      if (!pair && (is_high(unit) || is_low(unit)))
        out.replace(at, kEscape, "\\ufffd");
      at += pair ? 2 * kEscape - 1 : 1;
    } else if (!in_string && (text[at] == 'N' || text[at] == 'I')) {
      for (const auto& [word, number] : numbers)
        if (text.substr(at).starts_with(word))
          out.replace(at, word.size(), number);
    }
  }
  return out;
}

/// Tells how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

/// "unexpected end of input" of "[json.exception...] parse error at line 1, column 5: syntax error while parsing value -
/// unexpected end of input; expected ...".
std::string reason_in(std::string_view message) {
  if (const auto dash = message.find(" - "); dash != std::string_view::npos)
    message.remove_prefix(dash + 3);
  return std::string{trim(message.substr(0, message.find_first_of(";\n")))};
}

/// Takes the parser's events down as values.
class Values {
 public:
  Values(std::string_view text, const char* const* read) : text_(text), read_(read) {}

  // What the parser calls.
  bool null() { return add({}); }
  bool boolean(bool) { return add({}); }
  bool number_integer(Json::number_integer_t value) { return add({.kind = JsonValue::Kind::integer, .integer = value}); }
  bool number_unsigned(Json::number_unsigned_t value) {
    return add({.kind = JsonValue::Kind::integer, .integer = static_cast<std::int64_t>(value)});
  }
  bool number_float(Json::number_float_t, const Json::string_t&) { return add({}); }
  bool binary(Json::binary_t&) { return false; }
  bool string(Json::string_t&) { return add({.kind = JsonValue::Kind::string, .begin = quote_before(), .end = here()}); }
  bool key(Json::string_t&) {
    key_begin_ = quote_before() + 1;
    key_end_ = here() - 1;
    return true;
  }
  bool start_object(std::size_t) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception& problem) {
    trouble = {here() == 0 ? 0 : here() - 1, reason_in(problem.what())};
    return false;
  }

  std::vector<JsonValue> values{JsonValue{}};
  std::optional<JsonText::Trouble> trouble;

 private:
  struct Parent {
    std::uint32_t index = 0, last = 0;  ///< Of itself and of its last child so far.
  };

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(*read_ - text_.data()); }

  /// Where the string that was just read begins: a quote inside of it has an odd number of backslashes before it.
  [[nodiscard]] std::uint32_t quote_before() const {
    for (std::size_t at = here() - 1; at > 0;) {
      at = text_.rfind('"', at - 1);
      std::size_t escapes = 0;
      while (escapes < at && text_[at - 1 - escapes] == '\\')
        ++escapes;
      if (escapes % 2 == 0)
        return static_cast<std::uint32_t>(at);
    }
    return 0;
  }

  bool add(JsonValue value) {
    if (values.size() > kMostValues) {
      trouble = {here(), "it has more than four million values"};
      return false;
    }
    value.key_begin = std::exchange(key_begin_, 0);
    value.key_end = std::exchange(key_end_, 0);
    const auto index = static_cast<std::uint32_t>(values.size());
    if (!parents_.empty()) {
      Parent& parent = parents_.back();
      (parent.last == 0 ? values[parent.index].first : values[parent.last].next) = index;
      parent.last = index;
    }
    values.push_back(value);
    return true;
  }
  bool open(JsonValue::Kind kind) {
    if (!add({.kind = kind, .begin = here() - 1}))
      return false;
    parents_.push_back({static_cast<std::uint32_t>(values.size() - 1), 0});
    return true;
  }
  bool close() {
    values[parents_.back().index].end = here();
    parents_.pop_back();
    return true;
  }

  std::string_view text_;
  const char* const* read_;
  std::vector<Parent> parents_;
  std::uint32_t key_begin_ = 0, key_end_ = 0;
};

}  // namespace

JsonText::JsonText(std::string_view text) : text_(text) {
  const std::string taken = tolerated(text);
  const char* read = taken.data();
  const CountingIterator begin{taken.data(), &read}, end{taken.data() + taken.size(), &read};
  Values values{taken, &read};
  Json::sax_parse(begin, end, &values, Json::input_format_t::json, true, true);
  values_ = std::move(values.values);
  trouble_ = std::move(values.trouble);
}

std::vector<const JsonValue*> JsonText::children(const JsonValue& value) const {
  std::vector<const JsonValue*> out;
  for (const JsonValue* child = first_child(value); child != nullptr; child = next(*child))
    out.push_back(child);
  return out;
}

std::string JsonText::name(const JsonValue& value) const {
  EncodedText out;
  decode(value.key_begin, value.key_end, out);
  return out.text();
}

const JsonValue* JsonText::member(const JsonValue& object, std::string_view wanted) const {
  const JsonValue* found = nullptr;
  if (object.kind == JsonValue::Kind::object)
    for (const JsonValue* child = first_child(object); child != nullptr; child = next(*child))
      if (name(*child) == wanted)
        found = child;
  return found;
}

EncodedText JsonText::encoded(const JsonValue& value) const {
  EncodedText out;
  if (value.kind == JsonValue::Kind::string)
    decode(value.begin + 1, value.end - 1, out);
  return out;
}

EncodedText JsonText::encoded_lines(const JsonValue& value) const {
  if (value.kind != JsonValue::Kind::array)
    return encoded(value);
  EncodedText out;
  for (const JsonValue* line = first_child(value); line != nullptr; line = next(*line))
    if (line->kind == JsonValue::Kind::string)
      decode(line->begin + 1, line->end - 1, out);
  return out;
}

void JsonText::decode(std::uint32_t begin, std::uint32_t end, EncodedText& out) const {
  const std::string_view raw = text_.substr(0, end);
  for (std::size_t at = begin; at < end;) {
    const std::size_t escape = std::min<std::size_t>(raw.find('\\', at), end);
    out.add_plain(raw.substr(at, escape - at), at);
    at = escape;
    if (at + 1 >= end)
      return;
    static constexpr std::pair<char, char> marks[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'b', '\b'}, {'f', '\f'}};
    const char mark = raw[at + 1];
    const char32_t unit = unit_at(raw, at).value_or(0), second = unit_at(raw, at + kEscape).value_or(0);
    if (mark == 'u' && is_high(unit) && is_low(second)) {
      out.add_encoded(0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00), at);
      at += 2 * kEscape;
    } else if (mark == 'u') {
      out.add_encoded(is_high(unit) || is_low(unit) ? 0xFFFD : unit, at);
      at += kEscape;
    } else {
      const auto* const known = std::ranges::find(marks, mark, &std::pair<char, char>::first);
      out.add_encoded(static_cast<unsigned char>(known == std::end(marks) ? mark : known->second), at);
      at += 2;
    }
  }
}

}  // namespace snipcheck
