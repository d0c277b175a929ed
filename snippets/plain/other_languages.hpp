#pragma once
/// Languages that are no Python, by marks that nothing else has.
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// "jinja", "html", "dockerfile", "nginx", "procfile", "json", "sql", "yaml", "toml", "ini", "javascript", "diff", "http", "text"
/// (a tree or list of paths); "" when not sure.
std::string other_language(const std::vector<std::string>& block);

/// `web: gunicorn app:app`, trimmed: the name of a process and something behind it.
bool names_process(std::string_view line);

/// `<p>`, `</div>`, `<!doctype html>`, but not `<id>`: a tag that HTML knows at the start of the line.
bool opens_with_html_tag(std::string_view line);

}  // namespace snipcheck
