#include "verifier/cache.hpp"

#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "verifier/sqlite.hpp"

#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

Finding a_finding(std::string reason) {
  return {.id = "abc",
          .document = "a.md",
          .start_line = 3,
          .end_line = 4,
          .language = "python",
          .status = Status::broken,
          .reason = std::move(reason)};
}

std::string reason_of(ResultCache& cache, const std::string& key) {
  const auto found = cache.find(key);
  return found ? found->reason : "not there";
}

/// A cache file in a folder that does not exist yet.
class Cache : public ::testing::Test {
 protected:
  TempDir dir_;
  fs::path file_ = dir_.path() / "new" / "results.sqlite";
};

TEST_F(Cache, RemembersFromOneRunToTheNext) {
  {
    ResultCache cache{file_};
    EXPECT_EQ(reason_of(cache, "k"), "not there");
    cache.store("k", a_finding("first"));
    EXPECT_EQ(reason_of(cache, "k"), "first");
    cache.store("k", a_finding("second"));
  }
  ResultCache cache{file_};
  EXPECT_EQ(reason_of(cache, "k"), "second");
  EXPECT_EQ(reason_of(cache, "other"), "not there");
}

TEST_F(Cache, IsSeenByAnotherProcessAtOnce) {
  ResultCache cache{file_};
  const pid_t child = ::fork();
  if (child == 0) {
    ResultCache theirs{file_};
    theirs.store("k", a_finding("theirs"));
    ::_exit(0);  // killed, as it were: no destructor runs
  }
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(reason_of(cache, "k"), "theirs");
}

TEST_F(Cache, IsBegunByManyProcessesAtOnce) {
  for (int round = 0; round < 5; ++round) {
    fs::remove_all(file_.parent_path());
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i)
      if (children.push_back(::fork()); children.back() == 0) {
        const std::string key = std::to_string(i);
        ResultCache cache{file_};
        cache.store(key, a_finding(key));
        ::_exit(reason_of(cache, key) == key ? 0 : 1);
      }
    for (const pid_t child : children) {
      int status = -1;
      ::waitpid(child, &status, 0);
      EXPECT_EQ(status, 0);
    }
    ResultCache cache{file_};
    for (int i = 0; i < 8; ++i)
      EXPECT_EQ(reason_of(cache, std::to_string(i)), std::to_string(i));
  }
}

TEST_F(Cache, TakesManyThreads) {
  ResultCache cache{file_};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string key = std::to_string(t) + "/" + std::to_string(i);
        cache.store(key, a_finding(key));
        EXPECT_EQ(reason_of(cache, key), key);
      }
    });
  threads.clear();
  EXPECT_EQ(reason_of(cache, "3/49"), "3/49");
}

TEST_F(Cache, PutsADamagedFileAside) {
  write_file(file_, "this was never a database, but it is long enough to be taken for the head of one: " + std::string(200, 'x'));
  CaptureStderr();
  ResultCache cache{file_};
  cache.store("k", a_finding("kept"));
  EXPECT_EQ(GetCapturedStderr(), "");
  EXPECT_EQ(reason_of(cache, "k"), "kept");
  EXPECT_TRUE(fs::exists(file_.string() + ".damaged"));
}

TEST_F(Cache, NoticesDamageInTheMiddleOfARun) {
  {
    ResultCache{file_}.store("k", a_finding("lost"));
  }
  Database{file_}.run("PRAGMA wal_checkpoint(TRUNCATE)");
  ResultCache cache{file_};
  fs::resize_file(file_, 4096 + 100);  // the table of findings is cut off
  EXPECT_EQ(reason_of(cache, "k"), "not there");
  cache.store("k2", a_finding("kept"));
  ResultCache next{file_};
  EXPECT_EQ(reason_of(next, "k2"), "kept");
}

TEST_F(Cache, PutsTheFileOfAnotherVersionAside) {
  {
    ResultCache{file_}.store("k", a_finding("old"));
  }
  Database{file_}.run("PRAGMA user_version = 99");
  ResultCache cache{file_};
  EXPECT_EQ(reason_of(cache, "k"), "not there");
  cache.store("k", a_finding("new"));
  EXPECT_EQ(reason_of(cache, "k"), "new");
}

TEST_F(Cache, ForgetsAnEntryThatItCannotRead) {
  {
    ResultCache cache{file_};
    cache.store("k", a_finding("x"));
  }
  Database{file_}.run("UPDATE finding SET json = '{'");
  ResultCache cache{file_};
  EXPECT_EQ(reason_of(cache, "k"), "not there");
  EXPECT_EQ(Database{file_}.number("SELECT count(*) FROM finding"), 0);
}

TEST_F(Cache, LetsGoOfWhatNobodyUsedFor90Days) {
  {
    ResultCache cache{file_, 1000};
    cache.store("used", a_finding("used"));
    cache.store("unused", a_finding("unused"));
  }
  {
    EXPECT_EQ(reason_of(*std::make_unique<ResultCache>(file_, 1050), "used"), "used");
  }
  ResultCache cache{file_, 1091};
  EXPECT_EQ(reason_of(cache, "used"), "used");
  EXPECT_EQ(reason_of(cache, "unused"), "not there");
}

TEST_F(Cache, DoesWithoutWhereItCannotWriteAndSaysSoOnce) {
  write_file(dir_.path() / "file", "");
  CaptureStderr();
  ResultCache cache{dir_.path() / "file" / "results.sqlite"};
  cache.store("k", a_finding("x"));
  EXPECT_EQ(reason_of(cache, "k"), "not there");
  const std::string said = GetCapturedStderr();
  EXPECT_THAT(said, ::testing::StartsWith("snipcheck: warning: results are not cached: " + dir_.path().string()));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1);
}

TEST_F(Cache, AnswersARunOf150FindingsInNoTime) {
  {
    ResultCache cache{file_, 1000};
    for (int i = 0; i < 150; ++i)
      cache.store("key " + std::to_string(i), a_finding(std::string(2000, 'x')));
  }
  const auto start = std::chrono::steady_clock::now();
  {
    ResultCache cache{file_, 1001};  // a new day: every entry gets a new stamp
    for (int i = 0; i < 150; ++i)
      EXPECT_TRUE(cache.find("key " + std::to_string(i)));
  }
  const auto took = std::chrono::steady_clock::now() - start;
  RecordProperty("microseconds", static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  EXPECT_LT(took, std::chrono::milliseconds{500}) << "10 ms are usual; the rest is for a busy machine";
  EXPECT_EQ(Database{file_}.number("SELECT min(used) FROM finding"), 1001);
}

}  // namespace
}  // namespace snipcheck
