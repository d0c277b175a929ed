#include "support/text.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC105")
    return Diagnosis{.title = one.ground.remark->message,
                     .message = "Whoever pastes these lines gets more than code. They were run without it.",
                     .label = "not code"};
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->stage != "compile")
    return std::nullopt;
  const std::string_view line = trim(one.line());
  if (!line.starts_with(">>>") && !line.starts_with("$ ") && !line.starts_with("In [") &&
      !line.starts_with("Traceback (most recent"))
    return std::nullopt;
  return Diagnosis{.title = "a prompt or output stands among the code",
                   .message = "This line is no Python: it is a prompt, or what a program printed.",
                   .label = "not code"};
}

}  // namespace

extern constinit const Rule prompts{.code = "SC105",
                                    .name = "prompts",
                                    .title = "Prompts or output mixed in",
                                    .text = "Prompts or printed output stand among the code, so that it cannot be pasted.",
                                    .help = R"(What it means
    The block holds prompts such as `>>>` or `$`, line numbers, marks of a diff or a highlighter, or printed output, among the
    lines of code. What could be told apart was taken out before the code was run.
Why it matters
    Whoever pastes it gets a SyntaxError.
Example
    >>> app.config["DEBUG"]
    True
Write instead
    Label the block as a session (`pycon`), or leave the prompts and the output out.
)",
                                    .match = match};

}  // namespace snipcheck::rule
