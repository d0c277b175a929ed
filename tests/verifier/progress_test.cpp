#include "verifier/progress.hpp"

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

using namespace std::chrono_literals;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

void check_forty(Progress& progress) {
  progress.begin(40, "snippets");
  for (int i = 1; i <= 40; ++i)
    progress.step("a.md:" + std::to_string(i), i % 20 == 0);
  progress.end();
}

TEST(Progress, SaysALineForEachTenth) {
  CaptureStderr();
  Progress progress{Progress::Style::lines, 0ms};
  check_forty(progress);
  const std::string said = GetCapturedStderr();
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 10) << said;
  EXPECT_THAT(said, ::testing::StartsWith("snipcheck: 4/40 snippets, 0 failing, 0 s\n"));
  EXPECT_THAT(said, ::testing::EndsWith("snipcheck: 40/40 snippets, 2 failing, 0 s\n"));
}

TEST(Progress, SaysNothingOfAQuickRun) {
  CaptureStderr();
  Progress progress{Progress::Style::lines};
  check_forty(progress);
  EXPECT_EQ(GetCapturedStderr(), "");
}

TEST(Progress, DrawsABarAndTakesItAway) {
  CaptureStderr();
  Progress progress{Progress::Style::bar};
  check_forty(progress);
  const std::string said = GetCapturedStderr();
  EXPECT_THAT(said, ::testing::StartsWith("\r\033[K------------ 0/40 snippets, 0 failing, 0:00\r\033[K"));
  EXPECT_THAT(said, ::testing::EndsWith("\r\033[K"));
}

TEST(Progress, PutsALineOfItsOwnInPlaceOfTheBar) {
  CaptureStderr();
  Progress progress{Progress::Style::bar};
  progress.begin(4, "snippets");
  progress.say("building environment 2020");
  progress.step("a.md:1", true);
  progress.end();
  EXPECT_THAT(GetCapturedStderr(),
              ::testing::EndsWith("0:00\r\033[Ksnipcheck: building environment 2020\n"
                                  "\r\033[K###--------- 1/4 snippets, 1 failing, 0:00, 0:00 left  a.md:1\r\033[K"));
}

TEST(Progress, IsSilentWhenToldSo) {
  CaptureStderr();
  Progress progress{Progress::Style::none};
  progress.say("hello");
  check_forty(progress);
  EXPECT_EQ(GetCapturedStderr(), "");
}

}  // namespace
}  // namespace snipcheck
