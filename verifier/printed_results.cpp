#include "verifier/printed_results.hpp"

#include "snippets/shown_results.hpp"
#include "support/text.hpp"
#include "verifier/code_shape.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace snipcheck {
namespace {

/// What an environment gave; nullptr where it did not come so far.
const std::string* result_in(const RunResult& result, const ShownResult& shown) {
  const auto found = result.shown.find(shown.request.empty() ? std::to_string(shown.line) : shown.request);
  return found == result.shown.end() ? nullptr : &found->second;
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> out;
  for (const std::string_view word : split(replace_all(lower(text), "\n", " "), ' '))
    if (word.size() > 2)
      out.emplace(word);
  return out;
}

/// Whether what is shown is meant letter by letter: a value, or what an interpreter said, or a text that shares words with what
/// came.
bool is_meant(const ShownResult& shown, const std::string& came) {
  constexpr std::size_t kMost = 200;  // bytes; longer ones are shortened by their authors
  if (came.empty() || came.size() > kMost || shown.text.size() > kMost)
    return false;
  if (shown.echoed || shown.is_value())
    return true;
  const std::set<std::string> ours = words_of(came);
  return std::ranges::any_of(words_of(shown.text), [&](const std::string& word) { return ours.contains(word); });
}

/// Whether the code takes something from chance, the clock or the machine: then its author's result is not everybody's.
bool depends_on_where_it_runs(const Snippet& snippet) {
  static constexpr std::string_view kModules[] = {"random",   "secrets", "uuid",     "time",      "datetime", "os",    "sys",
                                                  "platform", "socket",  "tempfile", "threading", "getpass",  "psutil"};
  const bool imports = std::ranges::any_of(snippet.names.imports, [](const Import& one) {
    return is_any_of(std::string_view{one.module}.substr(0, one.module.find('.')), kModules);
  });
  static constexpr std::string_view kCalls[] = {"__file__", "uuid", "token", "hash", "now("};
  return imports || is_any_of("id", called_in(snippet.code)) ||
         std::ranges::any_of(kCalls, [&](std::string_view call) { return snippet.code.find(call) != std::string::npos; });
}

std::string in_one_line(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string out = replace_all(std::string{trim(text)}, "\n", " | ");
  if (out.size() > kMost)
    out = out.substr(0, kMost) + "...";
  return "`" + escape_invalid_utf8(out) + "`";
}

}  // namespace

std::vector<Ground> printed_otherwise(const Subject& subject, const Row& row) {
  std::vector<Ground> out;
  const auto mentions = [&](std::string_view word) { return subject.snippet->code.find(word) != std::string::npos; };
  if (mentions("__version__") || mentions("version(") || mentions("version_info") || mentions("sys.version"))
    return out;  // every environment has its own
  const bool everywhere = !depends_on_where_it_runs(*subject.snippet);
  for (const ShownResult& shown : shown_results(*subject.snippet)) {
    const std::string* newest = result_in(row.back(), shown);
    if (newest == nullptr || agrees(shown, *newest) || newest->find("snippet") != std::string::npos)  // our name for its file
      continue;
    Ground ground{.kind = Ground::Kind::result,
                  .text = (shown.request.empty() ? "gives " : "`" + shown.request + "` answers ") + in_one_line(*newest) +
                          ", not " + in_one_line(shown.text),
                  .line = subject.snippet->lines.document_line(std::max(shown.line, 1))};
    bool same = true;
    for (std::size_t i = row.size() - 1; i-- > 0 && !ground.boundary;) {
      const std::string* older = result_in(row[i], shown);
      same = same && (older == nullptr || *older == *newest);
      if (older != nullptr && agrees(shown, *older))
        ground.boundary = Boundary{i, i + 1, ""};
    }
    if (everywhere && (ground.boundary || (same && is_meant(shown, *newest))))
      out.push_back(std::move(ground));
  }
  return out;
}

}  // namespace snipcheck
