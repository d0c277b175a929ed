#include "support/file.hpp"

#include "support/error.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

TEST(File, ReadsBackWhatItWroteInAFolderThatWasNotThere) {
  const TempDir dir;
  write_file(dir.path() / "new" / "a.txt", std::string_view{"a\0b", 3});
  EXPECT_EQ(read_file(dir.path() / "new" / "a.txt"), std::string("a\0b", 3));
}

TEST(File, NamesThePathThatCannotBeRead) {
  try {
    read_file("/no/such/file");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "cannot read /no/such/file: No such file or directory");
  }
  EXPECT_THROW(read_file("/"), UsageError);
}

TEST(TempDir, GoesAwayWithItsOwner) {
  std::filesystem::path path;
  {
    const TempDir dir;
    path = dir.path();
    write_file(path / "deep" / "x", "x");
    EXPECT_TRUE(std::filesystem::exists(path / "deep" / "x"));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace snipcheck
