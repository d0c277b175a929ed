#include "support/error.hpp"
#include "support/text.hpp"
#include "verifier/rule.hpp"
#include "verifier/subcommand.hpp"
#include "verifier/table.hpp"
#include "verifier/terminal.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace snipcheck::command {
namespace {

std::string every_rule() {
  std::vector<std::vector<std::string>> rows;
  for (const Rule* rule : rules())
    rows.push_back({std::string(rule->code), std::string(rule->name), std::string(rule->title)});
  std::ranges::sort(rows);
  rows.insert(rows.begin(), {"CODE", "NAME", "TITLE"});
  return table(rows, 2, width_of(STDOUT_FILENO));
}

/// By code or by name, in any case. Throws UsageError with the nearest.
const Rule& rule_named(const std::string& word) {
  std::vector<std::string> known;
  for (const Rule* rule : rules()) {
    if (lower(rule->code) == lower(word) || rule->name == lower(word))
      return *rule;
    known.emplace_back(lower(rule->code));
    known.emplace_back(rule->name);
  }
  const std::string near = nearest(lower(word), known);
  const auto rule = std::ranges::find_if(rules(), [&](const Rule* one) { return lower(one->code) == near || one->name == near; });
  throw UsageError("there is no rule \"" + word + '"', near.empty()
                                                           ? "snipcheck explain --list names them"
                                                           : fmt::format("did you mean {} ({})?", (*rule)->code, (*rule)->name));
}

class Explain : public Subcommand {
 public:
  explicit Explain(CLI::App& app) {
    app.add_option("CODE", code_, "Code or name of a rule, as reports show it: SC303")->type_name("");
    app.add_flag("--list", list_, "List every rule");
  }

  int execute() override {
    if (!list_ && code_.empty())
      throw UsageError("there is no code to explain", "snipcheck explain --list names them");
    if (list_) {
      write_out(every_rule());
      return 0;
    }
    const Rule& rule = rule_named(code_);
    write_out(fmt::format("{}: {} ({})\n\n{}\n", rule.code, rule.title, rule.name, trim(rule.help)));
    return 0;
  }

 private:
  std::string code_;
  bool list_ = false;
};

std::unique_ptr<Subcommand> make(CLI::App& app) { return std::make_unique<Explain>(app); }

}  // namespace

extern constinit const SubcommandEntry explain{
    .name = "explain", .summary = "Print the manual page of a diagnosis", .make = make};

}  // namespace snipcheck::command
