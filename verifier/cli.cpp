#include "verifier/cli.hpp"

#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <filesystem>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace snipcheck {
namespace command {
#define SNIPCHECK_ENTRY(name) extern const SubcommandEntry name;
#include "verifier/commands.def"
#undef SNIPCHECK_ENTRY
}  // namespace command

namespace {

constexpr const SubcommandEntry* kCommands[] = {
#define SNIPCHECK_ENTRY(name) &command::name,
#include "verifier/commands.def"
#undef SNIPCHECK_ENTRY
};

using Words = std::vector<std::string>;

std::string help() {
  std::string text =
      "Runs the Python and Flask examples of answers on pinned Flask versions and says which no longer work, since when and "
      "why.\n"
      "\nUsage: snipcheck COMMAND [OPTIONS]\n\nCommands:\n";
  for (const SubcommandEntry* entry : kCommands)
    text += fmt::format("  {:<9} {}\n", entry->name, entry->summary);
  return text +
         "  version   Print the version\n"
         "  help      Print this text, or the help of a command\n"
         "\nExit codes: 0 nothing blocks, 1 findings block, 2 wrong use or configuration, 3 could not check, 4 nothing was "
         "checked\n";
}

/// A word that is no command: perhaps it was mistyped, perhaps it is what to run.
[[noreturn]] void unknown_command(const std::string& word) {
  Words names{"version", "help"};
  for (const SubcommandEntry* entry : kCommands)
    names.emplace_back(entry->name);
  std::error_code error;
  const std::string near = nearest(word, names);
  const std::string what = word.starts_with('-') ? "unknown option \"" : "there is no command \"";
  throw UsageError(what + word + '"', std::filesystem::exists(word, error) ? "to check it: snipcheck run " + word
                                      : near.empty()                       ? "see snipcheck help"
                                                                           : "did you mean \"" + near + "\"?");
}

/// The command that was reached: `env list` rather than `env`.
const CLI::App& innermost(const CLI::App& app) {
  const CLI::App* inner = &app;
  while (!inner->get_subcommands().empty())
    inner = inner->get_subcommands().front();
  return *inner;
}

/// The words that could stand where `word` does.
Words alternatives(const CLI::App& app, const std::string& word) {
  Words known;
  if (!word.starts_with('-'))
    for (const CLI::App* command : app.get_subcommands({}))
      known.push_back(command->get_name());
  else
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames())
        known.push_back("--" + name);
  return known;
}

/// What a command could not make sense of, in our words.
UsageError usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::string help = "see " + app.get_name() + " --help";
  if (const Words extras = app.remaining(true); !extras.empty()) {
    const std::string word = extras.front().substr(0, extras.front().find('='));
    const std::string near = nearest(word, alternatives(innermost(app), word));
    return UsageError(fmt::format("{} \"{}\"", word.starts_with('-') ? "unknown option" : "unexpected argument", word),
                      near.empty() ? help : "did you mean " + near + '?');
  }
  std::string what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && what.find("missing") != std::string::npos)
    what = what.substr(0, what.find(':')) + " needs a value";
  return UsageError(lower(what.substr(0, 1)) + what.substr(1), help);
}

int run(const SubcommandEntry& entry, Words arguments) {
  CLI::App app{std::string(entry.summary), fmt::format("snipcheck {}", entry.name)};
  app.get_formatter()->column_width(34);
  app.option_defaults()->take_last();  // so that a wrapper's options can be overruled
  app.set_help_flag("-h,--help", "Print this text");
  const std::unique_ptr<Subcommand> command = entry.make(app);
  std::ranges::reverse(arguments);  // CLI11 takes them from the back
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    write_out(app.help());
    return 0;
  } catch (const CLI::ParseError& error) {
    throw usage_error(app, error);
  }
  return command->execute();
}

}  // namespace

int run_cli(const Words& arguments) {
  if (arguments.empty()) {
    std::fputs(help().c_str(), stderr);
    return 2;
  }
  const std::string& word = arguments.front();
  Words rest{arguments.begin() + 1, arguments.end()};
  if ((word == "help" || word == "--help" || word == "-h") && rest.empty()) {
    write_out(help());
    return 0;
  }
  if (word == "help")
    return run_cli({rest.front(), "--help"});
  if (word == "version" || word == "--version" || word == "-V") {
    write_out("snipcheck " SNIPCHECK_VERSION "\n");
    return 0;
  }
  const auto entry = std::ranges::find(kCommands, word, &SubcommandEntry::name);
  if (entry == std::end(kCommands))
    unknown_command(word);
  return run(**entry, std::move(rest));
}

}  // namespace snipcheck
