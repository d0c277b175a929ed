#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind != Ground::Kind::result)
    return std::nullopt;
  const std::string when =
      one.ground.boundary ? "It did until it changed" + one.between() + "." : "No environment gives what the page shows.";
  return Diagnosis{
      .title = one.ground.text, .message = "The page shows another result than the code has. " + when, .label = "another result"};
}

}  // namespace

extern constinit const Rule other_result{.code = "SC501",
                                         .name = "other-result",
                                         .title = "Another result",
                                         .text = "The page shows a result that the code does not have.",
                                         .help = R"(What it means
    The page says what a statement prints or a page answers: below a prompt, in a comment such as `# -> 3` or `# Output: Hello`, or in
    a sentence such as "`/user/Sam` -> Hello Sam". The run gave something else. Blanks, the kind of quotes and `...` do not count, and
    descriptions ("# Output: a list of users") are not compared.
Why it matters
    Readers doubt themselves when their screen shows something else.
Example
    print(2 ** 3)  # -> 6
Write instead
    print(2 ** 3)  # -> 8
)",
                                         .match = match};

}  // namespace snipcheck::rule
