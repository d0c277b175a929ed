/// The speed of each document format, block finding alone and with everything understood, and of cmark-gfm beside Markdown.
#include "benchmarks/inputs.hpp"
#include "benchmarks/markdown_alone.hpp"
#include "snippets/extract.hpp"
#include "snippets/formats/fences.hpp"
#include "snippets/formats/markdown_tree.hpp"
#include "support/error.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

namespace snipcheck::bench {
namespace {

constexpr int kRepetitions = 5;

/// What one repetition reads: all documents of an input, one after the other. Returns how many blocks it found.
using Read = std::size_t (*)(const Format&, const Document&);

std::size_t find_blocks(const Format& format, const Document& document) { return format.outline(document.text).blocks.size(); }
/// What cmark-gfm finds by itself: blocks that their author marked.
std::size_t find_marked_blocks(const Format&, const Document& document) {
  const auto lines = split_lines(document.text);
  const Fences fences = fences_of(lines);
  std::vector<bool> taken(lines.size());
  for (const auto& [first, last] : fences.lines)
    std::fill(taken.begin() + first - 1, taken.begin() + last, true);
  const MarkdownTree tree = markdown_tree(lines, taken);
  return fences.blocks.size() + tree.indented.size() + tree.preformatted.size();
}
std::size_t understand(const Format&, const Document& document) { return extract(document).snippets.size(); }
std::size_t parse_alone(const Format&, const Document& document) { return code_blocks_by_cmark(document.text); }

void add(const std::string& name, const Input& input, Read read) {
  const auto body = [&input, read](::benchmark::State& state) {
    std::size_t found = 0;
    for (auto _ : state) {
      found = 0;
      for (const Document& document : input.documents)
        found += read(*input.format, document);
    }
    state.counters["found"] = static_cast<double>(found);
    state.counters["megabytes"] = static_cast<double>(input.bytes()) / 1e6;
  };
  ::benchmark::RegisterBenchmark(name.c_str(), body)
      ->Iterations(1)
      ->Repetitions(kRepetitions)
      ->MeasureProcessCPUTime()
      ->Unit(::benchmark::kMillisecond);
}

/// Keeps the speed of every repetition, and prints a line for each benchmark at the end.
class Speeds : public ::benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration)
        continue;
      Row& row = rows_[run.run_name.function_name];
      row.found = run.counters.at("found").value;
      row.speeds.push_back(run.counters.at("megabytes").value / (run.cpu_accumulated_time / static_cast<double>(run.iterations)));
    }
  }

  void Finalize() override {
    std::printf("%-32s %12s %10s %10s %10s\n", "megabytes a second of CPU", "median", "slowest", "fastest", "found");
    for (const auto& [name, row] : rows_) {
      const auto [slowest, fastest] = std::ranges::minmax(row.speeds);
      std::printf("%-32s %12.2f %10.2f %10.2f %10.0f\n", name.c_str(), median(row.speeds), slowest, fastest, row.found);
    }
  }

  /// The median over the repetitions of the one's speed over the other's; 0 when either did not run.
  [[nodiscard]] double ratio(const std::string& name, const std::string& other) const {
    const auto a = rows_.find(name), b = rows_.find(other);
    if (a == rows_.end() || b == rows_.end())
      return 0;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(a->second.speeds.size(), b->second.speeds.size()); ++i)
      ratios.push_back(a->second.speeds[i] / b->second.speeds[i]);
    return median(ratios);
  }

 private:
  struct Row {
    std::vector<double> speeds;
    double found = 0;
  };

  static double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
  }

  std::map<std::string, Row> rows_;
};

/// The folder after `--pages`, which is taken out of the words; "" where nobody says it.
std::string take_pages(std::vector<char*>& words) {
  const auto found = std::ranges::find(words, "--pages", [](const char* word) { return std::string_view{word}; });
  if (found == words.end() || found + 1 == words.end())
    return "";
  std::string folder = found[1];
  words.erase(found, found + 2);
  return folder;
}

int run(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  const std::string folder = take_pages(arguments);
  const std::vector<Input> all = inputs(), pages = folder.empty() ? std::vector<Input>{} : pages_of(folder);
  for (const Input& input : pages)
    add("pages of " + std::string{input.format->name} + "/understanding", input, understand);
  for (const Input& input : all) {
    const std::string name{input.format->name};
    add(name + "/blocks", input, find_blocks);
    add(name + "/understanding", input, understand);
    if (name == "markdown") {
      add(name + "/marked blocks", input, find_marked_blocks);
      add(name + "/cmark-gfm alone", input, parse_alone);
    }
  }
  std::string interleaved = "--benchmark_enable_random_interleaving=true";  // a noisy machine is noisy for all alike
  arguments.insert(arguments.begin() + 1, interleaved.data());
  int count = static_cast<int>(arguments.size());
  ::benchmark::Initialize(&count, arguments.data());
  if (::benchmark::ReportUnrecognizedArguments(count, arguments.data()))
    return 2;
  Speeds speeds;
  ::benchmark::RunSpecifiedBenchmarks(&speeds);
  for (const auto& [what, name] : {std::pair{"marked blocks", "markdown/marked blocks"},
                                   std::pair{"all blocks, with code that nobody marked", "markdown/blocks"}})
    if (const double ratio = speeds.ratio(name, "markdown/cmark-gfm alone"); ratio > 0)
      std::printf("%s in Markdown: %.2f times the speed of cmark-gfm alone\n", what, ratio);
  return 0;
}

}  // namespace
}  // namespace snipcheck::bench

int main(int argc, char** argv) {
  try {
    return snipcheck::bench::run(argc, argv);
  } catch (const snipcheck::UsageError& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 2;
  }
}
