#pragma once
/// Rewriting a call for another signature of the same callable.
#include "sandboxes/index.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// The line with the call's positional arguments passed by the names that `before` gave them, when `after` takes all the
/// arguments so and lacks none; nothing when the line holds no whole call of that name, or it would still not bind.
std::optional<std::string> by_name(std::string_view line, const Export& before, const Export& after);

}  // namespace snipcheck
