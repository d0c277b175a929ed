#include "reports/renderer.hpp"
#include "reports/report.hpp"
#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/commands/options.hpp"
#include "verifier/progress.hpp"
#include "verifier/report_files.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"
#include "verifier/verify.hpp"

#include <algorithm>
#include <sstream>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace snipcheck::command {
namespace {

/// As a shell takes it back.
std::string shell_quoted(const std::string& word) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=,+@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos)
    return word;
  return '\'' + replace_all(word, "'", "'\\''") + '\'';
}

/// A path without what it tells of this machine: relative where it lies below the current folder.
std::string without_host(const std::string& path) {
  const std::filesystem::path given{path};
  if (given.is_relative())
    return path;
  const std::string near = given.lexically_relative(std::filesystem::current_path()).string();
  return near.empty() || near == ".." || near.starts_with("../") ? path : near;
}

class Run : public Subcommand {
 public:
  explicit Run(CLI::App& app) {
    documents_.declare(app);
    const CLI::Validator seconds = number("seconds", 1, 24 * 60 * 60), count = number("runs", 1, 1024);
    app.add_option("--since", since_, "Only snippets that are not in this git commit as they stand")->type_name("REF");
    app.add_option("--env", environments_, "Environment to run in (repeatable), or all: snipcheck env list names them")
        ->take_all()
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("NAME");
    app.add_option("-j,--jobs", jobs_, "Runs at the same time (default: one a core)")->check(count)->type_name("N");
    app.add_option("--timeout", timeout_, "CPU time of one run (default: 10); wall time may be three times that")
        ->check(seconds)
        ->type_name("SECONDS");
    app.add_option("--isolation", isolation_, "full, basic or none (default: the strongest of full and basic that works here)")
        ->type_name("TIER");
    app.add_flag("--require-isolation{full}", least_isolation_,
                 "Exit with 3 rather than use a weaker isolation than full, or than --require-isolation=basic");
    app.add_flag("--cold", cold_, "Start an interpreter for every run, instead of repeating only doubtful ones so");
    app.add_flag("--no-cache", no_cache_, "Run everything anew, and remember nothing");
    app.add_option("--fail-on", fail_on_, "Findings that fail the run: any, new or none (default: any)")->type_name("WHICH");
    app.add_flag("--exit-zero", exit_zero_, "As --fail-on none");
    app.add_flag("--allow-empty", allow_empty_, "A run that checked nothing is a success");
    app.add_option("--report", reports_, "Write a report to a file (repeatable); - is standard output")
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("FORMAT=PATH");
    app.add_option("--format", format_, "Format of standard output: text, concise, json ... (default: text)")
        ->type_name("FORMAT");
    app.add_option("--color", colour_, "auto, always or never (default: auto)")->type_name("WHEN");
    app.add_flag("-q,--quiet", quiet_, "Findings and the last line only");
    app.add_flag("-v,--verbose", verbose_, "Snippets that pass or are skipped, too");
  }

  int execute() override;

 private:
  static CLI::Validator number(const std::string& of_what, int least, int most) {
    return CLI::Validator(
        [=](const std::string& word) {
          const bool digits = !word.empty() && word.size() < 9 && word.find_first_not_of("0123456789") == std::string::npos;
          const bool fits = digits && std::stoi(word) >= least && std::stoi(word) <= most;
          return fits ? std::string{}
                      : '"' + word + "\" is no number of " + of_what + " from " + std::to_string(least) + " to " +
                            std::to_string(most);
        },
        "");
  }
  [[nodiscard]] Config config() const;
  [[nodiscard]] std::string again() const;

  DocumentOptions documents_;
  std::vector<std::string> environments_, reports_;
  std::optional<int> jobs_, timeout_;
  std::optional<std::string> isolation_, least_isolation_, fail_on_, since_, format_;
  std::string colour_ = "auto";
  bool cold_ = false, no_cache_ = false, exit_zero_ = false, allow_empty_ = false, quiet_ = false, verbose_ = false;
};

/// Options over the file over defaults.
Config Run::config() const {
  Config config = documents_.config();
  if (!environments_.empty()) {
    config.environments = environments_from(environments_, config.own);
    std::erase_if(config.must_pass, [&](const std::string& name) {
      return std::ranges::find(config.environments, name) == config.environments.end();
    });
  }
  config.jobs = jobs_.value_or(config.jobs);
  config.timeout_seconds = timeout_.value_or(config.timeout_seconds);
  config.isolation = isolation_ ? isolation_from(*isolation_) : config.isolation;
  config.least_isolation = least_isolation_ ? least_isolation_from(*least_isolation_) : config.least_isolation;
  config.fail_on = exit_zero_ ? FailOn::none : fail_on_ ? fail_on_from(*fail_on_) : config.fail_on;
  config.use_cache = !no_cache_;
  config.cold = cold_;
  config.allow_empty = allow_empty_ || config.allow_empty;
  config.since = since_;
  for (const std::string& report : reports_)
    config.reports.push_back(report_from(report));
  const auto to_output = std::ranges::find(config.reports, "-", &std::pair<std::string, std::filesystem::path>::second);
  config.format = to_output != config.reports.end() ? to_output->first : format_.value_or(config.format);
  renderer_named(config.format);
  config.colour = colour_from(colour_);
  config.quiet = quiet_;
  config.verbose = verbose_;
  config.command = again();
  return config;
}

/// The options that say what is checked; not those that say how it is shown.
std::string Run::again() const {
  std::vector<std::string> words{"snipcheck", "run"};
  for (const std::string& path : documents_.paths)
    words.push_back(without_host(path));
  const auto add = [&](const std::string& option, const std::optional<std::string>& value) {
    if (value)
      words.insert(words.end(), {option, *value});
  };
  for (const std::string& name : environments_)
    add("--env", name);
  add("--since", since_);
  add("--timeout", timeout_ ? std::optional{std::to_string(*timeout_)} : std::nullopt);
  add("--isolation", isolation_);
  if (least_isolation_)
    words.push_back("--require-isolation=" + *least_isolation_);
  add("--fail-on", exit_zero_ ? "none" : fail_on_);
  if (cold_)
    words.emplace_back("--cold");
  if (documents_.no_ignore)
    words.emplace_back("--no-ignore");
  if (!documents_.config_file.empty())
    add("--config", without_host(documents_.config_file));
  if (allow_empty_)
    words.emplace_back("--allow-empty");
  std::ranges::transform(words, words.begin(), shell_quoted);
  return join(words, " ");
}

int Run::execute() {
  const Config config = this->config();
  check_report_paths(config);
  Progress progress{config.quiet                   ? Progress::Style::none
                    : ::isatty(STDERR_FILENO) == 1 ? Progress::Style::bar
                                                   : Progress::Style::lines};
  const Report report = verify(config, progress);
  progress.end();
  const std::vector<std::string> troubles = write_reports(report, config);
  const Look look{.colour = wants_colour(config.colour, STDOUT_FILENO),
                  .width = width_of(STDOUT_FILENO),
                  .verbose = config.verbose,
                  .quiet = config.quiet};
  std::ostringstream text;
  renderer_named(config.format).render(report, look, text);
  write_out(text.str());
  if (troubles.empty() || report.gate.exit >= 70)
    return report.gate.exit;
  throw UsageError(join(troubles, "; "));
}

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Run>(app); }

}  // namespace

extern constinit const SubcommandEntry run{
    .name = "run", .summary = "Check the snippets of documents in every environment", .make = make};

}  // namespace snipcheck::command
