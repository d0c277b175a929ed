#include "snippets/language_names.hpp"

#include "support/text.hpp"

#include <map>

namespace snipcheck {

std::string canonical_language(std::string_view label) {
  static const std::map<std::string_view, std::string_view> names{
      // clang-format off
      {"py", "python"}, {"python", "python"}, {"python3", "python"}, {"py3", "python"}, {"python2", "python"},
      {"flask", "python"}, {"python-flask", "python"}, {"ipython", "python"}, {"ipython3", "python"}, {"sage", "python"},
      {"pycon", "python-console"}, {"python-console", "python-console"}, {"python-repl", "python-console"},
      {"pyconsole", "python-console"}, {"doctest", "python-console"},
      {"sh", "bash"}, {"shell", "bash"}, {"bash", "bash"}, {"zsh", "bash"}, {"console", "bash"}, {"terminal", "bash"},
      {"cmd", "bash"}, {"powershell", "bash"}, {"ps1", "bash"}, {"shell-session", "bash"}, {"shellscript", "bash"},
      {"bat", "bash"}, {"batch", "bash"},
      {"html", "html"}, {"html5", "html"}, {"htm", "html"},
      {"jinja", "jinja"}, {"jinja2", "jinja"}, {"html+jinja", "jinja"}, {"html+jinja2", "jinja"}, {"django", "jinja"},
      {"htmldjango", "jinja"}, {"html+django", "jinja"}, {"jinja-html", "jinja"}, {"j2", "jinja"},
      {"js", "javascript"}, {"javascript", "javascript"}, {"jsx", "javascript"}, {"node", "javascript"},
      {"ts", "typescript"},
      {"yml", "yaml"}, {"yaml", "yaml"},
      {"json", "json"}, {"jsonc", "json"},
      {"sql", "sql"},
      {"toml", "toml"},
      {"ini", "ini"}, {"cfg", "ini"}, {"env", "ini"}, {"dotenv", "ini"}, {"properties", "ini"}, {"conf", "ini"},
      {"nginx", "nginx"}, {"nginxconf", "nginx"},
      {"dockerfile", "dockerfile"}, {"docker", "dockerfile"},
      {"procfile", "procfile"},
      {"diff", "diff"}, {"patch", "diff"},
      {"text", "text"}, {"txt", "text"}, {"plain", "text"}, {"plaintext", "text"}, {"output", "text"}, {"none", "text"},
      {"nohighlight", "text"}, {"tree", "text"},
      {"md", "markdown"}, {"markdown", "markdown"},
      // clang-format on
  };
  const std::string low = lower(label);
  const auto found = names.find(low);
  return std::string{found == names.end() ? std::string_view{low} : found->second};
}

}  // namespace snipcheck
