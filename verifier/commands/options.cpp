#include "verifier/commands/options.hpp"

#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/documents.hpp"

#include <CLI/CLI.hpp>

namespace snipcheck {

void DocumentOptions::declare(CLI::App& app) {
  app.add_option("PATH", paths, "Files and folders, PATH:LINE for one snippet, - for standard input")->take_all()->type_name("");
  app.add_flag("--no-ignore", no_ignore, "Read what .gitignore files name, too, where a folder stands for its documents");
  app.add_option("--config", config_file, "Configuration file (default: the nearest snipcheck.toml upward)")->type_name("FILE");
}

Config DocumentOptions::config() const {
  Config config{.documents = {{".", {}}}, .environments = default_environments()};
  if (!config_file.empty())
    read_config(config_file, config);
  else if (const auto found = find_config("."))
    read_config(*found, config);
  if (!paths.empty())
    config.documents.clear();
  for (const std::string& path : paths)
    config.documents.push_back(selector_from(path));
  if (no_ignore)
    config.ignoring = Ignoring::nothing;
  return config;
}

std::optional<bool> colour_from(const std::string& word) {
  if (word == "always" || word == "never")
    return word == "always";
  if (word == "auto")
    return std::nullopt;
  const std::string near = nearest(word, {"auto", "always", "never"});
  throw UsageError("--color cannot be \"" + word + '"',
                   near.empty() ? "use auto, always or never" : "did you mean \"" + near + "\"?");
}

}  // namespace snipcheck
