#pragma once
/// Calls against the signatures of their callables: whether they bind, to what, and how to write them for another one.
#include "sandboxes/index.hpp"
#include "snippets/library_uses.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace snipcheck {

/// The line with the call's positional arguments passed by the names that `before` gave them, when `after` takes all the
/// arguments so and lacks none; nothing when the line holds no whole call of that name, or it would still not bind.
std::optional<std::string> by_name(std::string_view line, const Export& before, const Export& after);

/// Whether the arguments of a call fit a signature; nothing where the index does not know it.
std::optional<bool> binds(const LibraryUse& call, const Export& callable);

/// The parameter that takes the positional argument of that number (from 0); nullptr when none does, or *args.
const Parameter* parameter_at(const Export& callable, int position);

/// Whether some positional argument of the call now goes to another parameter, and the one that it was for is still there.
bool is_rebound(const LibraryUse& call, const Export& before, const Export& after);

}  // namespace snipcheck
