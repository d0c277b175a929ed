#include "sandboxes/contents.hpp"

#include "support/digest.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

/// Written after the contents, and looked after in other ways.
constexpr std::string_view kNotContents[] = {"manifest.json", "contents.txt", "index.json"};
constexpr std::string_view kOwnCopy = ".snipcheck-copy";

std::string entry_of(const fs::directory_entry& entry, const std::string& path) {
  if (entry.is_symlink())
    return fmt::format("->\t{}\t{}", fs::read_symlink(entry.path()).string(), path);
  return fmt::format("{}\t{}\t{}", sha256(read_file(entry.path())), entry.file_size(), path);
}

/// Path to its line.
std::map<std::string, std::string> entries_of(const fs::path& folder) {
  std::map<std::string, std::string> entries;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_symlink() && !entry.is_regular_file())
      continue;
    std::string path = entry.path().lexically_relative(folder).string();
    if (is_any_of(path, kNotContents) || path.ends_with(kOwnCopy))
      continue;
    std::string line = entry_of(entry, path);
    entries.emplace(std::move(path), std::move(line));
  }
  return entries;
}

std::string path_in(std::string_view line) { return std::string(line.substr(std::min(line.rfind('\t'), line.size() - 1) + 1)); }

}  // namespace

std::string contents_of(const fs::path& folder) {
  std::string text;
  for (const auto& [path, line] : entries_of(folder))
    text += line + "\n";
  return text;
}

std::vector<std::string> differences(const fs::path& folder, std::string_view contents) {
  std::map<std::string, std::string> now = entries_of(folder);
  std::map<std::string, std::string> found;  // path -> what is to be said
  for (const std::string_view line : split_lines(contents)) {
    const std::string path = path_in(line);
    const auto there = now.find(path);
    if (there == now.end())
      found.emplace(path, path + " is missing");
    else if (there->second != line)
      found.emplace(path, path + " has changed");
    if (there != now.end())
      now.erase(there);
  }
  for (const auto& [path, line] : now)
    found.emplace(path, path + " is new");
  std::vector<std::string> said;
  for (auto& [path, text] : found)
    said.push_back(std::move(text));
  return said;
}

void separate_files(const fs::path& folder) {
  std::vector<fs::path> shared;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (!entry.is_symlink() && entry.is_regular_file() && entry.hard_link_count() > 1)
      shared.push_back(entry.path());
  for (const fs::path& file : shared) {
    const fs::path copy = file.string() + std::string(kOwnCopy);
    fs::copy_file(file, copy, fs::copy_options::overwrite_existing);
    fs::last_write_time(copy, fs::last_write_time(file));  // bytecode is good for a source of that time only
    fs::rename(copy, file);
  }
}

}  // namespace snipcheck
