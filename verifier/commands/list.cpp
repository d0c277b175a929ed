#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/commands/options.hpp"
#include "verifier/documents.hpp"
#include "verifier/list_json.hpp"
#include "verifier/reading.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::command {
namespace {

std::string heading(const Snippet& snippet) {
  if (!snippet.question)
    return "";
  return (snippet.question->number ? fmt::format("{}. ", *snippet.question->number) : "") + snippet.question->title;
}

std::vector<std::string> row(const Snippet& snippet) {
  const std::string skipped = (snippet.is_python() ? "skipped: " : "") + snippet.skip.value_or("");
  const bool one_line = snippet.start_line == snippet.end_line;
  return {one_line ? fmt::format("{}", snippet.start_line) : fmt::format("{}-{}", snippet.start_line, snippet.end_line),
          snippet.language,
          snippet.role ? std::string(to_string(*snippet.role)) : "",
          heading(snippet),
          snippet.file.value_or(""),
          snippet.skip ? skipped : join(snippet.directives.texts, ", ")};
}

/// One table a document.
std::string tables(const std::vector<Snippet>& snippets, int width) {
  constexpr std::size_t question = 3;
  std::string text;
  for (auto from = snippets.begin(); from != snippets.end();) {
    const auto to = std::find_if(from, snippets.end(), [&](const Snippet& one) { return one.document != from->document; });
    std::vector<std::vector<std::string>> rows{{"LINES", "LANGUAGE", "ROLE", "QUESTION", "FILE", "NOTES"}};
    std::transform(from, to, std::back_inserter(rows), row);
    text += (text.empty() ? "" : "\n") + from->document + '\n' + table(rows, question, width);
    from = to;
  }
  return text;
}

/// Blocks of other languages say so themselves.
void explain_skips(std::vector<Snippet>& snippets) {
  for (Snippet& one : snippets)
    if (!one.is_python() && !one.skip)
      one.skip = "not Python: " + one.language;
}

class List : public Subcommand {
 public:
  explicit List(CLI::App& app) {
    documents_.declare(app);
    app.add_option("--format", format_, "table or json (default: table)")->type_name("FORMAT");
  }

  int execute() override {
    if (format_ != "table" && format_ != "json")
      throw UsageError("--format cannot be \"" + format_ + '"', "use table or json");
    const Config config = documents_.config();
    Reading reading = read_all(config.documents);
    std::vector<Snippet> snippets = select(std::move(reading.snippets), config.documents);
    explain_skips(snippets);
    if (format_ == "json") {
      write_out(list_to_json(snippets));
      return 0;
    }
    write_out(tables(snippets, width_of(STDOUT_FILENO)));
    const auto to_run = std::ranges::count_if(snippets, [](const Snippet& one) { return one.is_python() && !one.skip; });
    fmt::print(stderr, "{} in {}, {} of them to run\n", counted(snippets.size(), "snippet"),
               counted(reading.documents.size(), "document"), to_run);
    return 0;
  }

 private:
  DocumentOptions documents_;
  std::string format_ = "table";
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<List>(app); }

}  // namespace

extern constinit const SubcommandEntry list{
    .name = "list", .summary = "List the snippets of documents, and what is not run", .make = make};

}  // namespace snipcheck::command
