#include "verifier/documents.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "tests/helpers/in_folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::InFolder;

/// A folder of its own, which is the current one while the test runs.
class Documents : public ::testing::Test {
 protected:
  static void make(const fs::path& path, std::string_view text = "x\n") { write_file(path, text); }
  static std::vector<std::string> paths(const std::vector<Selector>& selectors) {
    std::vector<std::string> found;
    complain(for_each_document(selectors, Ignoring::as_git, [&](const Document& one) { found.push_back(one.path); }));
    return found;
  }
  static std::string refusal(const std::vector<Selector>& selectors) {
    try {
      complain(for_each_document(selectors, Ignoring::as_git, [](const Document&) {}));
    } catch (const UsageError& error) {
      return error.what();
    }
    return "nothing was refused";
  }

  InFolder here_;
};

TEST_F(Documents, FindsTheDocumentsOfAFolderInOrder) {
  for (const char* name : {"b.md", "a.rst", "c/z.ipynb", "c/D.HTML", "e.jsonl", "code.py", "picture.png", "Makefile"})
    make(name);
  EXPECT_THAT(paths({{"."}}), ElementsAre("a.rst", "b.md", "c/D.HTML", "c/z.ipynb", "e.jsonl"));
}

TEST_F(Documents, PassesOverWhatIsNoAnswer) {
  for (const char* name :
       {"requirements.txt", "requirements-dev.txt", "LICENSE.md", "License.txt", "robots.txt", "CMakeLists.txt", ".hidden.md",
        ".git/a.md", "node_modules/b.md", "build/c.md", "env/pyvenv.cfg", "env/lib/d.txt", "notes.txt"})
    make(name);
  EXPECT_THAT(paths({{"."}}), ElementsAre("notes.txt"));
}

TEST_F(Documents, TakesAnyFileThatIsNamed) {
  make("requirements.txt", "flask\n");
  make(".github/a.md");
  EXPECT_THAT(paths({{"requirements.txt"}, {".github"}}), ElementsAre("requirements.txt", ".github/a.md"));
}

TEST_F(Documents, ShowsPathsAsTheyWereWritten) {
  make("docs/a.md");
  EXPECT_THAT(paths({{"./docs/"}}), ElementsAre("docs/a.md"));
  EXPECT_THAT(paths({{"docs/../docs/a.md"}}), ElementsAre("docs/a.md"));
  EXPECT_THAT(paths({{fs::current_path() / "docs"}}), ElementsAre((fs::current_path() / "docs/a.md").string()));
}

TEST_F(Documents, ReadsAFileOnceHoweverItIsNamed) {
  make("docs/a.md");
  fs::create_symlink("a.md", "docs/b.md");
  EXPECT_THAT(paths({{"docs/a.md"}, {"docs"}, {fs::current_path() / "docs"}}), ElementsAre("docs/a.md"));
}

TEST_F(Documents, FollowsLinksToFoldersWithoutGoingInCircles) {
  make("docs/z/a.md");
  make("elsewhere/b.md");
  fs::create_directory_symlink("..", "docs/z/loop");
  fs::create_directory_symlink("z", "docs/also");
  fs::create_directory_symlink("../elsewhere", "docs/linked");
  EXPECT_THAT(paths({{"docs"}}), ElementsAre("docs/linked/b.md", "docs/z/a.md"));
}

TEST_F(Documents, SaysWhatItCannotRead) {
  make("a.md");
  ::mkfifo("pipe.md", 0600);
  EXPECT_EQ(refusal({{"missing.md"}}), "missing.md: there is no such file or folder");
  EXPECT_EQ(refusal({{"pipe.md"}}), "pipe.md: this is no regular file");
  EXPECT_EQ(refusal({{".", 3}}), ".:3: a folder has no lines");
  EXPECT_THAT(paths({{"."}}), ElementsAre("a.md"));
}

TEST_F(Documents, RefusesADocumentThatIsTooLong) {
  make("big.md");
  fs::resize_file("big.md", (std::uintmax_t{64} << 20) + 1);
  EXPECT_EQ(refusal({{"."}}), "big.md: more than the 64 MiB that a document may have");
}

TEST_F(Documents, TakesALineOffAPath) {
  make("a.md");
  make("odd:7");
  const auto line_of = [](std::string_view argument) { return selector_from(argument).line; };
  EXPECT_EQ(selector_from("a.md:12").path, "a.md");
  EXPECT_EQ(line_of("a.md:12"), 12);
  EXPECT_EQ(line_of("a.md:12:5"), 12);
  EXPECT_EQ(line_of("a.md"), std::nullopt);
  EXPECT_EQ(line_of("odd:7"), std::nullopt) << "a file of that name is there";
  EXPECT_EQ(line_of("odd:7:2"), 2);
  EXPECT_EQ(selector_from("a.md:x").path, "a.md:x");
  EXPECT_EQ(selector_from(":3").path, ":3");
  EXPECT_THROW(selector_from("a.md:0"), UsageError);
}

Snippet at(const std::string& document, int start, int end) {
  return {.document = document, .start_line = start, .end_line = end};
}

/// Where the selected ones start.
std::vector<int> starts(const std::vector<Snippet>& snippets, const std::vector<Selector>& selectors) {
  const std::vector<bool> selected = selection(snippets, selectors);
  std::vector<int> lines;
  for (std::size_t i = 0; i < snippets.size(); ++i)
    if (selected[i])
      lines.push_back(snippets[i].start_line);
  return lines;
}

TEST(Select, TakesAllOfADocumentWithoutLinesAndOnlyTheLinesOfOthers) {
  const std::vector<Snippet> snippets{at("a.md", 3, 5), at("a.md", 10, 12), at("b.md", 1, 1), at("b.md", 4, 9)};
  EXPECT_THAT(starts(snippets, {{"a.md"}, {"b.md"}}), ElementsAre(3, 10, 1, 4));
  EXPECT_THAT(starts(snippets, {{"./a.md", 12}, {"b.md"}}), ElementsAre(10, 1, 4));
  EXPECT_THAT(starts(snippets, {{"."}, {"b.md", 9}, {"b.md", 4}}), ElementsAre(3, 10, 4));
}

TEST(Select, NamesTheNearestSnippetOfALineWithout) {
  const std::vector<Snippet> snippets{at("a.md", 3, 5), at("a.md", 10, 12)};
  try {
    selection(snippets, {{"a.md", 8}});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "a.md:8: there is no snippet on this line");
    EXPECT_EQ(error.hint(), "the nearest stands on lines 10 to 12: a.md:10");
  }
  EXPECT_THROW(selection({}, {{"a.md", 8}}), UsageError);
}

}  // namespace
}  // namespace snipcheck
