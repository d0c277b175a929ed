#include "verifier/terminal.hpp"

#include "support/fd.hpp"

#include <cstdlib>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace snipcheck {
namespace {

/// The environment as it was, when the test ends.
class Colour : public ::testing::Test {
 protected:
  void SetUp() override { set("", ""); }
  void TearDown() override { set("", ""); }
  static void set(const char* no_color, const char* force_color) {
    ::setenv("NO_COLOR", no_color, 1);
    ::setenv("FORCE_COLOR", force_color, 1);
    ::setenv("TERM", "xterm", 1);
  }
  Fd file_{::open("/dev/null", O_WRONLY)};
  Fd terminal_{::posix_openpt(O_RDWR | O_NOCTTY)};
};

TEST_F(Colour, IsForTerminals) {
  ASSERT_TRUE(terminal_);
  EXPECT_FALSE(wants_colour({}, file_.get()));
  EXPECT_TRUE(wants_colour({}, terminal_.get()));
  ::setenv("TERM", "dumb", 1);
  EXPECT_FALSE(wants_colour({}, terminal_.get()));
}

TEST_F(Colour, FollowsNoColorBeforeForceColorAndTheOptionBeforeBoth) {
  set("", "1");
  EXPECT_TRUE(wants_colour({}, file_.get()));
  set("", "0");
  EXPECT_FALSE(wants_colour({}, terminal_.get()));
  set("1", "1");
  EXPECT_FALSE(wants_colour({}, terminal_.get()));
  EXPECT_TRUE(wants_colour(true, file_.get()));
  set("", "1");
  EXPECT_FALSE(wants_colour(false, terminal_.get()));
}

TEST(Width, IsAHundredWhereThereIsNoTerminal) {
  const Fd file{::open("/dev/null", O_WRONLY)};
  EXPECT_EQ(width_of(file.get()), 100);
}

TEST(Messages, PutTheHintOnALineOfItsOwn) {
  ::testing::internal::CaptureStderr();
  print_error("a.md: there is no such file", "look again");
  print_error("alone", "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "snipcheck: error: a.md: there is no such file\nhint: look again\nsnipcheck: error: alone\n");
}

}  // namespace
}  // namespace snipcheck
