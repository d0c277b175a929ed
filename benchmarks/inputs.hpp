#pragma once
/// What the benchmarks read: the project's own samples, repeated until they are long.
#include "snippets/format.hpp"
#include "snippets/snippet.hpp"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace snipcheck::bench {

/// About as much as one format is given to read.
inline constexpr std::size_t kBytes = 5'000'000;

/// Documents of one format, `kBytes` in all and the same ones at every start: one long document where samples of the format can
/// be joined (Markdown, text), else many small ones (notebooks).
struct Input {
  const Format* format = nullptr;
  std::vector<Document> documents;

  [[nodiscard]] std::size_t bytes() const;
};

/// The input of every format of formats.def, made from the files of examples/answers and tests/documents that it reads.
/// Throws UsageError for a format that no sample is written in.
std::vector<Input> inputs();

/// The documents of a folder as they are, one input a format, each read again and again until they are about `kBytes` together.
/// Throws UsageError where there is none.
std::vector<Input> pages_of(const std::filesystem::path& folder);

}  // namespace snipcheck::bench
