#pragma once
/// The many names that authors give a language.
#include <string>
#include <string_view>

namespace snipcheck {

/// The name in reports of the language that a label names: `py3` is "python", `console` is "bash"; an unknown one in lower case,
/// "" for "".
std::string canonical_language(std::string_view label);

}  // namespace snipcheck
