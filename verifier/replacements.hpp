#pragma once
/// What to write instead of what a package no longer has, where its index alone cannot tell.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

struct Replacement {
  std::string_view package;  ///< That took it away: normalised, or "python"; "" for any.
  std::string_view word;     ///< A name, an attribute, a module, a parameter or a setting.
  std::string_view error;    ///< Type of the exception that shows it; "" for any.
  std::string_view instead;  ///< Code that does the same today; names of the reader's own are those of the package's manual.
  std::string_view source;   ///< Where the package says so: "Flask 2.3.0".
};

/// The first of these words for which the package's own notes have something; nullptr when there is none.
const Replacement* replacement_for(std::string_view package, const std::vector<std::string>& words, std::string_view error);

}  // namespace snipcheck
