#pragma once
/// SHA-256 of tagged fields: the tags and lengths go in too, so that ("a", "bc") and ("ab", "c") differ.
#include <string>
#include <string_view>

namespace snipcheck {

class Digest {
 public:
  Digest& add(std::string_view tag, std::string_view value);
  /// 64 lower-case hexadecimal digits of all that was added so far.
  [[nodiscard]] std::string hex() const;

 private:
  std::string fields_;
};

/// SHA-256 of these bytes alone, in hexadecimal.
std::string sha256(std::string_view bytes);

}  // namespace snipcheck
