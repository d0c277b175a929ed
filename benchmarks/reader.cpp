/// One way to read one Markdown file, timed from inside: `bench_reader HOW FILE ROUNDS` prints {"seconds": [...], "python": N}.
/// HOW is `cmark` (cmark-gfm to a tree), `blocks` (our blocks alone) or `snippets` (everything understood).
/// `bench_reader make FILE` writes the long document that the benchmarks read.
#include "benchmarks/inputs.hpp"
#include "benchmarks/markdown_alone.hpp"
#include "snippets/decode.hpp"
#include "snippets/extract.hpp"
#include "snippets/language.hpp"
#include "support/error.hpp"
#include "support/file.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck::bench {
namespace {

constexpr std::string_view kUsage = "usage: bench_reader cmark|blocks|snippets FILE ROUNDS, or bench_reader make FILE";

bool is_python(const CodeBlock& block) { return language_of(label_of(block.info), block.lines).starts_with("python"); }

/// Reads once and says how many blocks of Python there are; `seconds` is the CPU time of the reading alone.
std::size_t read_once(std::string_view how, const std::string& path, const std::string& bytes, double& seconds) {
  const std::clock_t start = std::clock();
  const auto stop = [&] { seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; };
  if (how == "cmark") {
    const std::size_t found = code_blocks_by_cmark(bytes, "py");
    stop();
    return found;
  }
  if (how == "blocks") {
    const std::string text = decode(bytes);
    const Outline outline = format_of(path, text).outline(text);
    stop();
    return static_cast<std::size_t>(std::ranges::count_if(outline.blocks, is_python));
  }
  if (how != "snippets")
    throw UsageError{std::string{kUsage}};
  const Extraction found = extract({.path = path, .text = bytes});
  stop();
  return static_cast<std::size_t>(std::ranges::count_if(found.snippets, &Snippet::is_python));
}

void make(const std::string& path) {
  for (const Input& input : inputs())
    if (input.format->name == "markdown")
      return write_file(path, input.documents.front().text);
}

void run(const std::vector<std::string>& words) {
  if (words.size() == 2 && words[0] == "make")
    return make(words[1]);
  int rounds = 0;
  if (words.size() == 3)
    std::from_chars(words[2].data(), words[2].data() + words[2].size(), rounds);
  if (rounds < 1)
    throw UsageError{std::string{kUsage}};
  const std::string bytes = read_file(words[1]);
  std::size_t found = 0;
  std::string times;
  for (int round = 0; round < rounds; ++round) {
    double seconds = 0;
    found = read_once(words[0], words[1], bytes, seconds);
    times += (round > 0 ? ", " : "") + std::to_string(seconds);
  }
  std::printf("{\"seconds\": [%s], \"python\": %zu}\n", times.c_str(), found);
}

}  // namespace
}  // namespace snipcheck::bench

int main(int argc, char** argv) {
  try {
    snipcheck::bench::run({argv + 1, argv + argc});
    return 0;
  } catch (const snipcheck::UsageError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
