#pragma once
/// Which earlier snippets of an answer a snippet continues.
#include "verifier/check.hpp"

#include <vector>

namespace snipcheck {

/// The earlier snippets that bind what this one (or a chosen one) leaves free, in reading order. Alternatives are not chained:
/// one that binds the same names, or makes an app of its own where this one does. Directives win: those marked `setup` come
/// first, `continue` takes the snippet before, `group` the others of the group and no more, `fresh` nothing.
std::vector<const Snippet*> earlier_for(const Subject& subject);

}  // namespace snipcheck
