#pragma once
/// One word after `snipcheck`. To add one: a file in commands/, a line in commands.def.
#include <memory>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace snipcheck {

/// The options of one command as they were given, and the work to do with them.
class Subcommand {
 public:
  Subcommand() = default;
  Subcommand(const Subcommand&) = delete;
  Subcommand& operator=(const Subcommand&) = delete;
  virtual ~Subcommand() = default;
  /// Does the work and returns the exit code. Throws UsageError and CannotCheck.
  virtual int execute() = 0;
};

struct SubcommandEntry {
  std::string_view name;     ///< The word, and its file's name.
  std::string_view summary;  ///< One line for the help.
  /// Declares the options on `app`; they fill in the object returned when `app` parses, so it must outlive that.
  std::unique_ptr<Subcommand> (*make)(CLI::App& app);
};

}  // namespace snipcheck
