#include "benchmarks/inputs.hpp"

#include "snippets/documents_in.hpp"
#include "support/error.hpp"
#include "support/file.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>

namespace snipcheck::bench {
namespace {

constexpr unsigned kSeed = 3;
constexpr std::size_t kTried = 8;  // samples joined to see whether they can be

/// The undamaged documents in the files of these folders, in the order of their names.
std::vector<Document> documents_below(const std::vector<std::filesystem::path>& folders) {
  std::vector<std::filesystem::path> paths;
  for (const std::filesystem::path& folder : folders)
    for (const auto& entry : std::filesystem::directory_iterator{folder})
      if (entry.is_regular_file() && entry.path().extension() != ".labels")
        paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<Document> documents;
  const auto add = [&](const Document& document) {
    if (document.damage.empty())
      documents.emplace_back(document).text += "\n";
  };
  for (const auto& path : paths)
    if (!for_each_document_in(path.filename().string(), read_file(path), add))
      throw UsageError("too long: " + path.string());
  return documents;
}

std::vector<Document> samples() {
  const std::filesystem::path root{SNIPCHECK_SOURCE_DIR};
  return documents_below({root / "examples/answers", root / "tests/documents"});
}

/// Samples in an order drawn anew for each round, until they are `bytes` long together.
std::vector<Document> repeated(std::vector<Document> samples, std::size_t bytes) {
  std::mt19937 random{kSeed};
  std::vector<Document> out;
  for (std::size_t size = 0; size < bytes;) {
    for (std::size_t i = samples.size() - 1; i > 0; --i)  // std::shuffle differs between libraries
      std::swap(samples[i], samples[random() % (i + 1)]);
    for (const Document& sample : samples) {
      size += sample.text.size();
      out.push_back(sample);
    }
  }
  return out;
}

Document joined(const std::vector<Document>& documents) {
  Document out{.path = documents.front().path};
  for (const Document& document : documents)
    out.text += document.text + "\n";
  return out;
}

std::size_t blocks_in(const Format& format, const std::vector<Document>& documents) {
  std::size_t count = 0;
  for (const Document& document : documents)
    count += format.outline(document.text).blocks.size();
  return count;
}

/// Whether samples of the format stay what they are when they stand in one document: nearly as many blocks are found in it. Of
/// formats that the whole of a document has to be, such as JSON, none are.
bool can_be_joined(const Format& format, const std::vector<Document>& samples) {
  std::vector<Document> few;
  while (few.size() < kTried)
    few.insert(few.end(), samples.begin(), samples.end());
  const Document one = joined(few);
  const std::size_t found = blocks_in(format, {one});
  return &format_of(one.path, one.text) == &format && found > 0 && 10 * found >= 9 * blocks_in(format, few);
}

}  // namespace

std::size_t Input::bytes() const {
  std::size_t sum = 0;
  for (const Document& document : documents)
    sum += document.text.size();
  return sum;
}

std::vector<Input> inputs() {
  std::vector<Input> out;
  for (const Format* format : formats()) {
    std::vector<Document> own = samples();
    std::erase_if(own, [&](const Document& sample) { return &format_of(sample.path, sample.text) != format; });
    if (own.empty())
      throw UsageError("no sample of the format " + std::string{format->name} + " in examples/answers or tests/documents");
    Input input{format, repeated(own, kBytes)};
    if (can_be_joined(*format, own))
      input.documents = {joined(input.documents)};
    out.push_back(std::move(input));
  }
  return out;
}

std::vector<Input> pages_of(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw UsageError(folder.string() + " is no folder");
  std::vector<Input> out;
  const std::vector<Document> all = documents_below({folder});
  for (const Format* format : formats()) {
    std::vector<Document> own = all;
    std::erase_if(own, [&](const Document& page) { return &format_of(page.path, page.text) != format; });
    if (!own.empty())
      out.push_back({format, repeated(own, kBytes)});
  }
  if (out.empty())
    throw UsageError("no document in " + folder.string());
  return out;
}

}  // namespace snipcheck::bench
