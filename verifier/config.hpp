#pragma once
/// What a run was asked to do: options over `snipcheck.toml` over defaults.
#include "sandboxes/pin_set.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace snipcheck {

enum class FailOn { any, fresh, none };  ///< `fresh` is spelt "new": what a baseline does not know.

/// A path given by the user, perhaps with a line: only the snippet on that line.
struct Selector {
  std::filesystem::path path;
  std::optional<int> line;
};

/// Whether the documents of a folder are those that git knows or would take in.
enum class Ignoring { as_git, nothing };

struct Config {
  std::vector<Selector> documents;  ///< Files and folders; as given, else as configured, else the current folder.
  Ignoring ignoring = Ignoring::as_git;
  std::vector<std::filesystem::path> modules;  ///< Python files and folders of the user's own that examples may import.
  std::filesystem::path folder;                ///< Of the configuration file; empty: none was read.
  std::vector<PinSet> own;                     ///< Environments that the configuration defines, in its order.
  std::vector<std::string> environments;       ///< Names of them and of eras, oldest first, each once.
  std::vector<std::string> must_pass;          ///< Where a snippet has to run; default: the newest environment only.
  int jobs = 0;                                ///< Runs at the same time; 0: one a core.
  int timeout_seconds = 10;                    ///< CPU time of one run; the wall limit is three times that.
  std::string isolation;                       ///< A tier; "": the strongest that this machine has.
  std::string least_isolation;                 ///< A weaker one will not do; "": whatever isolates does.
  bool use_cache = true;
  bool cold = false;  ///< Every run in an interpreter of its own, and none in a warm one.
  FailOn fail_on = FailOn::any;
  bool allow_empty = false;
  std::optional<std::string> since;  ///< Only snippets that are not in this git commit as they stand.
  std::vector<std::pair<std::string, std::filesystem::path>> reports;  ///< Renderer name and file.
  std::string format = "text";                                         ///< Renderer of standard output.
  std::optional<bool> colour;                                          ///< Nothing: by NO_COLOR, FORCE_COLOR and the terminal.
  bool quiet = false, verbose = false;
  std::string command;  ///< How to run it again, as the user typed it, without host paths.
};

/// Eras checked when nobody names any.
std::vector<std::string> default_environments();

/// Reads a snipcheck.toml over `config`. Its keys:
///
///     documents = ["answers", "faq.md"]   # files and folders, relative to the file's own folder
///     modules = ["helpers.py"]            # of one's own, that examples may import; relative to the file's own folder
///     environments = ["2020", "2026"]     # or "all"; eras, and what [env.NAME] defines
///     timeout = 10                        # seconds of CPU time of one run
///     jobs = 4                            # runs at the same time; 0: one a core
///     isolation = "strongest"             # or "full", "basic", "none": that one
///     require-isolation = "full"          # or "basic": a weaker one will not do
///     [gate]
///     must-pass = ["2023", "2026"]        # of the environments: where a snippet has to run
///     fail-on = "any"                     # or "new", "none"
///     allow-empty = false                 # a run that checked nothing is a success
///     [env.NAME]                          # an environment of one's own: see own_environments.hpp
///
/// Throws UsageError with file, line and column, and the nearest known word, for anything it does not know.
void read_config(const std::filesystem::path& file, Config& config);

/// What the words of options and keys stand for. Each throws UsageError, with the words there are, for any other.
FailOn fail_on_from(std::string_view word);
std::string isolation_from(std::string_view word);        ///< "" for "strongest".
std::string least_isolation_from(std::string_view word);  ///< "full" or "basic".
/// Names of eras and of the user's own; "all" stands for every one. Oldest first (see is_older()), each once.
std::vector<std::string> environments_from(const std::vector<std::string>& names, const std::vector<PinSet>& own = {});
/// The same, as sets.
std::vector<PinSet> sets_named(const std::vector<std::string>& names, const std::vector<PinSet>& own);
/// Every era and the user's own, oldest first.
std::vector<PinSet> all_sets(const std::vector<PinSet>& own);

/// The nearest snipcheck.toml upward from a folder.
std::optional<std::filesystem::path> find_config(const std::filesystem::path& from);

}  // namespace snipcheck
