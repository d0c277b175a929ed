#pragma once
/// The versioned JSON of `snipcheck list --format json` ("snipcheck.list/1"): fields are only ever added.
#include "snippets/snippet.hpp"

#include <string>
#include <vector>

namespace snipcheck {

/// The whole document, indented by one blank, ending with a newline. What is not known is null; bytes that are not UTF-8 are
/// written as \xNN.
std::string list_to_json(const std::vector<Snippet>& snippets);

}  // namespace snipcheck
