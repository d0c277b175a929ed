#include "verifier/rule.hpp"

#include <algorithm>

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC104")
    return Diagnosis{
        .title = "typographic quotes in the code", .message = one.ground.remark->message, .label = "not plain quotes"};
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->stage != "compile")
    return std::nullopt;
  constexpr std::string_view quotes[] = {"“", "”", "‘", "’", "„"};
  if (std::ranges::none_of(quotes, [&](std::string_view quote) { return one.line().find(quote) != std::string_view::npos; }))
    return std::nullopt;
  return Diagnosis{
      .title = "typographic quotes in the code", .message = "Python takes only plain quotes.", .label = "not plain quotes"};
}

}  // namespace

extern constinit const Rule typographic_quotes{.code = "SC104",
                                               .name = "typographic-quotes",
                                               .title = "Typographic quotes",
                                               .text = "Quotes of a word processor stand where Python wants plain ones.",
                                               .help = R"(What it means
    The code holds curly quotes or other characters of a word processor.
Why it matters
    Python refuses them: "invalid character".
Example
    app.secret_key = “secret”
Write instead
    app.secret_key = "secret"
)",
                                               .match = match};

}  // namespace snipcheck::rule
