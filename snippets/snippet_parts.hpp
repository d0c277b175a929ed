#pragma once
/// What is said about a snippet beside its code: role and id.
#include "snippets/format.hpp"
#include "snippets/snippet.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace snipcheck {

/// The role of Python with these names; `known` are the names that earlier snippets of its answer bind.
Role role_of(std::string_view code, const Names& names, const std::set<std::string>& known);

/// Gives every snippet its id: the first ten hexadecimal digits of the SHA-256 of question (its letters and digits, in any case),
/// code (directives apart) and occurrence (counted for each question and code); where `post` (Document::key) is not empty, the
/// first sixteen of post, code and occurrence, since titles are of other posts.
void give_ids(std::span<Snippet> snippets, std::string_view post);

/// What a reader would stumble over in code that is as clean as it gets: a decorator with nothing below it (SC106).
std::vector<Remark> remarks_on(const Snippet& snippet);

}  // namespace snipcheck
