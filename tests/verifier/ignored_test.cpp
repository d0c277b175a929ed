/// .gitignore as git has it: by hand, and against git itself on random trees and patterns.
#include "verifier/ignored.hpp"

#include "support/file.hpp"
#include "support/process.hpp"
#include "support/text.hpp"
#include "tests/helpers/in_folder.hpp"
#include "verifier/documents.hpp"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::InFolder;

bool ignores(std::string_view line, std::string_view path, bool is_folder = false) {
  const auto pattern = ignore_pattern(line);
  return pattern && matches(*pattern, path, is_folder);
}

TEST(IgnorePattern, MatchesAsTheManualOfGitSays) {
  EXPECT_TRUE(ignores("*.md", "docs/a.md"));
  EXPECT_FALSE(ignores("/*.md", "docs/a.md"));
  EXPECT_TRUE(ignores("docs/*.md", "docs/a.md"));
  EXPECT_FALSE(ignores("docs/*.md", "docs/b/a.md"));
  EXPECT_TRUE(ignores("docs/", "x/docs", true));
  EXPECT_FALSE(ignores("docs/", "x/docs", false));
  EXPECT_TRUE(ignores("**/a.md", "a.md"));
  EXPECT_TRUE(ignores("x/**/a.md", "x/y/z/a.md"));
  EXPECT_TRUE(ignores("x/**/a.md", "x/a.md"));
  EXPECT_TRUE(ignores("x/**", "x/y/z"));
  EXPECT_FALSE(ignores("x/**", "x", true));
  EXPECT_TRUE(ignores("[!b-d].md", "a.md"));
  EXPECT_FALSE(ignores("[!b-d].md", "c.md"));
  EXPECT_TRUE(ignores("[[:digit:]].md", "7.md"));
  EXPECT_FALSE(ignores("[ab.md", "[ab.md")) << "a set that does not end matches nothing";
  EXPECT_TRUE(ignores("\\#a", "#a"));
  EXPECT_TRUE(ignores("a\\ ", "a "));
  EXPECT_TRUE(ignores("a  ", "a"));
  EXPECT_FALSE(ignore_pattern("# a comment"));
  EXPECT_FALSE(ignore_pattern(""));
  EXPECT_TRUE(ignore_pattern("!a")->negated);
}

TEST(IgnorePattern, TakesItsTimeOnlyOnce) {
  EXPECT_FALSE(ignores(replace_all(std::string(60, 'x'), "x", "*a"), std::string(5'000, 'a') + "b"));
  EXPECT_FALSE(ignores(replace_all(std::string(60, 'x'), "x", "**/") + "b", replace_all(std::string(500, 'x'), "x", "a/") + "c"));
}

class IgnoredTree : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!find_program("git"))
      GTEST_SKIP() << "git is not installed";
  }
  static std::string git(const std::string& words) {
    const Finished done = run_command(
        {.argv = {"sh", "-c", "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git " + words}}, std::chrono::seconds{30});
    EXPECT_TRUE(done.ok()) << done.err;
    return done.out;
  }
  static std::vector<std::string> read(const std::string& folder, Ignoring ignoring = Ignoring::as_git) {
    std::vector<std::string> found;
    complain(for_each_document({{folder}}, ignoring, [&](const Document& one) { found.push_back(one.path); }));
    return found;
  }

  InFolder here_;
};

TEST_F(IgnoredTree, IsReadWithoutWhatGitIgnores) {
  write_file("repo/.gitignore", "out.md\n/only_top.md\nwaste/\n");
  write_file("repo/docs/.gitignore", "!out.md\n*.txt\n");
  for (const char* name :
       {"a.md", "out.md", "only_top.md", "waste/b.md", "docs/only_top.md", "docs/out.md", "docs/c.txt", "private.md"})
    write_file(fs::path{"repo"} / name, "x\n");
  EXPECT_THAT(read("repo"), ::testing::SizeIs(8)) << "no work tree of git yet";
  git("init --quiet repo");
  write_file("repo/.git/info/exclude", "private.md\n");
  EXPECT_THAT(read("repo"), ElementsAre("repo/a.md", "repo/docs/only_top.md", "repo/docs/out.md"));
  EXPECT_THAT(read("repo/docs"), ElementsAre("repo/docs/only_top.md", "repo/docs/out.md"));
  EXPECT_THAT(read("repo/out.md"), ElementsAre("repo/out.md")) << "named by the user";
  EXPECT_THAT(read("repo/waste"), ElementsAre("repo/waste/b.md")) << "named by the user";
  EXPECT_THAT(read("repo", Ignoring::nothing), ::testing::SizeIs(8));
}

TEST_F(IgnoredTree, EndsAtTheTopOfAnotherRepository) {
  git("init --quiet outer");
  git("init --quiet outer/inner");
  write_file("outer/.gitignore", "a.md\n");
  write_file("outer/inner/a.md", "x\n");
  EXPECT_THAT(read("outer"), ElementsAre("outer/inner/a.md"));
}

TEST_F(IgnoredTree, IsTheOneThatGitSees) {
  std::mt19937 dice{20'240};
  const auto pick = [&](const std::vector<std::string>& from) { return from[dice() % from.size()]; };
  const std::vector<std::string> folders{"a", "b", "ab", "c"};
  const std::vector<std::string> files{"a.md", "b.md", "ab.md", "c.txt", "1.md"};
  const std::vector<std::string> pieces{"a",     "b",  "*",   "?",     "**",       "*.md", "a.md", "[ab]",
                                        "[!a]*", "ab", "*b*", "c.txt", "[0-9].md", "\\a",  "a*",   "***"};
  for (int round = 0; round < 40; ++round) {
    fs::remove_all("tree");
    git("init --quiet tree");
    std::vector<std::string> all{""};
    for (int i = 0; i < 8; ++i)
      all.push_back(pick(all) + pick(folders) + "/");
    for (const std::string& folder : all)
      for (const std::string& file : files)
        write_file("tree/" + folder + file, "x\n");
    for (int i = 0; i < 3; ++i) {
      std::string text;
      for (std::size_t lines = 1 + dice() % 4; lines > 0; --lines) {
        text += (dice() % 4 == 0 ? "!" : "") + std::string(dice() % 4 == 0 ? "/" : "") + pick(pieces);
        for (std::size_t more = dice() % 3; more > 0; --more)
          text += "/" + pick(pieces);
        text += std::string(dice() % 4 == 0 ? "/" : "") + (dice() % 6 == 0 ? " " : "") + "\n";
      }
      write_file("tree/" + (i == 2 ? ".git/info/exclude" : (i == 0 ? "" : pick(all)) + ".gitignore"), text);
    }
    std::vector<std::string> wanted;
    const std::string listed = git("-C tree ls-files --others --exclude-standard -z");
    for (const std::string_view name : split(listed, '\0'))
      if (is_document_name(std::string{name}))
        wanted.push_back("tree/" + std::string{name});
    std::ranges::sort(wanted);
    auto found = read("tree");
    std::ranges::sort(found);
    std::string patterns;
    for (const auto& entry : fs::recursive_directory_iterator{"tree"})
      if (entry.path().filename() == ".gitignore" || entry.path().filename() == "exclude")
        patterns += entry.path().string() + ":\n" + read_file(entry.path());
    ASSERT_EQ(found, wanted) << patterns;
  }
}

}  // namespace
}  // namespace snipcheck
