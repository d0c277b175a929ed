#pragma once
/// What is said about a snippet beside its code: role, file name, directives, id.
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

/// The file name that the answer gives a block: in its info string, its first comment, or at the end of the line before it.
/// `before` is the nearest line of text above the block.
std::optional<std::string> file_of(const CodeBlock& block, std::string_view before, bool python);

/// `<!-- snipcheck: skip "reason" -->` in a line.
struct Directive {
  std::string word;    ///< "skip"
  std::string reason;  ///< What stands in quotes, or after the word.
};
std::optional<Directive> directive_in(std::string_view line);

/// Gives every snippet its id: the first ten hexadecimal digits of the SHA-256 of post, question, code and occurrence;
/// where `post` (Document::key) is not empty, the first sixteen of post, code and occurrence, since titles are of other posts.
void give_ids(std::span<Snippet> snippets, std::string_view post);

/// What a reader would stumble over: typographic quotes (SC104), prompts (SC105), a decorator with nothing below it (SC106).
std::vector<Remark> remarks_on(const Snippet& snippet);

}  // namespace snipcheck
