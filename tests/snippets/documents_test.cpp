/// Every document of tests/documents against its labels (`NAME.labels`: one `first-last language` a line, written by hand).
#include "snippets/extract.hpp"
#include "support/file.hpp"
#include "tests/snippets/lines.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

std::vector<std::filesystem::path> documents() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{SNIPCHECK_TESTS_DIR} / "documents"})
    if (entry.is_regular_file() && entry.path().extension() != ".labels")
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

TEST(Documents, GiveExactlyTheSnippetsOfTheirLabels) {
  std::size_t labelled = 0, right = 0, found = 0;
  std::printf("%-28s %8s %6s %6s\n", "document", "labelled", "found", "right");
  for (const auto& path : documents()) {
    const auto want = testing::lines_of(read_file(path.string() + ".labels"));
    const auto got = testing::places(testing::snippets_of(path.filename().string(), read_file(path)));
    const auto both =
        std::ranges::count_if(got, [&](const std::string& place) { return std::ranges::find(want, place) != want.end(); });
    std::printf("%-28s %8zu %6zu %6td\n", path.filename().c_str(), want.size(), got.size(), both);
    EXPECT_THAT(got, ::testing::ElementsAreArray(want)) << path;
    labelled += want.size();
    found += got.size();
    right += static_cast<std::size_t>(both);
  }
  std::printf("%-28s %8zu %6zu %6zu\n", "all", labelled, found, right);
  EXPECT_GE(documents().size(), 12U);
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
        const std::string_view line = lines[static_cast<std::size_t>(snippet.lines.lines()[i]) - 1];
        if (path.extension() == ".html" || line.find("&lt;") != std::string_view::npos)
          continue;  // entities and tags stand between
        if (is_encoded(path)) {
          const std::string_view there = line.substr(std::min(line.size(), byte_of(line, snippet.shift[i] + 1)));
          const bool same = code[i].empty() || there.starts_with(code[i][0]) || there.starts_with('\\') || there.starts_with('&');
          EXPECT_TRUE(same || code[i][0] == '#') << path << ": " << code[i] << " is not at " << there.substr(0, 30);
          continue;
        }
        EXPECT_TRUE(line.ends_with(trim(code[i])) || trim(line).ends_with(trim(code[i]))) << path << ": " << line;
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
