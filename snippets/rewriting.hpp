#pragma once
/// A file that an answer shows, after "change the view to:".
#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// `code` with the functions and classes that `revision` defines in the place of its own of these names; what it defines besides
/// comes at the end, what it imports at the beginning. Nothing when it is no revision of the code: it defines none of its names,
/// or does more than import and define.
std::optional<std::string> rewritten(std::string_view code, std::string_view revision);

}  // namespace snipcheck
