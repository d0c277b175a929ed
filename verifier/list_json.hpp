#pragma once
/// The versioned JSON of `snipcheck list --format json` ("snipcheck.list/1"): fields are only ever added.
#include "snippets/snippet.hpp"

#include <functional>
#include <string_view>

namespace snipcheck {

/// Writes the document piece by piece, indented by one blank and ending with a newline. What is not known is null; bytes that are
/// not UTF-8 are written as \xNN.
class ListWriter {
 public:
  using Write = std::function<void(std::string_view)>;
  explicit ListWriter(Write write);
  void add(const Snippet& snippet);
  /// After this the document is whole. Call it once.
  void end();

 private:
  Write write_;
  bool first_ = true;
};

}  // namespace snipcheck
