#pragma once
/// Languages that are no Python, by marks that nothing else has.
#include <string>
#include <vector>

namespace snipcheck {

/// "jinja", "html", "dockerfile", "nginx", "procfile", "json", "sql", "yaml", "toml", "ini", "javascript", "diff", "http", "text"
/// (a tree or list of paths); "" when not sure.
std::string other_language(const std::vector<std::string>& block);

}  // namespace snipcheck
