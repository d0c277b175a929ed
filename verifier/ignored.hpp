#pragma once
/// What git would ignore: `.gitignore` files and `.git/info/exclude` (https://git-scm.com/docs/gitignore).
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snipcheck {

/// One line of a .gitignore.
struct IgnorePattern {
  std::vector<std::string> segments;  ///< Between slashes; "**" stands for any number of folders.
  bool negated = false;
  bool only_folders = false;
  bool anywhere = false;  ///< Without a slash it matches names at any depth.
};

/// Nothing for a blank line or a comment.
std::optional<IgnorePattern> ignore_pattern(std::string_view line);

/// Whether a path, relative to the folder of the .gitignore and with plain slashes, matches; not whether it is negated.
bool matches(const IgnorePattern& pattern, std::string_view path, bool is_folder);

/// Answers for the files of git work trees; outside of them nothing is ignored, as with ruff and ripgrep. The user's own
/// core.excludesFile has no say, so that all machines see the same.
class Ignored {
 public:
  /// Whether git ignores the entry itself, an absolute path; whether a folder above it is ignored is not asked.
  [[nodiscard]] bool holds(const std::filesystem::path& path, bool is_folder);

 private:
  struct Folder {
    std::vector<IgnorePattern> patterns;  ///< Of its .gitignore.
    std::vector<IgnorePattern> exclude;   ///< Of .git/info/exclude, in the top folder.
    bool is_top = false;                  ///< Of a work tree.
  };
  const Folder& folder(const std::filesystem::path& path);

  std::map<std::filesystem::path, Folder> folders_;
};

}  // namespace snipcheck
