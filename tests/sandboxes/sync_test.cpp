/// Building real environments from the package index.
#include "sandboxes/sync.hpp"

#include "sandboxes/environment.hpp"
#include "sandboxes/index.hpp"
#include "sandboxes/records.hpp"
#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <csignal>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using snipcheck::testing::Variable;

class Sync : public ::testing::Test {
 protected:
  void SetUp() override {
    try {
      sandbox_ = open_sandbox("full");
    } catch (const CannotCheck& error) {
      SNIPCHECK_SKIP("sandbox", error.what());
    }
    environment_ = choose_environments(std::vector<PinSet>{eras().back()}).at(0);
    if (!environment_.trouble.empty())
      SNIPCHECK_SKIP("sandbox", environment_.trouble);
  }
  /// Builds; skips the test where the index is out of reach.
  void build() {
    try {
      sync(environment_, *sandbox_, [this](std::string_view line) { said_ += std::string(line) + "\n"; });
    } catch (const CannotCheck& error) {
      if (error.hint().starts_with("connect"))
        SNIPCHECK_SKIP("network", error.what());
      throw;
    }
  }

  TempDir cache_;
  Variable cache_set_{"SNIPCHECK_CACHE_DIR", cache_.path().string()};
  std::unique_ptr<Sandbox> sandbox_;
  Environment environment_;
  std::string said_;
};

}  // namespace

TEST_F(Sync, BuildsAWholeEnvironmentThatRunsFlask) {
  EXPECT_FALSE(is_ready(environment_));
  build();
  ASSERT_TRUE(is_ready(environment_));
  EXPECT_NE(said_.find("MB to download"), std::string::npos) << said_;
  EXPECT_TRUE(missing_from(environment_.folder, environment_).empty());
  const RunResult result = sandbox_->run(environment_, {.code = "import flask\nprint(flask.__name__)\n", .exercise = false});
  EXPECT_EQ(result.out, "flask\n") << result.err << result.trouble;
  EXPECT_TRUE(Index::load(environment_.folder / "index.json").distributions().contains("flask"));

  // When it is there, then nothing more is said or built, and no network is needed.
  said_.clear();
  const Variable offline{"UV_OFFLINE", "1"};
  build();
  EXPECT_EQ(said_, "");

  // When it is broken, then it is built anew, from what the cache has.
  fs::remove(environment_.folder / "manifest.json");
  EXPECT_FALSE(is_ready(environment_));
  build();
  EXPECT_TRUE(is_ready(environment_));
}

TEST_F(Sync, OfTwoAtOnceBuildsOne) {
  std::mutex mutex;
  std::string said, trouble;
  const auto one = [&] {
    try {
      sync(environment_, *sandbox_, [&](std::string_view line) {
        const std::lock_guard lock{mutex};
        said += std::string(line) + "\n";
      });
    } catch (const CannotCheck& error) {
      const std::lock_guard lock{mutex};
      trouble = error.hint();
    }
  };
  {
    const std::jthread first{one}, second{one};
  }
  if (trouble.starts_with("connect"))
    SNIPCHECK_SKIP("network", trouble);
  EXPECT_TRUE(is_ready(environment_)) << trouble;
  EXPECT_NE(said.find("waiting for another"), std::string::npos) << said;
  EXPECT_EQ(said.find(": ready"), said.rfind(": ready")) << said;
}

TEST_F(Sync, ThatWasKilledLeavesNothingThatLooksWhole) {
  for (const auto delay : {500ms, 1500ms, 3000ms}) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        sync(environment_, *sandbox_, [](std::string_view) {});
      } catch (const std::exception&) {
      }
      ::_exit(0);
    }
    std::this_thread::sleep_for(delay);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (is_ready(environment_)) {
      EXPECT_TRUE(missing_from(environment_.folder, environment_).empty());
    }
  }
  build();
  EXPECT_TRUE(is_ready(environment_));
  EXPECT_TRUE(missing_from(environment_.folder, environment_).empty());
  for (const auto& entry : fs::directory_iterator(environment_.folder.parent_path()))
    EXPECT_FALSE(entry.path().filename().string().starts_with(".building")) << entry.path();
}

TEST_F(Sync, WithoutNetworkSaysSo) {
  const Variable offline{"UV_OFFLINE", "1"};
  const Variable index{"UV_DEFAULT_INDEX", "http://user:secret@127.0.0.1:9/simple"};
  const Variable links{"PIP_FIND_LINKS", ""};
  const Variable uv_links{"UV_FIND_LINKS", "/nowhere"};
  try {
    sync(environment_, *sandbox_, [](std::string_view) {});
    FAIL();
  } catch (const CannotCheck& error) {
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    EXPECT_NE(error.hint(), "");
  }
  EXPECT_FALSE(is_ready(environment_));
}

}  // namespace snipcheck
