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

/// What a command's options could not take, in our words.
UsageError usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const Words extras = app.remaining();
  if (error.get_name() == "ExtrasError" && !extras.empty()) {
    const std::string& word = extras.front();
    Words known;
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames())
        known.push_back("--" + name);
    const std::string near = word.starts_with("--") ? nearest(word.substr(0, word.find('=')), known) : "";
    return UsageError(fmt::format("{} \"{}\"", word.starts_with('-') ? "unknown option" : "unexpected argument", word),
                      near.empty() ? "see " + app.get_name() + " --help" : "did you mean " + near + '?');
  }
  std::string what = error.what();
  if (error.get_name() == "ArgumentMismatch" && what.find("missing") != std::string::npos)
    what = what.substr(0, what.find(':')) + " needs a value";
  return UsageError(what, "see " + app.get_name() + " --help");
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
