#pragma once
/// Directives for a document that nobody may touch: NAME.snipcheck.toml beside it.
#include "snippets/attach_directives.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// What the file beside the document asks for its snippets; none where there is no such file, and for the posts of a dump. Each
/// `[[snippet]]` says which snippets it means (`id`, `line`, `question`, `text`) and what is asked, a key a word: `skip =
/// "reason"`, `expect-error = "NameError"`, `for = "flask<2.3"`, `continue = true`, `group = "x"`, `fresh = true`, `setup =
/// true`, `requires = ["redis>=4"]`. Throws UsageError for a file that cannot be read so, with line and column.
std::vector<SidecarEntry> sidecar_of(const Document& document);

}  // namespace snipcheck
