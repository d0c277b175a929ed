#include "verifier/since.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/process.hpp"
#include "tests/helpers/in_folder.hpp"
#include "verifier/check.hpp"
#include "verifier/reading.hpp"

#include <cstdlib>

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::InFolder;
using ::testing::IsEmpty;

/// A git repository with one commit, in the current folder.
class Since : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!find_program("git"))
      GTEST_SKIP() << "git is not installed";
    git("init --quiet --initial-branch=main repository");
    fs::current_path("repository");
    write_file("docs/a.md", "old a\n");
    write_file("docs/b.md", "old b\n");
    write_file("docs/größe ä.md", "old umlaut\n");
    write_file("docs/code.py", "code\n");
    commit("first");
  }
  static void git(const std::string& words) {
    const Finished done =
        run_command({.argv = {"sh", "-c", "git -c user.name=T -c user.email=t@example.org " + words}}, std::chrono::seconds{20});
    ASSERT_TRUE(done.ok()) << done.err;
  }
  static void commit(const std::string& message) {
    git("add --all");
    git("commit --quiet --message=" + message);
  }
  /// The texts of one document, as a commit has it.
  static std::vector<std::string> texts(const std::string& ref, const std::string& document) {
    std::vector<std::string> found;
    for (const auto& [path, olds] : texts_since(ref, {document}))
      for (const Document& old : olds)
        found.push_back(old.text);
    return found;
  }

  InFolder here_;
};

TEST_F(Since, ReadsTheTextThatTheCommitHas) {
  write_file("docs/a.md", "new a\n");
  EXPECT_THAT(texts("HEAD", "docs/a.md"), ElementsAre("old a\n"));
  commit("second");
  EXPECT_THAT(texts("HEAD", "docs/a.md"), ElementsAre("new a\n"));
  EXPECT_THAT(texts("HEAD~1", "docs/a.md"), ElementsAre("old a\n"));
  EXPECT_THAT(texts("main", "docs/größe ä.md"), ElementsAre("old umlaut\n"));
}

TEST_F(Since, TakesPathsFromTheCurrentFolder) {
  fs::current_path("docs");
  EXPECT_THAT(texts("HEAD", "a.md"), ElementsAre("old a\n"));
  EXPECT_THAT(texts("HEAD", fs::current_path() / "b.md"), ElementsAre("old b\n"));
}

TEST_F(Since, FindsTheOldTextOfADocumentThatWasRenamed) {
  fs::create_directory("moved");
  fs::rename("docs/a.md", "moved/c.md");
  fs::remove("docs/code.py");
  EXPECT_THAT(texts("HEAD", "moved/c.md"), ElementsAre("old a\n"));
  EXPECT_THAT(texts("HEAD", "docs/b.md"), ElementsAre("old b\n"));
}

TEST_F(Since, HasNoTextOfWhatIsNewOrOutside) {
  write_file("docs/new.md", "new\n");
  write_file("../outside.md", "outside\n");
  EXPECT_THAT(texts("HEAD", "docs/new.md"), IsEmpty());
  EXPECT_THAT(texts("HEAD", "../outside.md"), IsEmpty());
  EXPECT_THAT(texts("HEAD", "<stdin>"), IsEmpty());
}

TEST_F(Since, IsNotMisledByTheUsersSettings) {
  write_file("../settings",
             "[diff]\n noprefix = true\n external = false\n[core]\n quotePath = true\n[alias]\n rev-parse = log\n");
  ::setenv("GIT_CONFIG_GLOBAL", fs::absolute("../settings").c_str(), 1);
  ::setenv("GIT_DIR", "/nowhere", 1);
  write_file("docs/größe ä.md", "new\n");
  EXPECT_THAT(texts("HEAD", "docs/größe ä.md"), ElementsAre("old umlaut\n"));
  ::unsetenv("GIT_CONFIG_GLOBAL");
  ::unsetenv("GIT_DIR");
}

TEST_F(Since, NamesACommitThatIsNotThere) {
  try {
    texts("mian", "docs/a.md");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "there is no commit \"mian\"");
    EXPECT_EQ(error.hint(), "did you mean \"main\"?");
  }
  EXPECT_THROW(texts("", "docs/a.md"), UsageError);
  EXPECT_THROW(texts("--all", "docs/a.md"), UsageError);
}

