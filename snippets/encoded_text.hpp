#pragma once
/// Text that a document only encodes (strings of JSON, attributes of XML), and where each piece of it stands there.
#include "snippets/format.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// What a reader sees, with the byte of the document that each of its bytes came from. Its lines end with "\n" alone. Documents
/// are shorter than 4 GiB.
class EncodedText {
 public:
  /// Adds text that stands in the document as it is, from byte `origin` on.
  void add_plain(std::string_view text, std::size_t origin);
  /// Adds what one escape or entity at `origin` stands for; a NUL becomes U+FFFD.
  void add_encoded(char32_t c, std::size_t origin);
  /// Adds the bytes from `begin` up to `end` of another text of the same document.
  void add_part(const EncodedText& other, std::size_t begin, std::size_t end);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// The byte of the document that byte `at` of the text came from; of the end of the text, of its last byte.
  [[nodiscard]] std::size_t origin(std::size_t at) const;

 private:
  struct Stretch {
    std::uint32_t at = 0;      ///< First byte in the text.
    std::uint32_t origin = 0;  ///< Of that byte.
    bool plain = false;        ///< The bytes of the document follow each other as those of the text do.
  };
  void add(std::string_view text, std::size_t origin, bool plain);

  std::string text_;
  std::vector<Stretch> stretches_;
  bool after_return_ = false;  ///< The last line ended with "\r": a "\n" belongs to it.
};

/// The text with the entities of XML read (`&lt; &gt; &amp; &quot; &apos; &nbsp; &#10; &#xA;`); any other stays as it is.
EncodedText without_entities(const EncodedText& text);

/// Turns bytes of a document into lines and columns, in a time that does not depend on how long its lines are.
class Positions {
 public:
  /// Keeps a view of `document`.
  explicit Positions(std::string_view document);
  [[nodiscard]] Place of(std::size_t offset) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view document_;
  std::vector<std::size_t> starts_;  ///< Of lines.
  std::vector<std::size_t> counts_;  ///< Code points before each kStep-th byte.
};

}  // namespace snipcheck
