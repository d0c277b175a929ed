#pragma once
/// Names that are one slip of the keyboard away from another one of the same snippet.
#include "snippets/snippet.hpp"

#include <optional>
#include <string>

namespace snipcheck {

/// The name that a misspelt one stands for: two letters swapped, or one left out or put in, never at its ends (`user` and `users`
/// are two names); also `__name` for `__name__`. Nothing where no name that the code binds is that near.
std::optional<std::string> meant_by(const std::string& unknown, const Snippet& snippet);

}  // namespace snipcheck
