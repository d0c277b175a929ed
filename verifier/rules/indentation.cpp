#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC102")
    return Diagnosis{.title = "indentation lost: a reader cannot paste these lines", .message = one.ground.remark->message};
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || (fault->type != "IndentationError" && fault->type != "TabError"))
    return std::nullopt;
  return Diagnosis{.title = "the indentation is wrong", .message = sentence_of(*fault), .label = "indentation"};
}

}  // namespace

extern constinit const Rule indentation{.code = "SC102",
                                        .name = "indentation",
                                        .title = "Indentation lost",
                                        .text = "A reader who pastes these lines gets IndentationError.",
                                        .help = R"(What it means
    The lines have lost their indentation on the way into the page, or it is wrong.
Why it matters
    Whoever pastes the code gets IndentationError. Where one reading of the lines compiles they were indented anew, so that what
    the code does could be checked all the same; the document still shows them flat.
Example
    def hello():
    return "Hello"
Write instead
    def hello():
        return "Hello"
)",
                                        .match = match};

}  // namespace snipcheck::rule
