#pragma once
/// The documents of one file: one for most, one for each post of a dump (Stack Exchange XML, JSON, JSON lines).
#include "snippets/snippet.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace snipcheck {

/// The most bytes that a document may have: a file, or one post of a dump. A dump that has a row or a line for each post may be
/// of any size: it is read piece by piece.
inline constexpr std::size_t kMostBytes = std::size_t{64} << 20;

/// Takes the bytes of one file as they come, and hands on its documents as soon as they are whole. What cannot be read of a dump
/// is handed on as a document with `damage`, and the rest goes on. Of an answer's question the title is known when the question
/// came before it, not more than 32 MiB of titles ago; else the title is its number.
class DocumentsIn {
 public:
  using Use = std::function<void(const Document&)>;

  /// `path` as reports show it.
  DocumentsIn(std::string path, Use use);
  ~DocumentsIn();
  DocumentsIn(const DocumentsIn&) = delete;
  DocumentsIn& operator=(const DocumentsIn&) = delete;

  /// More of the file. False when it is no dump and has more than kMostBytes: then nothing of it is handed on.
  [[nodiscard]] bool feed(std::string_view bytes);
  /// That was all. Call it once, and only if feed() never said no.
  void end();

 private:
  enum class Shape { unknown, whole, rows, lines };
  class Posts;

  void take_rows();
  void take_lines(bool last);
  void take_whole();
  void pass(std::size_t end);
  void hand_on_damage(std::string what);

  std::string path_;
  Use use_;
  std::unique_ptr<Posts> posts_;
  Shape shape_ = Shape::unknown;
  std::string bytes_;          ///< What came and was not handed on yet.
  std::size_t done_ = 0;       ///< Bytes of it that are finished.
  std::size_t scanned_ = 0;    ///< Bytes of the open row that were looked at; 0: no row is open.
  char quote_ = 0;             ///< In which mark of quotation the look at the open row stopped.
  int line_ = 1, column_ = 1;  ///< Of the byte `done_`.
  bool passing_over_ = false;  ///< Inside of a line that is too long.
  bool handed_on_ = false, closed_ = false;
};

/// The documents of a file whose bytes are all there; false as feed() says it.
bool for_each_document_in(const std::string& path, std::string_view bytes, const DocumentsIn::Use& use);

}  // namespace snipcheck
