#include "verifier/misspelt.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace snipcheck {
namespace {

constexpr std::size_t kShortest = 6;  // shorter names are near each other by chance

constexpr std::string_view kOfModules[] = {"__name__", "__file__", "__doc__"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The names in the code that are no attributes.
std::set<std::string> names_in(std::string_view code) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < code.size();) {
    if (!is_word(code[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < code.size() && is_word(code[i]))
      ++i;
    if (begin == 0 || code[begin - 1] != '.')
      names.emplace(code.substr(begin, i - begin));
  }
  return names;
}

/// Whether two letters next to each other are swapped, the first and the last one aside.
bool is_swapped(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  return at > 0 && at + 2 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

/// Whether the longer one has one letter more, neither at its beginning nor at its end.
bool has_one_more(std::string_view longer, std::string_view shorter) {
  if (longer.size() != shorter.size() + 1)
    return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(shorter, longer).in1 - shorter.begin());
  return at > 0 && at < shorter.size() && std::isalpha(static_cast<unsigned char>(longer[at])) != 0 &&
         longer.substr(at + 1) == shorter.substr(at);
}

}  // namespace

std::optional<std::string> meant_by(const std::string& unknown, const Snippet& snippet) {
  for (const std::string_view one : kOfModules)
    if (unknown.starts_with("__") && (one.starts_with(unknown) || one.ends_with(unknown)))
      return std::string{one};
  if (unknown.size() < kShortest)
    return std::nullopt;
  const auto is_free = [&](const std::string& name) {
    return std::ranges::any_of(snippet.names.free, [&](const FreeName& one) { return one.name == name; });
  };
  for (const std::string& name : names_in(snippet.code))
    if (!is_free(name) && (is_swapped(unknown, name) || has_one_more(name, unknown) || has_one_more(unknown, name)))
      return name;
  return std::nullopt;
}

}  // namespace snipcheck
