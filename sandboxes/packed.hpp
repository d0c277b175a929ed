#pragma once
/// Many texts that repeat each other, in one small one: the locks of the eras have most of their pins, with all their hashes,
/// in common (2.5 MB become 0.5).
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

/// Path and text, packed: each block (a line with the indented ones below it) is written once. Texts hold no NUL.
std::string pack(const std::vector<std::pair<std::string, std::string>>& files);

/// What pack() made, to be read from; looks at the bytes and does not own them.
class Packed {
 public:
  explicit Packed(std::string_view bytes);
  /// In the order in which they were packed.
  [[nodiscard]] const std::vector<std::string_view>& paths() const { return paths_; }
  /// The text as it was; "" when there is none of that path.
  [[nodiscard]] std::string text(std::string_view path) const;

 private:
  std::vector<std::string_view> blocks_;
  std::vector<std::string_view> paths_;
  std::map<std::string_view, std::string_view> made_of_;  // path -> numbers of blocks, divided by blanks
};

}  // namespace snipcheck
