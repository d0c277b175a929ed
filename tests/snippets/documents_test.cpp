/// Every document of tests/documents against its labels (`NAME.labels`: one `first-last language` a line, written by hand).
#include "snippets/extract.hpp"
#include "snippets/plain/logical_lines.hpp"
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
        const std::string line = plain_quotes(lines[static_cast<std::size_t>(snippet.lines.lines()[i]) - 1]);
        if (path.extension() == ".html" || line.find("&lt;") != std::string::npos)
          continue;  // entities and tags stand between
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
