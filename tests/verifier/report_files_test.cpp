#include "verifier/report_files.hpp"

#include "reports/report.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/helpers/in_folder.hpp"

#include <gmock/gmock.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using testing::InFolder;

std::string refusal_of(std::string_view argument) {
  try {
    report_from(argument);
  } catch (const UsageError& error) {
    return std::string(error.what()) + " / " + error.hint();
  }
  return "";
}

std::string refusal_of(std::vector<std::pair<std::string, fs::path>> reports) {
  try {
    check_report_paths({.reports = std::move(reports)});
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(ReportFiles, AreAFormatAndAPath) {
  EXPECT_EQ(report_from("json=out/a=b.json"), (std::pair<std::string, fs::path>{"json", "out/a=b.json"}));
  EXPECT_EQ(refusal_of("jsno=x"), "there is no report format \"jsno\" / did you mean \"json\"?");
  EXPECT_EQ(refusal_of("json"), "--report json names no file / write --report json=report.json");
  EXPECT_EQ(refusal_of("json="), "--report json= names no file / write --report json=report.json");
}

TEST(ReportFiles, AreCheckedBeforeTheRun) {
  const InFolder here;
  write_file("file", "");
  EXPECT_EQ(refusal_of({{"json", "new/folder/a.json"}, {"json", "file"}, {"json", "/dev/null"}, {"json", "-"}}), "");
  EXPECT_EQ(refusal_of({{"json", "."}}), "cannot write .: Is a directory");
  EXPECT_EQ(refusal_of({{"json", "file/a.json"}}), "cannot write file/a.json: Not a directory");
  EXPECT_EQ(refusal_of({{"json", "a.json"}, {"json", "./a.json"}}), "two reports go to ./a.json");
  EXPECT_EQ(refusal_of({{"json", "-"}, {"json", "-"}}), "two reports go to standard output");
  EXPECT_FALSE(fs::exists("new")) << "checking makes nothing";
}

TEST(ReportFiles, AreAllWrittenEvenWhenOneCannotBe) {
  const InFolder here;
  write_file("file", "");
  write_file("real.json", "before");
  fs::create_symlink("real.json", "link.json");
  const Report report{.version = "1.2.3"};
  const auto troubles = write_reports(
      report, {.reports = {{"json", "file/a.json"}, {"json", "new/b.json"}, {"json", "link.json"}, {"json", "/dev/null"}}});
  ASSERT_EQ(troubles.size(), 1U);
  EXPECT_THAT(troubles[0], ::testing::StartsWith("--report json=file/a.json: cannot write "));
  EXPECT_EQ(read_file("new/b.json"), read_file("real.json"));
  EXPECT_THAT(read_file("new/b.json"), ::testing::StartsWith("{"));
  EXPECT_TRUE(fs::is_symlink("link.json"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace snipcheck
