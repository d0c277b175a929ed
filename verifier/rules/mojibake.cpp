#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.remark == nullptr || one.ground.remark->code != "SC108")
    return std::nullopt;
  return Diagnosis{.title = one.ground.remark->message,
                   .message = "UTF-8 was read as Windows-1252 on the way into the page; the code was run as it was meant.",
                   .label = "misread"};
}

}  // namespace

extern constinit const Rule mojibake{.code = "SC108",
                                     .name = "mojibake",
                                     .title = "Wrong encoding",
                                     .text = "Characters of the code were read in the wrong encoding.",
                                     .help = R"(What it means
    The page was written in UTF-8 and read as Windows-1252 somewhere on its way, so that one character became two or three.
Why it matters
    Python refuses what has become of quotes and blanks: "invalid character". The whole page is likely to be damaged.
Example
    print(â€œhelloâ€œ)
Write instead
    print("hello")
)",
                                     .match = match};

}  // namespace snipcheck::rule
