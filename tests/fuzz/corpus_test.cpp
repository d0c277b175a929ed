/// Replays the fuzzer's corpus with whatever compiler built the tests: small documents that once broke something, or that
/// reach what others do not.
#include "support/file.hpp"
#include "tests/fuzz/check_document.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

constexpr std::size_t kMostBytes = 300'000;  // of the whole corpus: it is read by people too

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{SNIPCHECK_TESTS_DIR} / "fuzz" / "corpus"})
    found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

TEST(FuzzCorpus, KeepsEveryInvariant) {
  std::size_t bytes = 0;
  for (const auto& path : corpus()) {
    const std::string document = read_file(path);
    EXPECT_EQ(testing::check_document(document), "") << path;
    bytes += document.size();
  }
  EXPECT_GE(corpus().size(), 20U);
  EXPECT_LE(bytes, kMostBytes);
}

TEST(FuzzCorpus, KeepsEveryInvariantWhenItIsReadAsAnotherKind) {
  for (const auto& path : corpus())
    for (const char kind : std::string_view{"mthronxjld"}) {
      std::string document = read_file(path);
      if (document.empty())
        continue;
      document[0] = kind;
      EXPECT_EQ(testing::check_document(document), "") << path << " as " << kind;
    }
}

TEST(FuzzCorpus, KeepsEveryInvariantWhenItIsCutShort) {
  for (const auto& path : corpus()) {
    const std::string document = read_file(path);
    for (const std::size_t part : {2U, 3U, 7U})
      EXPECT_EQ(testing::check_document(document.substr(0, document.size() * (part - 1) / part)), "") << path << " cut " << part;
  }
}

}  // namespace
}  // namespace snipcheck
