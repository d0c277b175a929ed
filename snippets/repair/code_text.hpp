#pragma once
/// Code on its way from the page to what is run. Each repair takes the text of one snippet and leaves it better or as it was.
#include "snippets/snippet.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// The lines of a snippet, each with its place. A repair that takes something out of the middle of a line leaves the columns
/// right of it that much too small; everything else keeps them.
struct CodeText {
  std::vector<std::string> lines;
  std::vector<int> document_lines;        ///< Parallel to `lines`.
  std::vector<int> shift;                 ///< Parallel: columns of the document left of the line; may be negative.
  std::vector<Remark> remarks;            ///< What a reader who pastes the lines would stumble over.
  std::vector<EchoedResult> echoed = {};  ///< Of a session; their lines are those of the document.
  bool repaired = false;                  ///< The lines are no longer those that a reader sees.

  /// Takes that many bytes off the front of a line.
  void cut(std::size_t line, std::size_t bytes);
  /// Takes away the blanks that all lines with something on them begin with.
  void cut_margin();
  /// Puts text in front of a line.
  void prepend(std::size_t line, std::string_view text);
  /// Takes lines out; `gone` is parallel to `lines`.
  void drop(const std::vector<bool>& gone);
  /// Remarks on a line (its index), and says that the text was repaired.
  void repaired_at(std::size_t line, std::string code, std::string message);
};

/// What a piece of a line is to Python.
enum class Zone : char { code, string, comment };

/// The zone of each byte of each line; the quotes of a string belong to it. An ordinary string that does not end on its line
/// ends there.
std::vector<std::vector<Zone>> zones_of(const std::vector<std::string>& lines);

/// The same, made when they are first asked for: most texts have nothing that makes a repair ask. Lines may change after that,
/// not before.
class Zones {
 public:
  /// Keeps a reference to `lines`.
  explicit Zones(const std::vector<std::string>& lines) : lines_(lines) {}

  const std::vector<Zone>& of(std::size_t line);
  bool is(Zone zone, std::size_t line, std::size_t byte) { return of(line)[byte] == zone; }

 private:
  const std::vector<std::string>& lines_;
  std::vector<std::vector<Zone>> zones_;
};

/// Whether tree-sitter reads the lines without an error: a hint that something is to be repaired, or has been.
bool reads_as_python(const std::vector<std::string>& lines);

/// Takes `changed` for the lines of `text` if those do not read as Python and these do: as many of them, each in its place,
/// shifted by what is gone before its first word.
bool accept(CodeText& text, std::vector<std::string> changed);

}  // namespace snipcheck
