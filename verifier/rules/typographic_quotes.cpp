#include "verifier/rule.hpp"

#include <algorithm>

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark != nullptr && one.ground.remark->code == "SC104")
    return Diagnosis{.title = one.ground.remark->message,
                     .message = "Python takes only plain characters; the code was run with them.",
                     .label = "not plain"};
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
    The code holds curly quotes, dashes, odd spaces or other characters of a word processor or web page (`&lt;`, `\_`).
Why it matters
    Python refuses them: "invalid character". The code was run with plain ones, so that what it does could be checked all the same.
Example
    app.secret_key = “secret”
Write instead
    app.secret_key = "secret"
)",
                                               .match = match};

}  // namespace snipcheck::rule
