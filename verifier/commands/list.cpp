#include "snippets/extract.hpp"
#include "support/error.hpp"
#include "support/interrupt.hpp"
#include "support/text.hpp"
#include "verifier/commands/options.hpp"
#include "verifier/documents.hpp"
#include "verifier/list_json.hpp"
#include "verifier/sidecar.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <functional>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::command {
namespace {

constexpr std::size_t kMostRemarks = 50;  // of one file; the others would say the same

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

/// Blocks of other languages say so themselves.
void explain_skip(Snippet& snippet) {
  if (!snippet.is_python() && !snippet.skip)
    snippet.skip = "not Python: " + snippet.language;
}

/// Tables, one a document, printed as soon as they are whole; a dump has one for each thousand of its snippets.
class Tables {
 public:
  void add(const Snippet& snippet) {
    if (snippet.document != document_ || rows_.size() > kRowsAtOnce)
      print();
    document_ = snippet.document;
    if (rows_.empty())
      rows_.push_back({"LINES", "LANGUAGE", "ROLE", "QUESTION", "FILE", "NOTES"});
    rows_.push_back(row(snippet));
  }
  void print() {
    constexpr std::size_t question = 3;
    if (rows_.empty())
      return;
    write_out((first_ ? "" : "\n") + document_ + '\n' + table(rows_, question, width_of(STDOUT_FILENO)));
    first_ = false;
    rows_.clear();
  }

 private:
  static constexpr std::size_t kRowsAtOnce = 1000;
  std::vector<std::vector<std::string>> rows_;
  std::string document_;
  bool first_ = true;
};

class List : public Subcommand {
 public:
  explicit List(CLI::App& app) {
    documents_.declare(app);
    app.add_option("--format", format_, "table or json (default: table)")->type_name("FORMAT");
  }

  int execute() override {
    if (format_ != "table" && format_ != "json")
      throw UsageError("--format cannot be \"" + format_ + '"', "use table or json");
    interrupt::let_through();
    const Config config = documents_.config();
    Tables tables;
    if (format_ == "table")
      fmt::print(stderr, "{}", list(config, [&](const Snippet& one) { tables.add(one); }, [&] { tables.print(); }));
    else
      list_json(config);
    return 0;
  }

 private:
  static void list_json(const Config& config) {
    ListWriter json{write_out};
    (void)list(config, [&](const Snippet& snippet) { json.add(snippet); }, [&] { json.end(); });
  }

  /// Hands on one snippet after the other: a dump may hold more of them than memory does. Returns the sum of it.
  static std::string list(const Config& config, const std::function<void(const Snippet&)>& add,
                          const std::function<void()>& end) {
    Selection selection{config.documents};
    std::size_t documents = 0, snippets = 0, to_run = 0, remarks = 0;
    std::string path;
    const auto unread = for_each_document(config.documents, config.ignoring, [&](const Document& document) {
      if (std::exchange(path, document.path) != document.path || documents == 0) {
        ++documents;
        remarks = 0;
      }
      Extraction found = extract(document, sidecar_of(document));
      for (const Remark& remark : found.remarks)
        if (++remarks <= kMostRemarks)
          fmt::print(stderr, "{}{}\n", remark.line > 0 ? fmt::format("{}:{}: ", document.path, remark.line) : "",
                     remark.message);  // without a line of the document, the message names its own place
      for (Snippet& snippet : found.snippets) {
        if (!selection.wants(snippet))
          continue;
        explain_skip(snippet);
        ++snippets;
        to_run += snippet.is_python() && !snippet.skip ? 1 : 0;
        add(snippet);
      }
    });
    end();
    selection.finish();
    complain(unread);
    return fmt::format("{} in {}, {} of them to run\n", counted(snippets, "snippet"), counted(documents, "document"), to_run);
  }

  DocumentOptions documents_;
  std::string format_ = "table";
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<List>(app); }

}  // namespace

extern constinit const SubcommandEntry list{
    .name = "list", .summary = "List the snippets of documents, and what is not run", .make = make};

}  // namespace snipcheck::command
