#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::hole)
    return Diagnosis{.title = one.ground.text, .message = "Something stood in for it, so that the rest could be checked."};
  const Fault* fault = one.fault(Ground::Kind::missing);
  if (fault == nullptr)
    return std::nullopt;
  if (fault->type == "ModuleNotFoundError" || fault->type == "ImportError" || fault->type == "ImportStringError")
    return Diagnosis{.title = "a module of the project is not shown: " + fault->message,
                     .message = fault->type + ": " + fault->message + ".",
                     .label = "not shown"};
  const std::string path = fault->detail("path");
  return Diagnosis{.title = path.empty() ? fault->type + ": " + fault->message.substr(0, 80) : "`" + path + "` is not shown",
                   .message = fault->type + ": " + fault->message + ".",
                   .label = "not shown"};
}

}  // namespace

extern constinit const Rule missing_file{.code = "SC204",
                                         .name = "missing-file",
                                         .title = "Missing file or template",
                                         .text = "The code reads a file, template or module that the answer does not show.",
                                         .help = R"(What it means
    The code asks for a file, a template or a module of the author's own project.
Why it matters
    It can be checked only as far as that.
Example
    return render_template("user.html", username=name)
Write instead
    Show the template in the same answer, with its file name.
)",
                                         .match = match};

}  // namespace snipcheck::rule
