#pragma once
/// What has to hold of every document, however strange: shared by the fuzzer and by the test that replays its corpus.
#include <string>
#include <string_view>

namespace snipcheck::testing {

/// Extracts the document that `bytes` stand for: the first byte names its kind (`m` Markdown, `t` plain text, `h` HTML, `r`
/// reST, `o` org, `n` notebook, `x` Posts.xml, `j` JSON, `l` JSON lines, `d` MDX; any other byte stands for one of them), the
/// rest is its text. Returns the first thing that does not hold of what was found, "" where all does.
std::string check_document(std::string_view bytes);

}  // namespace snipcheck::testing
