#include "sandboxes/sync.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"
#include "verifier/commands/options.hpp"
#include "verifier/context/settle.hpp"
#include "verifier/documents.hpp"
#include "verifier/environments.hpp"
#include "verifier/isolation.hpp"
#include "verifier/program_text.hpp"
#include "verifier/progress.hpp"
#include "verifier/reading.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::command {
namespace {

class Show : public Subcommand {
 public:
  explicit Show(CLI::App& app) {
    documents_.declare(app);
    app.add_option("--env", environment_, "The environment to show it for (default: the newest)")->type_name("NAME");
    app.add_option("--into", folder_, "Write program.py and the files that it finds beside it into this folder")
        ->type_name("FOLDER");
  }

  int execute() override;

 private:
  [[nodiscard]] Config config() const;
  void write(const std::string& program, const Job& job) const;

  DocumentOptions documents_;
  std::string environment_, folder_;
};

/// The row of a run, with the environment that is asked for in it.
Config Show::config() const {
  Config config = documents_.config();
  if (config.documents.size() != 1 || !config.documents[0].line)
    throw UsageError("show takes one snippet", "name a line of it: snipcheck show answers.md:42");
  if (!environment_.empty())
    for (const std::string& name : environments_from({environment_}, config.own))
      if (std::ranges::find(config.environments, name) == config.environments.end())
        config.environments.push_back(name);
  return config;
}

/// The one that a selector points at and that is run. Throws UsageError.
Subject wanted_subject(const std::vector<Snippet>& snippets, const Config& config) {
  const std::vector<bool> selected = selection(snippets, config.documents);
  for (Subject& subject : subjects_of(snippets))
    if (selected[static_cast<std::size_t>(subject.snippet - snippets.data())])
      return std::move(subject);
  throw UsageError("the snippet there is not run", "snipcheck list says why");
}

/// Its place in the matrix; the newest where no name is given. Throws CannotCheck.
std::size_t place_of(const std::string& name, const Matrix& matrix) {
  if (matrix.environments.empty())
    throw CannotCheck("there is no environment to show it for");
  const auto found = std::ranges::find(matrix.environments, name, &Environment::name);
  if (!name.empty() && found == matrix.environments.end())
    throw CannotCheck("environment " + name + " cannot be had");
  return name.empty() ? matrix.environments.size() - 1 : static_cast<std::size_t>(found - matrix.environments.begin());
}

void Show::write(const std::string& program, const Job& job) const {
  if (folder_.empty())
    return write_out(program);
  const std::filesystem::path folder{folder_};
  std::filesystem::create_directories(folder);
  write_file(folder / "program.py", program);
  for (const auto& [path, content] : job.files) {
    std::filesystem::create_directories((folder / path).parent_path());
    if (!path.ends_with('/'))
      write_file(folder / path, content);
  }
}

int Show::execute() {
  Progress progress{::isatty(STDERR_FILENO) == 1 ? Progress::Style::bar : Progress::Style::lines};
  const Config config = with_isolation(this->config(), progress);
  Reading reading = read_all(config.documents, config.ignoring);
  const Subject subject = wanted_subject(reading.snippets, config);
  const Chosen chosen = choose(config);
  std::vector<EnvironmentInfo> infos = describe_environments(chosen.row);
  const Ready ready = make_ready(chosen, Work{}, config, infos, progress);
  progress.end();
  const std::size_t place = place_of(environment_, ready.matrix);

  const Context context = settled_context(subject, ready.matrix);
  const Job job = job_of(subject, context, ready.matrix, place);
  write(program_text(subject, context, job), job);

  const Environment& environment = ready.matrix.environments[place];
  const std::string python = (environment.folder / "bin" / "python").string();
  fmt::print(stderr, "\nenvironment {}: {}Python {}\n", environment.name,
             environment.flask.empty() ? "" : "Flask " + environment.flask + ", ", environment.python);
  if (folder_.empty()) {
    fmt::print(stderr, "by hand: redirect it to program.py, then {} program.py\n", python);
    for (const auto& [path, content] : job.files)
      fmt::print(stderr, "beside it: {} ({} bytes; --into FOLDER writes it)\n", path, content.size());
  } else {
    fmt::print(stderr, "by hand: cd {} && {} program.py\n", folder_, python);
  }
  if (job.exercise)
    fmt::print(stderr, "a check then also requests its routes; packages that it does not import are hidden from it\n");
  return 0;
}

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Show>(app); }

}  // namespace

extern constinit const SubcommandEntry show{
    .name = "show", .summary = "Print the program that a check of one snippet runs", .make = make};

}  // namespace snipcheck::command
