#pragma once
/// Which earlier snippets of an answer a snippet continues.
#include "verifier/check.hpp"

#include <vector>

namespace snipcheck {

/// `called_for`: those that bind what the snippet (or a chosen one) leaves free, or define fixtures that its tests ask for, or
/// add routes to an app that is sent requests. `rewritten`: the same, with files as later blocks write them anew. `all`: as far
/// as they are no alternatives, since one of them may change what it works on (`stack.append(3)`); one that binds a name anew
/// which the snippet binds as well is none where it binds another that the snippet reads.
enum class Steps { called_for, rewritten, all };

/// The earlier snippets of the answer that a snippet goes on from, in reading order. Alternatives are not chained: one that binds
/// the same names, or makes an app of its own where this one does. Directives win: those marked `setup` come first, `continue`
/// takes the snippet before, `group` the others of the group and no more, `fresh` nothing.
std::vector<const Snippet*> earlier_for(const Subject& subject, Steps steps = Steps::called_for);

}  // namespace snipcheck
