#pragma once
/// Snippets that are already in a commit as they stand; read from git objects, without a checkout.
#include "snippets/snippet.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace snipcheck {

/// For each path, the text that the commit has of it; of a document that is new since, all that are gone since (one of
/// them may be the same under another name). Documents outside of the work tree have none. Throws as digests_since does.
std::map<std::string, std::vector<Document>> texts_since(const std::string& ref, const std::vector<std::string>& documents);

/// For each document path with a text in the commit, the digests (see subject_digest in check.hpp) that its snippets had
/// there. Paths are taken relative to the current folder. The user's git configuration has no say.
/// Throws UsageError when this is no git work tree or `ref` is unknown, CannotCheck when the clone is too shallow to have it.
std::map<std::string, std::set<std::string>> digests_since(const std::string& ref, const std::vector<std::string>& documents);

}  // namespace snipcheck
