/// Every document of tests/documents against its labels (`NAME.labels`: one `first-last language` a line, written by hand), and
/// the recall and precision of exact snippets over those that nobody tunes for.
#include "snippets/extract.hpp"
#include "snippets/plain/logical_lines.hpp"
#include "support/file.hpp"
#include "tests/snippets/lines.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

/// The labelled documents of `tests/documents/<split>`.
std::vector<std::filesystem::path> documents(const std::string& split = "") {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{SNIPCHECK_TESTS_DIR} / "documents" / split})
    if (entry.is_regular_file() && std::filesystem::exists(entry.path().string() + ".labels"))
      found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

/// Whether the file says what a reader sees in another writing: a line of code may share its line with others.
bool is_encoded(const std::filesystem::path& path) {
  static constexpr std::string_view known[] = {".ipynb", ".json", ".jsonl", ".xml"};
  return is_any_of(path.extension().string(), known);
}

std::size_t byte_of(std::string_view line, int column) {
  std::size_t at = 0;
  while (at < line.size() && column_of(line, at) < column)
    ++at;
  return at;
}

bool is_python(const std::string& place) { return place.ends_with(" python") || place.ends_with(" python-console"); }

/// How many places are labelled and found, and how many of those are the same ones.
struct Score {
  std::ptrdiff_t labelled = 0, found = 0, right = 0;

  void add(const Score& more) {
    labelled += more.labelled;
    found += more.found;
    right += more.right;
  }
  [[nodiscard]] double recall() const { return labelled == 0 ? 1 : static_cast<double>(right) / static_cast<double>(labelled); }
  [[nodiscard]] double precision() const { return found == 0 ? 1 : static_cast<double>(right) / static_cast<double>(found); }
};

template <typename Wanted>
Score score_of(const std::vector<std::string>& want, const std::vector<std::string>& got, Wanted wanted) {
  std::multiset<std::string> left(want.begin(), want.end());
  Score score{std::ranges::count_if(want, wanted), std::ranges::count_if(got, wanted), 0};
  for (const std::string& place : got)
    if (const auto there = left.find(place); wanted(place) && there != left.end()) {
      ++score.right;
      left.erase(there);
    }
  return score;
}

void print(const std::string& name, const Score& python, const Score& other) {
  std::printf("%-36s %8td %6td %6td %8.3f %9.3f %8td %6td %6td\n", name.c_str(), python.labelled, python.found, python.right,
              python.recall(), python.precision(), other.labelled, other.found, other.right);
}

/// Prints a row a document, and what all of them together give for Python.
template <typename Each>
Score table(const std::string& split, Each each) {
  std::printf("%-36s %31s %17s %22s\n", split.c_str(), "Python: labelled  found  right", "recall precision",
              "other: labelled ...");
  Score python, other;
  for (const auto& path : documents(split)) {
    const auto want = testing::lines_of(read_file(path.string() + ".labels"));
    const auto got = testing::places(testing::snippets_of(path.filename().string(), read_file(path)));
    const Score here = score_of(want, got, is_python);
    const Score there = score_of(want, got, [](const std::string& place) { return !is_python(place); });
    print(path.filename().string(), here, there);
    python.add(here);
    other.add(there);
    each(path, want, got);
  }
  print("all", python, other);
  return python;
}

TEST(Documents, GiveExactlyTheSnippetsOfTheirLabels) {
  const Score score = table("", [](const auto& path, const auto& want, const auto& got) {
    EXPECT_THAT(got, ::testing::ElementsAreArray(want)) << path;
  });
  EXPECT_GE(documents().size(), 20U);
  EXPECT_EQ(score.recall(), 1);
}

/// The bar that nobody tuned for: see tests/documents/README.md.
TEST(Documents, KeptUnseenGiveNearlyAllSnippetsAndLittleElse) {
  const Score score = table("held_out", [](const auto&, const auto&, const auto&) {});
  EXPECT_GE(documents("held_out").size(), 20U);
  EXPECT_GE(score.recall(), 0.97);
  EXPECT_GE(score.precision(), 0.98);
}

TEST(Documents, GiveTheSameWithOtherLineEnds) {
  for (const auto& path : documents()) {
    const std::string text = read_file(path);
    const auto want = testing::places(testing::snippets_of(path.filename().string(), text));
    EXPECT_EQ(testing::places(testing::snippets_of(path.filename().string(), replace_all(text, "\n", "\r\n"))), want) << path;
    EXPECT_EQ(testing::places(testing::snippets_of(path.filename().string(), "\xEF\xBB\xBF" + text)), want) << path;
  }
}

TEST(Documents, GiveCodeThatStandsWhereItSays) {
  for (const auto& path : documents()) {
    const std::string text = read_file(path);
    const auto lines = split_lines(text);
    for (const Snippet& snippet : testing::snippets_of(path.filename().string(), text)) {
      const auto code = split_lines(snippet.code);
      ASSERT_EQ(code.size(), snippet.lines.lines().size());
      ASSERT_EQ(code.size(), snippet.shift.size());
      for (std::size_t i = 0; i < code.size(); ++i) {
        const std::string line = plain_quotes(lines[static_cast<std::size_t>(snippet.lines.lines()[i]) - 1]);
        if (path.extension() == ".html" || line.find("&lt;") != std::string::npos)
          continue;  // entities and tags stand between
        if (is_encoded(path)) {
          const std::string_view there =
              std::string_view{line}.substr(std::min(line.size(), byte_of(line, snippet.shift[i] + 1)));
          const bool same = code[i].empty() || there.starts_with(code[i][0]) || there.starts_with('\\') || there.starts_with('&');
          EXPECT_TRUE(same || code[i][0] == '#') << path << ": " << code[i] << " is not at " << there.substr(0, 30);
          continue;
        }
        EXPECT_TRUE(trim(line).ends_with(trim(code[i]))) << path << ": " << line;
        if (trim(code[i]).empty())
          continue;
        const int column = column_of(code[i], indent_of(code[i])) + snippet.shift[i];
        EXPECT_EQ(column, column_of(line, line.find(trim(code[i])))) << path << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace snipcheck