TEST_F(Since, CannotCheckInAShallowClone) {
  write_file("docs/a.md", "new a\n");
  commit("second");
  git("clone --quiet --depth=1 \"file://$PWD\" ../shallow");
  fs::current_path("../shallow");
  EXPECT_THAT(texts("HEAD", "docs/a.md"), ElementsAre("new a\n"));
  try {
    texts("HEAD~1", "docs/a.md");
    FAIL();
  } catch (const CannotCheck& error) {
    EXPECT_STREQ(error.what(), "this clone is too shallow to have \"HEAD~1\"");
    EXPECT_THAT(error.hint(), ::testing::HasSubstr("fetch-depth: 0"));
  }
}

TEST_F(Since, NeedsAWorkTree) {
  fs::current_path("..");
  ::setenv("GIT_CEILING_DIRECTORIES", fs::current_path().parent_path().c_str(), 1);
  EXPECT_THROW(texts("HEAD", "repository/docs/a.md"), UsageError);
  ::unsetenv("GIT_CEILING_DIRECTORIES");
}

TEST_F(Since, KnowsTheSnippetsThatWereThere) {
  const std::string python = "```python\nimport flask\nprint(flask.__version__)\n```\n";
  const std::string other = "```python\nimport json\nprint(json.dumps([1]))\n```\n";
  write_file("docs/a.md", "# One\n\n" + python);
  write_file("docs/b.md", "# Two\n\n" + other);
  commit("code");
  const auto digests = digests_since("HEAD", {"docs/a.md", "docs/b.md", "docs/größe ä.md"});
  EXPECT_EQ(digests.at("docs/a.md").size(), 1U);
  EXPECT_EQ(digests.at("docs/b.md").size(), 1U);
  EXPECT_NE(digests.at("docs/a.md"), digests.at("docs/b.md"));
}

TEST_F(Since, ComparesADumpPostByPost) {
  const auto dump = [](const std::string& rows) { return "<posts>\n" + rows + "</posts>\n"; };
  const auto row = [](int id, const std::string& score, const std::string& code) {
    return "<row Id=\"" + std::to_string(id) + "\" PostTypeId=\"2\" Score=\"" + score + "\" Body=\"&lt;pre&gt;" + code +
           "&#xA;y = x&lt;/pre&gt;\" />\n";
  };
  write_file("docs/Posts.xml", dump(row(1, "9", "x = 1") + row(2, "3", "x = 2")));
  commit("dump");
  write_file("docs/Posts.xml", dump(row(5, "0", "x = 5") + row(1, "10", "x = 1") + row(2, "3", "x = 3")));
  const auto old = digests_since("HEAD", {"docs/Posts.xml"}).at("docs/Posts.xml");
  EXPECT_EQ(old.size(), 2U);
  const Reading now = read_all({{"docs/Posts.xml"}}, Ignoring::as_git);
  std::vector<bool> known;
  for (const Subject& subject : subjects_of(now.snippets))
    known.push_back(old.contains(subject_digest(subject)));
  EXPECT_THAT(known, ElementsAre(false, true, false));
}

TEST_F(Since, TakesANotebookAsOneSession) {
  const auto notebook = [](const std::string& cells) { return "{\"nbformat\": 4, \"cells\": [\n" + cells + "]}\n"; };
  const std::string one = "{\"cell_type\": \"code\", \"source\": \"x = 1\\nprint(x)\"}\n";
  const std::string two = "{\"cell_type\": \"code\", \"source\": \"y = 2\\nprint(y)\"}\n";
  const auto known = [&](const std::string& cells) {
    write_file("docs/a.ipynb", notebook(cells));
    const auto old = digests_since("HEAD", {"docs/a.ipynb"}).at("docs/a.ipynb");
    const Reading now = read_all({{"docs/a.ipynb"}}, Ignoring::as_git);
    std::vector<bool> found;
    for (const Subject& subject : subjects_of(now.snippets))
      found.push_back(old.contains(subject_digest(subject)));
    return found;
  };
  write_file("docs/a.ipynb", notebook(one));
  commit("notebook");
  EXPECT_THAT(known("\n\n" + one), ElementsAre(true));
  EXPECT_THAT(known(one + ", {\"cell_type\": \"markdown\", \"source\": \"# Why?\"},\n" + two), ElementsAre(false, false));
}

}  // namespace
}  // namespace snipcheck
