#pragma once
/// A JSON document with the places of its strings. nlohmann's parser reads it, event by event: it does not recurse.
#include "snippets/encoded_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One value; its children are a list through `first` and `next` (indices of JsonText, 0: none).
struct JsonValue {
  enum class Kind : std::uint8_t { object, array, string, integer, other };
  Kind kind = Kind::other;
  std::uint32_t key_begin = 0, key_end = 0;  ///< Bytes of its name between the quotes; empty in arrays.
  std::uint32_t begin = 0, end = 0;          ///< Bytes of an object, array or string, with its marks.
  std::uint32_t first = 0, next = 0;
  std::int64_t integer = 0;
};

class JsonText {
 public:
  /// Keeps a view of `text`, which is UTF-8. Comments, NaN, Infinity and lone surrogates, which careless programs write, are
  /// taken. When it is no JSON, or has more than four million values, there is nothing in it but trouble().
  explicit JsonText(std::string_view text);

  struct Trouble {
    std::size_t offset = 0;
    std::string what;  ///< "unexpected end of input"
  };
  [[nodiscard]] const std::optional<Trouble>& trouble() const { return trouble_; }
  /// The whole; nothing when there is trouble.
  [[nodiscard]] const JsonValue* root() const { return trouble_ || values_.size() < 2 ? nullptr : &values_[1]; }

  [[nodiscard]] const JsonValue* first_child(const JsonValue& value) const { return at(value.first); }
  [[nodiscard]] const JsonValue* next(const JsonValue& value) const { return at(value.next); }
  [[nodiscard]] std::vector<const JsonValue*> children(const JsonValue& value) const;
  /// The last member of the wanted name, as other parsers have it; nothing when there is none or `object` is no object.
  [[nodiscard]] const JsonValue* member(const JsonValue& object, std::string_view wanted) const;
  [[nodiscard]] std::string name(const JsonValue& value) const;

  /// What a string says; "" of other values.
  [[nodiscard]] std::string string(const JsonValue& value) const { return encoded(value).text(); }
  [[nodiscard]] EncodedText encoded(const JsonValue& value) const;
  /// The same of a string or of an array of strings, one after the other, as notebooks hold their lines.
  [[nodiscard]] EncodedText encoded_lines(const JsonValue& value) const;

 private:
  [[nodiscard]] const JsonValue* at(std::uint32_t index) const { return index == 0 ? nullptr : &values_[index]; }
  void decode(std::uint32_t begin, std::uint32_t end, EncodedText& out) const;

  std::string_view text_;
  std::vector<JsonValue> values_;  ///< The first one stands for "none".
  std::optional<Trouble> trouble_;
};

}  // namespace snipcheck
