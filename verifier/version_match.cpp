#include "verifier/version_match.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace snipcheck {
namespace {

/// A version that compares as PEP 440 wants it.
struct Version {
  std::vector<long> release;  ///< Without zeros at its end.
  int phase = 0;              ///< dev, a, b, rc, final, post: -4 ... 1.
  long number = 0;            ///< Of the phase: 2 in "1.0rc2".

  auto operator<=>(const Version&) const = default;
};

long take_number(std::string_view& text) {
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc{} ? number : 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many numbers the release has as written: `~=2.2` keeps one of its two.
std::vector<long> take_release(std::string_view& text) {
  std::vector<long> release;
  while (!text.empty() && is_digit(text[0])) {
    release.push_back(take_number(text));
    if (text.size() < 2 || text[0] != '.' || !is_digit(text[1]))
      break;
    text.remove_prefix(1);
  }
  return release;
}

Version version_from(std::string_view text) {
  Version version{.release = take_release(text)};
  while (!version.release.empty() && version.release.back() == 0)
    version.release.pop_back();
  while (!text.empty() && (text[0] == '.' || text[0] == '-' || text[0] == '_'))
    text.remove_prefix(1);
  static constexpr std::pair<std::string_view, int> kPhases[] = {{"dev", -4}, {"alpha", -3}, {"a", -3},  {"beta", -2},
                                                                 {"b", -2},   {"rc", -1},    {"c", -1},  {"preview", -1},
                                                                 {"pre", -1}, {"post", 1},   {"rev", 1}, {"r", 1}};
  for (const auto& [word, phase] : kPhases)
    if (text.starts_with(word)) {
      version.phase = phase;
      text.remove_prefix(word.size());
      while (!text.empty() && (text[0] == '.' || text[0] == '-' || text[0] == '_'))
        text.remove_prefix(1);
      version.number = take_number(text);
      break;
    }
  return version;
}

/// Whether the version's release begins with these numbers.
bool begins_with(std::string_view version, const std::vector<long>& prefix) {
  std::vector<long> release = take_release(version);
  release.resize(std::max(release.size(), prefix.size()));
  return std::equal(prefix.begin(), prefix.end(), release.begin());
}

bool satisfies_one(std::string_view version, std::string_view specifier) {
  const auto size = std::min(specifier.find_first_not_of("<>=!~"), specifier.size());
  const std::string_view sign = specifier.substr(0, size);
  std::string_view wanted = trim(specifier.substr(size));
  if (sign == "===")
    return version == wanted;
  if (wanted.ends_with(".*")) {
    const std::vector<long> prefix = take_release(wanted);
    return begins_with(version, prefix) == (sign != "!=");
  }
  const Version have = version_from(version), want = version_from(wanted);
  if (sign == "~=") {
    std::vector<long> prefix = take_release(wanted);
    if (prefix.size() > 1)
      prefix.pop_back();
    return have >= want && begins_with(version, prefix);
  }
  if (sign == "<")
    return have < want;
  if (sign == "<=")
    return have <= want;
  if (sign == ">")
    return have > want;
  if (sign == ">=")
    return have >= want;
  return (have == want) == (sign != "!=");
}

}  // namespace

bool satisfies(std::string_view version, std::string_view specifiers) {
  return std::ranges::all_of(split(specifiers, ','),
                             [&](std::string_view one) { return trim(one).empty() || satisfies_one(version, trim(one)); });
}

bool satisfies(const Environment& environment, const Requirement& requirement) {
  if (requirement.name == "python")
    return satisfies(environment.python, requirement.specifiers);
  const auto package = environment.packages.find(requirement.name);
  return package != environment.packages.end() && satisfies(package->second, requirement.specifiers);
}

std::string to_string(const Requirement& requirement) { return requirement.name + requirement.specifiers; }

}  // namespace snipcheck
