#include "verifier/ignored.hpp"

#include "support/error.hpp"
#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>
#include <utility>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

bool in_class(std::string_view name, unsigned char c) {
  static constexpr std::pair<std::string_view, int (*)(int)> classes[] = {
      {"alnum", std::isalnum}, {"alpha", std::isalpha}, {"blank", std::isblank}, {"cntrl", std::iscntrl},
      {"digit", std::isdigit}, {"graph", std::isgraph}, {"lower", std::islower}, {"print", std::isprint},
      {"punct", std::ispunct}, {"space", std::isspace}, {"upper", std::isupper}, {"xdigit", std::isxdigit}};
  return std::ranges::any_of(classes, [&](const auto& one) { return one.first == name && one.second(c) != 0; });
}

/// Whether the set `[...]` at `at` holds a character; `at` is moved past it. Nothing when it does not end.
std::optional<bool> set_holds(std::string_view pattern, std::size_t& at, char c) {
  std::size_t i = at + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  i += negated ? 1 : 0;
  bool found = false;
  char before = 0;  // may begin a range
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false, ++i) {
    char here = pattern[i];
    const bool range = here == '-' && before != 0 && i + 1 < pattern.size() && pattern[i + 1] != ']';
    const auto name_end =
        here == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':' ? pattern.find(":]", i + 2) : std::string_view::npos;
    if (range) {
      here = pattern[++i];
      if (here == '\\' && ++i < pattern.size())
        here = pattern[i];
      found |= static_cast<unsigned char>(before) <= static_cast<unsigned char>(c) &&
               static_cast<unsigned char>(c) <= static_cast<unsigned char>(here);
      before = 0;
      continue;
    }
    if (name_end != std::string_view::npos) {
      found |= in_class(pattern.substr(i + 2, name_end - i - 2), static_cast<unsigned char>(c));
      i = name_end + 1;
      before = 0;
      continue;
    }
    if (here == '\\' && ++i < pattern.size())
      here = pattern[i];
    found |= here == c;
    before = here;
  }
  if (i >= pattern.size())
    return std::nullopt;
  at = i + 1;
  return found != negated;
}

/// One name against one segment: `*`, `?`, `[...]` and `\`, as git's wildmatch has them.
bool glob(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    std::size_t next = p;
    bool same = false;
    if (p < pattern.size()) {
      if (pattern[p] == '*') {
        star = p++;
        resume = n;
        continue;
      }
      if (pattern[p] == '[') {
        const auto held = set_holds(pattern, next, name[n]);
        if (!held)
          return false;
        same = *held;
      } else if (pattern[p] == '\\') {
        same = p + 1 < pattern.size() && pattern[p + 1] == name[n];
        next = p + 2;
      } else {
        same = pattern[p] == '?' || pattern[p] == name[n];
        next = p + 1;
      }
    }
    if (same) {
      p = next;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::vector<IgnorePattern> patterns_of(const fs::path& file) {
  std::vector<IgnorePattern> out;
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    return out;
  std::string text;
  try {
    text = read_file(file);
  } catch (const UsageError&) {  // git warns of one that it may not read, and goes on
    return out;
  }
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF"))
    rest.remove_prefix(3);
  for (std::string_view line : split(rest, '\n')) {
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    if (auto pattern = ignore_pattern(line))
      out.push_back(std::move(*pattern));
  }
  return out;
}

/// The folder that holds info/exclude: `.git` itself, or what the file `.git` of a linked work tree names.
fs::path git_folder(const fs::path& dot_git) {
  std::error_code error;
  if (!fs::is_regular_file(dot_git, error))
    return dot_git;
  try {
    constexpr std::string_view mark = "gitdir: ";
    const std::string text = read_file(dot_git);
    if (!text.starts_with(mark))
      return dot_git;
    const fs::path own = dot_git.parent_path() / trim(std::string_view{text}.substr(mark.size()));
    const fs::path common = own / "commondir";
    return fs::is_regular_file(common, error) ? own / trim(read_file(common)) : own;
  } catch (const UsageError&) {
    return dot_git;
  }
}

/// What the last pattern that matches says; nothing when none does.
std::optional<bool> verdict(const std::vector<IgnorePattern>& patterns, std::string_view path, bool is_folder) {
  const auto found =
      std::find_if(patterns.rbegin(), patterns.rend(), [&](const IgnorePattern& one) { return matches(one, path, is_folder); });
  return found == patterns.rend() ? std::nullopt : std::optional{!found->negated};
}

}  // namespace

std::optional<IgnorePattern> ignore_pattern(std::string_view line) {
  std::size_t end = 0;  // past the last character that is no blank, or is an escaped one
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool escape = line[i] == '\\';
    i += escape ? 1 : 0;
    if (escape || line[i] != ' ')
      end = std::min(i + 1, line.size());
  }
  line = line.substr(0, end);
  if (line.empty() || line.starts_with('#'))
    return std::nullopt;
  IgnorePattern pattern;
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.only_folders = true;
    line.remove_suffix(1);
  }
  if (line.empty())
    return std::nullopt;
  pattern.anywhere = line.find('/') == std::string_view::npos;
  if (line.starts_with('/'))
    line.remove_prefix(1);
  for (const std::string_view segment : split(line, '/')) {
    const bool any_depth = segment.size() > 1 && segment.find_first_not_of('*') == std::string_view::npos;
    pattern.segments.emplace_back(any_depth && !pattern.anywhere ? "**" : segment);
  }
  return pattern;
}

bool matches(const IgnorePattern& pattern, std::string_view path, bool is_folder) {
  if (pattern.only_folders && !is_folder)
    return false;
  if (pattern.anywhere)
    return glob(pattern.segments.front(), path.substr(path.rfind('/') + 1));
  const auto names = split(path, '/');
  std::vector<char> reached(names.size() + 1);  // how many names the segments so far may have taken
  reached[0] = 1;
  for (std::size_t s = 0; s < pattern.segments.size(); ++s) {
    std::vector<char> next(names.size() + 1);
    const bool any_depth = pattern.segments[s] == "**";
    const bool last = s + 1 == pattern.segments.size();
    for (std::size_t n = 0; n <= names.size(); ++n) {
      if (reached[n] == 0)
        continue;
      if (any_depth)  // at the end it stands for what is inside: one name at least
        std::fill(next.begin() + static_cast<std::ptrdiff_t>(std::min(n + (last ? 1 : 0), next.size())), next.end(), char{1});
      else if (n < names.size() && glob(pattern.segments[s], names[n]))
        next[n + 1] = 1;
    }
    reached = std::move(next);
  }
  return reached.back() != 0;
}

const Ignored::Folder& Ignored::folder(const fs::path& path) {
  const auto [place, is_new] = folders_.try_emplace(path);
  if (is_new) {
    std::error_code error;
    place->second.patterns = patterns_of(path / ".gitignore");
    place->second.is_top = fs::exists(path / ".git", error);
    if (place->second.is_top)
      place->second.exclude = patterns_of(git_folder(path / ".git") / "info" / "exclude");
  }
  return place->second;
}

bool Ignored::holds(const fs::path& path, bool is_folder) {
  std::optional<bool> decided;
  for (fs::path above = path.parent_path();; above = above.parent_path()) {
    const Folder& here = folder(above);
    const std::string relative = path.lexically_relative(above).generic_string();
    if (!decided)
      decided = verdict(here.patterns, relative, is_folder);
    if (here.is_top)
      return decided ? *decided : verdict(here.exclude, relative, is_folder).value_or(false);
    if (above == above.parent_path())
      return false;  // no work tree
  }
}

}  // namespace snipcheck
