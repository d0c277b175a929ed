#include "verifier/rule.hpp"

#include <string_view>
#include <utility>

namespace snipcheck::rule {
namespace {

/// What is wanted that is no file.
std::optional<Diagnosis> of_other_things(const Fault& fault) {
  const auto wants = [](std::string title) {
    return Diagnosis{.title = std::move(title),
                     .message = "Nothing is given to it here, so the rest was not checked.",
                     .label = "wants input"};
  };
  if (fault.type == "SystemExit" || fault.type == "IndexError")
    return wants("it wants arguments on its command line");
  if (fault.type == "EOFError")
    return wants("it waits for somebody to type");
  if (fault.type == "KeyError" && !fault.frames.empty() && fault.frames.back().module == "os")
    return wants("the environment variable " + fault.message + " is not set");
  if (takes_dots_for_a_value(fault))
    return wants("`...` stands for what a reader puts there");
  if (const std::string name = fault.detail("unset"); !name.empty())
    return wants("the environment variable `" + name + "` is not set");
  if (fault.type == "AssertionError")
    return Diagnosis{.title = "an assertion does not hold here",
                     .message = "It may be about what the answer does not show.",
                     .label = "does not hold"};
  return std::nullopt;
}

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::hole)
    return Diagnosis{.title = one.ground.text, .message = "Something stood in for it, so that the rest could be checked."};
  const Fault* fault = one.fault(Ground::Kind::missing);
  if (fault == nullptr)
    return std::nullopt;
  if (fault->type == "ModuleNotFoundError" || fault->type == "ImportError" || fault->type == "ImportStringError")
    return Diagnosis{
        .title = "a module of the project is not shown: " + fault->message, .message = sentence_of(*fault), .label = "not shown"};
  if (auto found = of_other_things(*fault))
    return found;
  constexpr std::string_view kNoTable = "no such table: ";
  if (const auto at = fault->message.find(kNoTable); fault->type == "OperationalError" && at != std::string::npos) {
    const std::string rest = fault->message.substr(at + kNoTable.size());
    return Diagnosis{.title = "the table `" + rest.substr(0, rest.find('\n')) + "` is not made",
                     .message = sentence_of(*fault),
                     .label = "not made"};
  }
  const std::string path = fault->detail("path");
  return Diagnosis{.title = path.empty() ? title_of(*fault) : "`" + path + "` is not shown",
                   .message = sentence_of(*fault),
                   .label = "not shown"};
}

}  // namespace

extern constinit const Rule missing_file{.code = "SC204",
                                         .name = "missing-file",
                                         .title = "Missing file or template",
                                         .text = "The code reads a file, template or module that the answer does not show.",
                                         .help = R"(What it means
    The code asks for a file, a template or a module of the author's own project; or for input, arguments of its command line or
    environment variables.
Why it matters
    It can be checked only as far as that.
Example
    return render_template("user.html", username=name)
Write instead
    Show the template in the same answer, with its file name.
)",
                                         .match = match};

}  // namespace snipcheck::rule
